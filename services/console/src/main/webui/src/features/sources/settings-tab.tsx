import { Button, Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { api } from '../../shared/api/client'
import type { ConnectorDescriptor, Source } from '../../shared/api/millrace-types'
import { ownVersionQuery } from '../../shared/api/own-connectors'
import { isBusy } from '../../shared/api/sources'
import { SchemaForm } from '../../shared/forms/schema-form'
import { formatInstant } from '../../shared/format/time'
import { ConfirmDialog } from '../../shared/ui/confirm-dialog'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { notifyDone } from '../../shared/ui/notify'
import { routes } from '../../shared/workspace/routes'
import { ConnectorVersion } from './connector-version'
import { Permission } from './permission'
import { useSourceChange } from './source-queries'

interface SettingsTabProps {
  tenant: string
  source: Source
  connector: ConnectorDescriptor | undefined
  editable: boolean
}

export function SettingsTab({ tenant, source, connector, editable }: SettingsTabProps) {
  const fields = Object.keys(connector?.configurationSchema.properties ?? {})
  const takesUploads = fields.includes('uploads')
  const asksForDetails = connector !== undefined && !takesUploads && fields.length > 0
  return (
    <Stack maw={640} gap="lg">
      {connector !== undefined && source.connectorVersion !== null && (
        <ConnectorVersion tenant={tenant} source={source} connector={connector} editable={editable} />
      )}
      {source.authorisable && editable && (
        <Permission source={source} vendor={connector?.title ?? source.connector} />
      )}
      {asksForDetails && editable && <Details tenant={tenant} source={source} connector={connector} />}
      {takesUploads && <Files source={source} />}
      <Text size="sm" c="dimmed">
        Connected on {formatInstant(source.createdAt)}. Analysts find its tables in the schema{' '}
        <Text span ff="monospace" inherit>
          {source.schema}
        </Text>
        .
      </Text>
      {editable && <Deletion tenant={tenant} source={source} />}
    </Stack>
  )
}

interface DetailsProps {
  tenant: string
  source: Source
  connector: ConnectorDescriptor
}

/** The form of the version that the source is read by, which the catalogue's need not be. */
function Details({ tenant, source, connector }: DetailsProps) {
  const number = source.connectorVersion
  const version = useQuery({
    ...ownVersionQuery(tenant, source.connector, number ?? 0),
    enabled: number !== null,
  })
  if (number === null) return <DetailsForm tenant={tenant} source={source} connector={connector} />
  if (version.isError) return <ErrorPanel error={version.error} onRetry={() => void version.refetch()} />
  if (version.data === undefined) return <Skeleton h={240} />
  const { configurationSchema } = version.data
  return (
    <DetailsForm
      key={number}
      tenant={tenant}
      source={source}
      connector={{ ...connector, configurationSchema }}
    />
  )
}

function DetailsForm({ tenant, source, connector }: DetailsProps) {
  const [configuration, setConfiguration] = useState<Record<string, unknown>>(source.configuration)
  const change = useSourceChange(tenant, source.id)
  const navigate = useNavigate()
  const failed = source.state === 'FAILED' || source.latestRun?.state === 'FAILED'
  return (
    <Card component="section" aria-label="Details of the connection">
      <Title order={2} mb="md">
        How we reach it
      </Title>
      <SchemaForm
        schema={connector.configurationSchema}
        value={configuration}
        onChange={setConfiguration}
        error={change.error}
        secretsAreStored
        onSubmit={() =>
          change.mutate(
            { configuration },
            {
              // Changed details are tried at once: what comes of it is shown where connecting is.
              onSuccess: ({ value }) => {
                notifyDone('The details are saved.')
                if (isBusy(value)) void navigate(routes.connecting(tenant, source.id))
              },
            },
          )
        }
      >
        {change.isError && <ErrorPanel error={change.error} />}
        <Group justify="flex-end">
          <Button type="submit" loading={change.isPending}>
            {failed ? 'Save and try again' : 'Save the details'}
          </Button>
        </Group>
      </SchemaForm>
    </Card>
  )
}

function Files({ source }: { source: Source }) {
  const uploads = Array.isArray(source.configuration.uploads)
    ? (source.configuration.uploads as { id: string; fileName: string }[])
    : []
  return (
    <Card component="section" aria-label="Files">
      <Title order={2} mb="xs">
        Files
      </Title>
      {uploads.map((file) => (
        <Text key={file.id} size="sm" style={{ overflowWrap: 'anywhere' }}>
          {file.fileName}
        </Text>
      ))}
    </Card>
  )
}

function Deletion({ tenant, source }: { tenant: string; source: Source }) {
  const [asking, setAsking] = useState(false)
  const navigate = useNavigate()
  const queries = useQueryClient()
  const deletion = useMutation({
    mutationFn: () =>
      api.DELETE('/api/v1/tenants/{tenant}/sources/{source}', {
        params: { path: { tenant, source: source.id } },
      }),
    onSuccess: async () => {
      notifyDone(`${source.name} is deleted.`)
      await navigate(routes.sources(tenant), { replace: true })
      queries.removeQueries({ queryKey: ['tenant', tenant, 'sources', source.id] })
      await queries.invalidateQueries({ queryKey: ['tenant', tenant] })
    },
  })
  return (
    <Card component="section" aria-label="Delete">
      <Group justify="space-between">
        <div>
          <Title order={2} size="h3">
            Delete this source
          </Title>
          <Text size="sm" c="dimmed">
            It is no longer read. What was loaded so far stays.
          </Text>
        </div>
        <Button color="red" variant="light" onClick={() => setAsking(true)}>
          Delete…
        </Button>
      </Group>
      <ConfirmDialog
        opened={asking}
        title={`Delete ${source.name}?`}
        confirm="Delete it"
        busy={deletion.isPending}
        error={deletion.error}
        onConfirm={() => deletion.mutate()}
        onClose={() => setAsking(false)}
      >
        It is no longer read, and its stored login is deleted. What was loaded so far stays and can be
        explored. The source itself is not touched. This can’t be undone.
      </ConfirmDialog>
    </Card>
  )
}
