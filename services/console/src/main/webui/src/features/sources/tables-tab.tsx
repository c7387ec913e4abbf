import {
  ActionIcon,
  Badge,
  Button,
  Card,
  Checkbox,
  Group,
  Skeleton,
  Table,
  Text,
  TextInput,
  VisuallyHidden,
} from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { IconAdjustmentsHorizontal, IconRefresh, IconSearch, IconTable } from '@tabler/icons-react'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { api, bodyOf } from '../../shared/api/client'
import type { Catalog, Pipeline, PipelineStream, Stream } from '../../shared/api/millrace-types'
import { hasCode } from '../../shared/api/problem'
import { formatCount } from '../../shared/format/numbers'
import { EmptyState } from '../../shared/ui/empty-state'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { notifyDone, notifyError } from '../../shared/ui/notify'
import { useNarrow } from '../../shared/ui/use-narrow'
import { catalogQuery, pipelineQuery, usePipelineChange } from './source-queries'
import { StreamDrawer } from './stream-drawer'
import { editOf, MODES, remarksOf } from './stream-settings'

interface TablesTabProps {
  tenant: string
  source: string
  editable: boolean
  /** Whether the source is being read or looked at right now. */
  busy: boolean
}

/** Which tables of a source are read, and how. */
export function TablesTab({ tenant, source, editable, busy }: TablesTabProps) {
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
      tenant={tenant}
      source={source}
      editable={editable}
      busy={busy}
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

function TableEditor(props: TableEditorProps) {
  const { tenant, source, editable, busy, pipeline, catalog, looking, onLook } = props
  // What was ticked or unticked and not saved, so that a newer pipeline does not take it away.
  const [chosen, setChosen] = useState<Record<string, boolean>>({})
  const [search, setSearch] = useState('')
  const [address, setAddress] = useSearchParams()
  const narrow = useNarrow()
  const change = usePipelineChange(tenant, source, 'Saved. It counts from the next run on.')
  const streams = pipeline.streams.map((stream) => ({
    ...stream,
    selected: chosen[stream.name] ?? stream.selected,
  }))
  const shown = streams.filter((stream) => stream.name.toLowerCase().includes(search.toLowerCase()))
  const selected = streams.filter((stream) => stream.selected).length
  const changed = streams.filter((stream, index) => stream.selected !== pipeline.streams[index]?.selected)
  const open = pipeline.streams.find((stream) => stream.name === address.get('table'))
  const foundOf = (name: string) => catalog.streams.find((known) => known.name === name)
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
                      setChosen(Object.fromEntries(streams.map((stream) => [stream.name, all])))
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
                <Table.Th scope="col" w={narrow ? 40 : 120}>
                  <VisuallyHidden>Settings</VisuallyHidden>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.map((stream) => (
                <StreamRow
                  key={stream.name}
                  stream={stream}
                  found={foundOf(stream.name)}
                  editable={editable}
                  narrow={narrow}
                  onChoose={(read) => setChosen((before) => ({ ...before, [stream.name]: read }))}
                  onOpen={() => setAddress({ tab: 'tables', table: stream.name })}
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
            disabled={changed.length === 0 || selected === 0}
            loading={change.isPending}
            onClick={() =>
              change.mutate(
                { streams: changed.map((stream) => editOf(stream, foundOf(stream.name))) },
                { onSuccess: () => setChosen({}) },
              )
            }
          >
            Save the choice
          </Button>
        </Group>
      )}
      {open !== undefined && (
        <StreamDrawer
          key={open.name}
          tenant={tenant}
          source={source}
          stream={open}
          found={foundOf(open.name)}
          editable={editable}
          busy={busy}
          onClose={() => setAddress({ tab: 'tables' })}
        />
      )}
    </>
  )
}

interface StreamRowProps {
  stream: PipelineStream
  found: Stream | undefined
  editable: boolean
  narrow: boolean
  onChoose: (read: boolean) => void
  onOpen: () => void
}

function StreamRow({ stream, found, editable, narrow, onChoose, onOpen }: StreamRowProps) {
  const remarks = remarksOf(stream)
  const mode = (
    <>
      <Text size={narrow ? 'xs' : 'sm'} c={narrow ? 'dimmed' : undefined}>
        {MODES[stream.syncMode].title}
      </Text>
      {remarks.length > 0 && (
        <Text size="xs" c="dimmed">
          {remarks.join(' · ')}
        </Text>
      )}
    </>
  )
  return (
    <Table.Tr>
      <Table.Td>
        <Checkbox
          aria-label={stream.name}
          disabled={!editable}
          checked={stream.selected}
          onChange={(event) => onChoose(event.currentTarget.checked)}
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
        {narrow ? (
          mode
        ) : (
          <Text size="xs" c="dimmed" lineClamp={1}>
            {found?.fields.map((field) => field.name).join(', ')}
          </Text>
        )}
      </Table.Td>
      {!narrow && (
        <>
          <Table.Td>{mode}</Table.Td>
          <Table.Td ta="right" style={{ fontVariantNumeric: 'tabular-nums' }}>
            {found?.estimatedRows == null ? '–' : formatCount(found.estimatedRows)}
          </Table.Td>
        </>
      )}
      <Table.Td ta="right">
        {narrow ? (
          <ActionIcon variant="default" size="lg" aria-label={`Settings of ${stream.name}`} onClick={onOpen}>
            <IconAdjustmentsHorizontal size={18} />
          </ActionIcon>
        ) : (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconAdjustmentsHorizontal size={14} />}
            aria-label={`Settings of ${stream.name}`}
            onClick={onOpen}
          >
            Settings
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  )
}
