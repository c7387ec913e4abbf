import { Badge, Button, Card, Group, SimpleGrid, Skeleton, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconChartAreaLine, IconPlus } from '@tabler/icons-react'
import { Link } from 'react-router'
import { dashboardsQuery } from '../../shared/api/dashboards'
import { connectorsQuery, sourcesQuery } from '../../shared/api/sources'
import { ConnectorIcon } from '../../shared/ui/connector-icon'
import { EmptyState } from '../../shared/ui/empty-state'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { PageHeader } from '../../shared/ui/page-header'
import { RelativeTime } from '../../shared/ui/relative-time'
import { routes } from '../../shared/workspace/routes'
import { mayEdit, useWorkspace } from '../../shared/workspace/workspace'
import classes from './dashboards-page.module.css'

export function DashboardsPage() {
  const { id, role } = useWorkspace()
  const dashboards = useQuery(dashboardsQuery(id))
  const sources = useQuery(sourcesQuery(id))
  const connectors = useQuery(connectorsQuery(id))
  const connect = mayEdit(role) ? (
    <Button component={Link} to={routes.connect(id)} leftSection={<IconPlus size={18} />}>
      Connect data
    </Button>
  ) : undefined
  return (
    <>
      <PageHeader
        title="Dashboards"
        description="One for everything that you connect."
        actions={dashboards.data?.length === 0 ? undefined : connect}
      />
      {dashboards.isError && (
        <ErrorPanel error={dashboards.error} onRetry={() => void dashboards.refetch()} />
      )}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        {dashboards.isPending && Array.from({ length: 3 }, (_, index) => <Skeleton key={index} h={150} />)}
        {dashboards.data?.map((dashboard) => {
          const source = sources.data?.find((known) => known.id === dashboard.sourceId)
          const connector = connectors.data?.find((known) => known.name === source?.connector)
          return (
            <Card
              key={dashboard.id}
              component={Link}
              to={routes.dashboard(id, dashboard.id)}
              className={classes.card}
            >
              <Group justify="space-between" wrap="nowrap" mb="sm">
                <ConnectorIcon connector={connector} />
                <Badge variant="light" color="gray" tt="none">
                  {dashboard.cardCount} cards
                </Badge>
              </Group>
              <Title order={2} size="h3" lineClamp={2}>
                {dashboard.title}
              </Title>
              <Text size="sm" c="dimmed" truncate mt={4}>
                {source === undefined ? '' : `from ${source.name} · `}changed{' '}
                <RelativeTime instant={dashboard.updatedAt} />
              </Text>
            </Card>
          )
        })}
      </SimpleGrid>
      {dashboards.data?.length === 0 && (
        <EmptyState icon={<IconChartAreaLine />} title="No dashboard yet" action={connect}>
          Connect a spreadsheet or a tool that you use, and its dashboard appears here by itself.
        </EmptyState>
      )}
    </>
  )
}
