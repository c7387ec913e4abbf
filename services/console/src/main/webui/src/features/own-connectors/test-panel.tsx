import { Button, Card, Group, Select, Stack, Text, TextInput, Title } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { IconPlayerPlay } from '@tabler/icons-react'
import { useState } from 'react'
import type { Inspection } from '../../shared/api/millrace-types'
import { SchemaForm } from '../../shared/forms/schema-form'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { TestResult } from './test-result'
import { tryManifest } from './trials'

interface TestPanelProps {
  tenant: string
  manifest: string
  /** Null while there is nothing that could be tested. */
  inspection: Inspection | null
  /** Whether the text that is there now was looked at. */
  ready: boolean
}

/** The manifest's own form, and a short read of one of its streams. */
export function TestPanel({ tenant, manifest, inspection, ready }: TestPanelProps) {
  const [settings, setSettings] = useState<Record<string, unknown>>({})
  const [chosen, setChosen] = useState<string | null>(null)
  const test = useMutation({
    mutationFn: (stream: string) =>
      tryManifest(tenant, { manifest, stream, settings: known(settings, inspection) }),
  })
  if (inspection === null) {
    return (
      <Card component="section" aria-labelledby="test-title">
        <Title order={2} id="test-title" mb="xs">
          Try it
        </Title>
        <Text c="dimmed" size="sm">
          The form of your connector appears here as soon as nothing is wrong with the manifest. Then you read
          a few records of a stream and see what was asked and answered.
        </Text>
      </Card>
    )
  }
  const stream = streamOf(inspection, chosen)
  const fields = Object.keys(inspection.configurationSchema.properties ?? {})
  return (
    <Card component="section" aria-labelledby="test-title">
      <Title order={2} id="test-title">
        Try it
      </Title>
      <Text c="dimmed" size="sm" mb="md">
        {fields.length === 0
          ? 'It asks for nothing. A few pages are read, and nothing is kept.'
          : 'This is the form that people will fill in. A few pages are read, and nothing is kept.'}
      </Text>
      <SchemaForm
        schema={inspection.configurationSchema}
        value={settings}
        onChange={setSettings}
        error={test.error}
        onSubmit={() => test.mutate(stream)}
      >
        <Stack gap="sm">
          {inspection.findsStreams ? (
            <TextInput
              label="Stream"
              description="The manifest finds more streams by asking the API, so their names are typed."
              required
              value={stream}
              onChange={(event) => setChosen(event.currentTarget.value)}
            />
          ) : (
            <Select
              label="Stream"
              data={inspection.streams}
              value={stream}
              allowDeselect={false}
              searchable={inspection.streams.length > 10}
              onChange={setChosen}
            />
          )}
          <Group justify="flex-end">
            <Button
              type="submit"
              leftSection={<IconPlayerPlay size={16} />}
              disabled={!ready || stream === ''}
              loading={test.isPending}
            >
              Read a few records
            </Button>
          </Group>
        </Stack>
      </SchemaForm>
      <Stack mt="md" aria-live="polite">
        {test.isError && <ErrorPanel error={test.error} />}
        {test.data?.failure != null && <Text role="alert">{test.data.failure.message}</Text>}
        {test.data?.read != null && !test.isPending && <TestResult read={test.data.read} />}
      </Stack>
    </Card>
  )
}

function streamOf(inspection: Inspection, chosen: string | null): string {
  if (chosen !== null && (inspection.findsStreams || inspection.streams.includes(chosen))) return chosen
  return inspection.streams[0] ?? ''
}

/** What is filled in of the fields that there still are. */
function known(settings: Record<string, unknown>, inspection: Inspection | null): Record<string, unknown> {
  const fields = Object.keys(inspection?.configurationSchema.properties ?? {})
  return Object.fromEntries(Object.entries(settings).filter(([name]) => fields.includes(name)))
}
