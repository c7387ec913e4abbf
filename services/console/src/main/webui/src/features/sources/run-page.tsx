import { Alert, Anchor, Button, Card, Group, SimpleGrid, Skeleton, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { IconAlertTriangle, IconArrowLeft, IconPlayerStop } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { api, bodyOf } from '../../shared/api/client'
import type { Run } from '../../shared/api/millrace-types'
import { titleOf } from '../../shared/api/problem'
import { isActive, runQuery, sourceQuery } from '../../shared/api/sources'
import { rowsHeld, tablesQuery } from '../../shared/api/tables'
import { formatCount } from '../../shared/format/numbers'
import { formatDuration, formatInstant } from '../../shared/format/time'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { notifyDone, notifyError } from '../../shared/ui/notify'
import { PageHeader } from '../../shared/ui/page-header'
import { StateBadge } from '../../shared/ui/state-badge'
import { routes } from '../../shared/workspace/routes'
import { mayEdit, useWorkspace } from '../../shared/workspace/workspace'
import { RunLog } from './run-log'
import { RunTables } from './run-tables'
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
      {run.streams.length > 0 && <RunTables run={run} />}
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
