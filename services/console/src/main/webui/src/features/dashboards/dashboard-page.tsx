import { Button, Group, Loader, Skeleton, Text } from '@mantine/core'
import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { IconArrowsMove, IconCheck, IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { isBusy, sourceQuery } from '../../shared/api/sources'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { InlineTitle } from '../../shared/ui/inline-title'
import { PageHeader } from '../../shared/ui/page-header'
import { RelativeTime } from '../../shared/ui/relative-time'
import { routes } from '../../shared/workspace/routes'
import { mayEdit, useWorkspace } from '../../shared/workspace/workspace'
import { CardGrid } from './card-grid'
import { answerQuery, dashboardQuery, useDashboardChange } from './dashboard-queries'

export function DashboardPage() {
  const { id, role } = useWorkspace()
  const { dashboard: dashboardId = '' } = useParams()
  const queries = useQueryClient()
  const dashboard = useQuery(dashboardQuery(id, dashboardId))
  const change = useDashboardChange(id, dashboardId)
  const [arranging, setArranging] = useState(false)

  if (dashboard.isError && dashboard.data === undefined) {
    return (
      <ErrorPanel error={dashboard.error} onRetry={() => void dashboard.refetch()}>
        <Button component={Link} to={routes.dashboards(id)} size="xs" variant="default">
          All dashboards
        </Button>
      </ErrorPanel>
    )
  }
  if (dashboard.data === undefined) return <Loading />
  const { value } = dashboard.data
  const editor = mayEdit(role)
  return (
    <>
      <PageHeader
        title={value.title}
        heading={
          <InlineTitle
            title={value.title}
            thing="dashboard"
            editable={editor}
            onRename={(title) => change.mutate({ title })}
          />
        }
        description={
          <Freshness
            tenant={id}
            source={value.sourceId}
            cards={value.cards.map((card) => card.id)}
            dashboard={value.id}
          />
        }
        actions={
          <>
            <Button
              variant="default"
              leftSection={<IconRefresh size={16} />}
              onClick={() =>
                void queries.invalidateQueries({ queryKey: ['tenant', id, 'answers', value.id] })
              }
            >
              Refresh
            </Button>
            {editor && (
              <Button
                variant={arranging ? 'filled' : 'default'}
                leftSection={arranging ? <IconCheck size={16} /> : <IconArrowsMove size={16} />}
                aria-pressed={arranging}
                onClick={() => setArranging(!arranging)}
              >
                {arranging ? 'Done' : 'Arrange'}
              </Button>
            )}
          </>
        }
      />
      <CardGrid
        tenant={id}
        dashboard={value.id}
        cards={value.cards}
        arranging={arranging}
        onOrder={(cardOrder) => change.mutate({ cardOrder })}
      />
    </>
  )
}

interface FreshnessProps {
  tenant: string
  dashboard: string
  source: string | null
  cards: string[]
}

/** How old the figures are: when the source was last read, or else when they were computed. */
function Freshness({ tenant, dashboard, source: sourceId, cards }: FreshnessProps) {
  const source = useQuery({ ...sourceQuery(tenant, sourceId ?? ''), enabled: sourceId !== null })
  const computed = useQueries({
    queries: cards.map((card) => ({ ...answerQuery(tenant, dashboard, card), enabled: false })),
    combine: (answers) =>
      answers.flatMap(({ data }) => (data === undefined ? [] : [data.computedAt])).sort()[0],
  })
  const value = source.data?.value
  const instant =
    value?.latestRun?.state === 'SUCCEEDED' && value.latestRun.kind === 'SYNC'
      ? value.latestRun.finishedAt
      : computed
  return (
    <Group gap="xs">
      {value !== undefined && isBusy(value) && (
        <Group gap={6}>
          <Loader size={12} aria-hidden />
          <Text span>New data is coming in</Text>
        </Group>
      )}
      {instant != null && (
        <Text span>
          Updated <RelativeTime instant={instant} />
        </Text>
      )}
      {value !== undefined && (
        <Text span>
          from{' '}
          <Text span inherit component={Link} to={routes.source(tenant, value.id)} td="underline" c="inherit">
            {value.name}
          </Text>
        </Text>
      )}
    </Group>
  )
}

function Loading() {
  return (
    <div aria-busy aria-label="Loading the dashboard">
      <Skeleton h={34} w={280} mb="xl" />
      <Group grow>
        <Skeleton h={130} />
        <Skeleton h={130} visibleFrom="sm" />
        <Skeleton h={130} visibleFrom="sm" />
      </Group>
      <Skeleton h={340} mt="md" />
    </div>
  )
}
