import { Alert, Anchor, Button, Card, Group, SimpleGrid, Skeleton, Table, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { IconAlertTriangle, IconArrowLeft, IconPlayerStop } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { api, bodyOf } from '../../shared/api/client'
import type { Run } from '../../shared/api/millrace-types'
import { titleOf } from '../../shared/api/problem'
import { isActive, runQuery, sourceQuery } from '../../shared/api/sources'
import { rowsHeld, tablesQuery } from '../../shared/api/tables'
import { formatBytes, formatCount } from '../../shared/format/numbers'
import { formatDuration, formatInstant } from '../../shared/format/time'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { notifyDone, notifyError } from '../../shared/ui/notify'
import { PageHeader } from '../../shared/ui/page-header'
import { StateBadge } from '../../shared/ui/state-badge'
import { useNarrow } from '../../shared/ui/use-narrow'
import { routes } from '../../shared/workspace/routes'
import { mayEdit, useWorkspace } from '../../shared/workspace/workspace'
import { RunLog } from './run-log'
import { durationOf, isPartOf, KIND_NAMES } from './runs'

export function RunPage() {
  const { id } = useWorkspace()
  const { run: runId = '' } = useParams()
  const run = useQuery(runQuery(id, runId))
  if (run.isError && run.data === undefined) {
    return <ErrorPanel error={run.error} onRetry={() => void run.refetch()} />
  }
  if (run.data === undefined) return <Skeleton h={420} />
  return <RunView run={run.data} />
}

function RunView({ run }: { run: Run }) {
  const { id, role } = useWorkspace()
  const queries = useQueryClient()
  const source = useQuery(sourceQuery(id, run.sourceId))
  const tables = useQuery(tablesQuery(id))
  const held = rowsHeld(tables.data, source.data?.value.schema)
  const cancel = useMutation({
    mutationFn: async () =>
      bodyOf(
        await api.POST('/api/v1/tenants/{tenant}/runs/{run}/cancellation', {
          params: { path: { tenant: id, run: run.id } },
        }),
      ),
    onSuccess: () => {
      notifyDone('It stops at the next safe point. What is loaded by then stays.')
      return queries.invalidateQueries({ queryKey: ['tenant', id, 'runs'] })
    },
    onError: notifyError,
  })
  const active = isActive(run.state)
  const duration = durationOf(run)
  return (
    <>
      <PageHeader
        title={KIND_NAMES[run.kind]}
        above={
          <Anchor
            component={Link}
            to={routes.source(id, run.sourceId)}
            size="sm"
            display="inline-block"
            mb="md"
          >
            <IconArrowLeft size={14} aria-hidden /> {source.data?.value.name ?? 'The source'}
          </Anchor>
        }
        description={
          <Group gap="xs" mt="xs">
            <StateBadge state={run.state} />
            <Text span>
              {formatInstant(run.queuedAt)}
              {run.attempt > 1 && `, attempt ${run.attempt}`}
            </Text>
          </Group>
        }
        actions={
          active && mayEdit(role) ? (
            <Button
              variant="default"
              leftSection={<IconPlayerStop size={16} />}
              loading={cancel.isPending}
              disabled={run.cancelRequested}
              onClick={() => cancel.mutate()}
            >
              {run.cancelRequested ? 'Stopping…' : 'Stop'}
            </Button>
          ) : undefined
        }
      />
      {run.failure !== null && !active && (
        <Alert
          color="orange"
          icon={<IconAlertTriangle />}
          title={titleOf(run.failure.code)}
          mb="lg"
          radius="lg"
          role="alert"
        >
          {run.failure.message}
        </Alert>
      )}
      {run.kind === 'SYNC' && (
        <SimpleGrid cols={{ base: 2, sm: 4 }} mb="lg">
          <Count label="Rows read">{formatCount(run.rowsRead)}</Count>
          <Count
            label="Rows loaded"
            note={
              !active && isPartOf(run.rowsLoaded, held)
                ? `The tables now hold about ${formatCount(held)}`
                : null
            }
          >
            {formatCount(run.rowsLoaded)}
          </Count>
          <Count label="Set aside">{formatCount(run.rowsSetAside)}</Count>
          <Count label="Took">{duration === null ? '–' : formatDuration(duration)}</Count>
        </SimpleGrid>
      )}
      {run.streams.length > 0 && <Streams run={run} />}
      <RunLog tenant={id} run={run.id} active={active} />
    </>
  )
}

interface CountProps {
  label: string
  note?: string | null
  children: ReactNode
}

function Count({ label, note = null, children }: CountProps) {
  return (
    <Card padding="md">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text fz="1.4rem" fw={680} style={{ fontVariantNumeric: 'tabular-nums' }}>
        {children}
      </Text>
      {note !== null && (
        <Text size="xs" c="dimmed">
          {note}
        </Text>
      )}
    </Card>
  )
}

const WIDE_HEADINGS = ['Read', 'Loaded', 'Set aside', 'Size']
const NARROW_HEADINGS = ['Loaded']

function Streams({ run }: { run: Run }) {
  const narrow = useNarrow()
  return (
    <Card padding={0} mb="lg" component="section" aria-label="Tables">
      <Table.ScrollContainer minWidth={narrow ? 0 : 640}>
        <Table horizontalSpacing={narrow ? 'sm' : 'lg'}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Table</Table.Th>
              <Table.Th scope="col">State</Table.Th>
              {(narrow ? NARROW_HEADINGS : WIDE_HEADINGS).map((heading) => (
                <Table.Th key={heading} scope="col" ta="right">
                  {heading}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody style={{ fontVariantNumeric: 'tabular-nums' }}>
            {run.streams.map((stream) => (
              <Table.Tr key={stream.stream}>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>{stream.stream}</Table.Td>
                <Table.Td>
                  <StateBadge state={stream.state} />
                </Table.Td>
                {!narrow && <Table.Td ta="right">{formatCount(stream.rowsRead)}</Table.Td>}
                <Table.Td ta="right">
                  {formatCount(stream.rowsLoaded)}
                  {narrow && stream.rowsSetAside > 0 && (
                    <Text size="xs" c="orange">
                      {formatCount(stream.rowsSetAside)} set aside
                    </Text>
                  )}
                </Table.Td>
                {!narrow && (
                  <>
                    <Table.Td ta="right" c={stream.rowsSetAside > 0 ? 'orange' : undefined}>
                      {formatCount(stream.rowsSetAside)}
                      {stream.valuesSetAside > 0 && (
                        <Text size="xs" c="dimmed">
                          {formatCount(stream.valuesSetAside)} values
                        </Text>
                      )}
                    </Table.Td>
                    <Table.Td ta="right">{formatBytes(stream.bytesRead)}</Table.Td>
                  </>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Card>
  )
}
