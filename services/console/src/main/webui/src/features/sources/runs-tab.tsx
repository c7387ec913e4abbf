import { Anchor, Card, Skeleton, Table, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { IconHistory } from '@tabler/icons-react'
import { Link } from 'react-router'
import type { Run } from '../../shared/api/millrace-types'
import { formatCount } from '../../shared/format/numbers'
import { formatDuration } from '../../shared/format/time'
import { EmptyState } from '../../shared/ui/empty-state'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { MoreButton } from '../../shared/ui/more-button'
import { RelativeTime } from '../../shared/ui/relative-time'
import { StateBadge } from '../../shared/ui/state-badge'
import { useNarrow } from '../../shared/ui/use-narrow'
import { routes } from '../../shared/workspace/routes'
import { KIND_NAMES, durationOf } from './runs'
import { runsQuery } from './source-queries'

export function RunsTab({ tenant, source }: { tenant: string; source: string }) {
  const runs = useInfiniteQuery(runsQuery(tenant, source))
  const narrow = useNarrow()
  if (runs.isError) return <ErrorPanel error={runs.error} onRetry={() => void runs.refetch()} />
  if (runs.data === undefined) return <Skeleton h={240} />
  const all = runs.data.pages.flatMap((page) => page.items)
  if (all.length === 0) {
    return (
      <EmptyState icon={<IconHistory />} title="Not read yet">
        Its runs appear here.
      </EmptyState>
    )
  }
  return (
    <Card padding={0}>
      <Table.ScrollContainer minWidth={narrow ? 0 : 620}>
        <Table highlightOnHover horizontalSpacing={narrow ? 'sm' : 'lg'}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">When</Table.Th>
              {!narrow && <Table.Th scope="col">What</Table.Th>}
              <Table.Th scope="col">State</Table.Th>
              <Table.Th scope="col" ta="right">
                Rows
              </Table.Th>
              {!narrow && (
                <Table.Th scope="col" ta="right">
                  Took
                </Table.Th>
              )}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {all.map((run) => (
              <RunRow key={run.id} tenant={tenant} run={run} narrow={narrow} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {runs.hasNextPage && (
        <div style={{ textAlign: 'center' }}>
          <MoreButton loading={runs.isFetchingNextPage} onClick={() => void runs.fetchNextPage()}>
            Show earlier runs
          </MoreButton>
        </div>
      )}
    </Card>
  )
}

function RunRow({ tenant, run, narrow }: { tenant: string; run: Run; narrow: boolean }) {
  const duration = durationOf(run)
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor component={Link} to={routes.run(tenant, run.id)} size="sm">
          <RelativeTime instant={run.queuedAt} />
        </Anchor>
        {narrow && (
          <Text size="xs" c="dimmed">
            {KIND_NAMES[run.kind]}
          </Text>
        )}
      </Table.Td>
      {!narrow && <Table.Td>{KIND_NAMES[run.kind]}</Table.Td>}
      <Table.Td>
        <StateBadge state={run.state} />
      </Table.Td>
      <Table.Td ta="right" style={{ fontVariantNumeric: 'tabular-nums' }}>
        {run.kind === 'SYNC' ? formatCount(run.rowsLoaded) : '–'}
        {run.rowsSetAside > 0 && (
          <Text size="xs" c="orange">
            {formatCount(run.rowsSetAside)} set aside
          </Text>
        )}
      </Table.Td>
      {!narrow && <Table.Td ta="right">{duration === null ? '–' : formatDuration(duration)}</Table.Td>}
    </Table.Tr>
  )
}
