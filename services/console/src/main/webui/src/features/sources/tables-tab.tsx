import { Badge, Button, Card, Checkbox, Group, Select, Skeleton, Table, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { IconRefresh, IconSearch, IconTable } from '@tabler/icons-react'
import { useState } from 'react'
import { api, bodyOf } from '../../shared/api/client'
import type { Catalog, Stream, Pipeline, PipelineStream, SyncMode } from '../../shared/api/millrace-types'
import { hasCode } from '../../shared/api/problem'
import { formatCount } from '../../shared/format/numbers'
import { EmptyState } from '../../shared/ui/empty-state'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { notifyDone, notifyError } from '../../shared/ui/notify'
import { useNarrow } from '../../shared/ui/use-narrow'
import { catalogQuery, pipelineQuery, usePipelineChange } from './source-queries'

const MODES: Record<SyncMode, string> = {
  FULL_REFRESH_OVERWRITE: 'Everything, each time',
  FULL_REFRESH_APPEND: 'Everything, added on',
  INCREMENTAL_APPEND: 'Only what is new, added on',
  INCREMENTAL_UPSERT: 'Only what is new or changed',
}

interface TablesTabProps {
  tenant: string
  source: string
  editable: boolean
}

/** Which tables of a source are read, and how. */
export function TablesTab({ tenant, source, editable }: TablesTabProps) {
  const queries = useQueryClient()
  const pipeline = useQuery(pipelineQuery(tenant, source))
  const catalog = useQuery(catalogQuery(tenant, source))
  const look = useMutation({
    mutationFn: async () =>
      bodyOf(
        await api.POST('/api/v1/tenants/{tenant}/sources/{source}/discoveries', {
          params: { path: { tenant, source } },
        }),
      ),
    onSuccess: () => {
      notifyDone('We are looking for new tables. They appear here in a moment.')
      return queries.invalidateQueries({ queryKey: ['tenant', tenant, 'sources'] })
    },
    onError: notifyError,
  })
  const failed = pipeline.error ?? catalog.error
  if (hasCode(failed, 'conflict')) {
    return (
      <EmptyState icon={<IconTable />} title="No tables found yet">
        They appear here once we have looked at the source.
      </EmptyState>
    )
  }
  if (failed !== null) {
    return (
      <ErrorPanel error={failed} onRetry={() => void Promise.all([pipeline.refetch(), catalog.refetch()])} />
    )
  }
  if (pipeline.data === undefined || catalog.data === undefined) return <Skeleton h={320} />
  if (pipeline.data.value.streams.length === 0) {
    return (
      <EmptyState icon={<IconTable />} title="No tables found yet">
        They appear here once we have looked at the source.
      </EmptyState>
    )
  }
  return (
    <TableEditor
      key={pipeline.data.etag}
      tenant={tenant}
      source={source}
      editable={editable}
      pipeline={pipeline.data.value}
      catalog={catalog.data}
      looking={look.isPending}
      onLook={() => look.mutate()}
    />
  )
}

interface TableEditorProps extends TablesTabProps {
  pipeline: Pipeline
  catalog: Catalog
  looking: boolean
  onLook: () => void
}

function TableEditor({ tenant, source, editable, pipeline, catalog, looking, onLook }: TableEditorProps) {
  const [streams, setStreams] = useState(pipeline.streams)
  const [search, setSearch] = useState('')
  const narrow = useNarrow()
  const change = usePipelineChange(tenant, source, 'Saved. It counts from the next run on.')
  const shown = streams.filter((stream) => stream.name.toLowerCase().includes(search.toLowerCase()))
  const selected = streams.filter((stream) => stream.selected).length
  const set = (name: string, part: Partial<PipelineStream>) =>
    setStreams((present) => present.map((stream) => (stream.name === name ? { ...stream, ...part } : stream)))
  const dirty = JSON.stringify(streams) !== JSON.stringify(pipeline.streams)
  return (
    <>
      <Group justify="space-between" mb="md">
        <TextInput
          type="search"
          aria-label="Search tables"
          placeholder="Search tables…"
          leftSection={<IconSearch size={16} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          w={{ base: '100%', xs: 260 }}
        />
        {editable && (
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} />}
            loading={looking}
            onClick={onLook}
          >
            Look for new tables
          </Button>
        )}
      </Group>
      <Card padding={0}>
        <Table.ScrollContainer minWidth={narrow ? 0 : 640}>
          <Table horizontalSpacing={narrow ? 'sm' : 'lg'}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col" w={40}>
                  <Checkbox
                    aria-label="All tables"
                    disabled={!editable}
                    checked={selected === streams.length}
                    indeterminate={selected > 0 && selected < streams.length}
                    onChange={(event) => {
                      const all = event.currentTarget.checked
                      setStreams((present) => present.map((stream) => ({ ...stream, selected: all })))
                    }}
                  />
                </Table.Th>
                <Table.Th scope="col">Table</Table.Th>
                {!narrow && (
                  <>
                    <Table.Th scope="col">What is read</Table.Th>
                    <Table.Th scope="col" ta="right">
                      Rows, about
                    </Table.Th>
                  </>
                )}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.map((stream) => (
                <StreamRow
                  key={stream.name}
                  stream={stream}
                  found={catalog.streams.find((known) => known.name === stream.name)}
                  editable={editable}
                  narrow={narrow}
                  onChange={(part) => set(stream.name, part)}
                />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Card>
      {change.isError && <ErrorPanel error={change.error} />}
      {editable && (
        <Group justify="space-between" mt="md">
          <Text size="sm" c="dimmed">
            {selected} of {streams.length} tables are read
          </Text>
          <Button
            disabled={!dirty || selected === 0}
            loading={change.isPending}
            onClick={() => change.mutate({ streams, schedule: pipeline.schedule })}
          >
            Save the choice
          </Button>
        </Group>
      )}
    </>
  )
}

interface StreamRowProps {
  stream: PipelineStream
  found: Stream | undefined
  editable: boolean
  narrow: boolean
  onChange: (part: Partial<PipelineStream>) => void
}

function StreamRow({ stream, found, editable, narrow, onChange }: StreamRowProps) {
  const mode = (
    <Select
      aria-label={`What is read of ${stream.name}`}
      size="xs"
      w={220}
      mt={narrow ? 6 : 0}
      disabled={!editable || !stream.selected}
      allowDeselect={false}
      data={modesOf(stream, found).map((known) => ({ value: known, label: MODES[known] }))}
      value={stream.syncMode}
      onChange={(chosen) => {
        if (chosen !== null) onChange({ syncMode: chosen, ...keysFor(chosen, stream, found) })
      }}
    />
  )
  return (
    <Table.Tr>
      <Table.Td>
        <Checkbox
          aria-label={stream.name}
          disabled={!editable}
          checked={stream.selected}
          onChange={(event) => onChange({ selected: event.currentTarget.checked })}
        />
      </Table.Td>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        <Group gap="xs">
          <Text size="sm" fw={550}>
            {stream.name}
          </Text>
          {found === undefined && (
            <Badge color="orange" variant="light" tt="none" size="sm">
              gone from the source
            </Badge>
          )}
        </Group>
        <Text size="xs" c="dimmed" lineClamp={1}>
          {found === undefined ? '' : found.fields.map((field) => field.name).join(', ')}
        </Text>
        {narrow && mode}
      </Table.Td>
      {!narrow && (
        <>
          <Table.Td>{mode}</Table.Td>
          <Table.Td ta="right" style={{ fontVariantNumeric: 'tabular-nums' }}>
            {found?.estimatedRows == null ? '–' : formatCount(found.estimatedRows)}
          </Table.Td>
        </>
      )}
    </Table.Tr>
  )
}

/** Reading only what is new needs a field that tells; replacing rows needs a key. */
function modesOf(stream: PipelineStream, found: Stream | undefined): SyncMode[] {
  const cursor = stream.cursorField ?? found?.cursorField ?? null
  const key = stream.primaryKey.length > 0 || (found?.primaryKey.length ?? 0) > 0
  const modes: SyncMode[] = ['FULL_REFRESH_OVERWRITE', 'FULL_REFRESH_APPEND']
  if (cursor !== null) modes.push('INCREMENTAL_APPEND')
  if (cursor !== null && key) modes.push('INCREMENTAL_UPSERT')
  return modes.includes(stream.syncMode) ? modes : [...modes, stream.syncMode]
}

function keysFor(mode: SyncMode, stream: PipelineStream, found: Stream | undefined): Partial<PipelineStream> {
  if (!mode.startsWith('INCREMENTAL')) return {}
  return {
    cursorField: stream.cursorField ?? found?.cursorField ?? null,
    primaryKey: stream.primaryKey.length > 0 ? stream.primaryKey : (found?.primaryKey ?? []),
  }
}
