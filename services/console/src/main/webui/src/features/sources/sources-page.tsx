import { Badge, Button, Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconChevronRight, IconPlugConnected, IconPlus } from '@tabler/icons-react'
import { Link } from 'react-router'
import type { Source } from '../../shared/api/millrace-types'
import { connectorsQuery, isActive, sourcesQuery } from '../../shared/api/sources'
import { rowsHeld, tablesQuery } from '../../shared/api/tables'
import { countOfRows, formatCount } from '../../shared/format/numbers'
import { ConnectorIcon } from '../../shared/ui/connector-icon'
import { EmptyState } from '../../shared/ui/empty-state'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { PageHeader } from '../../shared/ui/page-header'
import { RelativeTime } from '../../shared/ui/relative-time'
import { StateBadge } from '../../shared/ui/state-badge'
import { routes } from '../../shared/workspace/routes'
import { mayEdit, useWorkspace } from '../../shared/workspace/workspace'
import { isPartOf, stateOf } from './runs'
import { describeSchedule } from './schedule'
import classes from './sources-page.module.css'

export function SourcesPage() {
  const { id, role } = useWorkspace()
  const sources = useQuery(sourcesQuery(id))
  const connectors = useQuery(connectorsQuery(id))
  const tables = useQuery(tablesQuery(id))
  const connect = mayEdit(role) ? (
    <Button component={Link} to={routes.connect(id)} leftSection={<IconPlus size={18} />}>
      Connect data
    </Button>
  ) : undefined
  return (
    <>
      <PageHeader
        title="Sources"
        description="Where your data comes from, and how fresh it is."
        actions={sources.data?.length === 0 ? undefined : connect}
      />
      {sources.isError && <ErrorPanel error={sources.error} onRetry={() => void sources.refetch()} />}
      {sources.isPending && (
        <Stack>
          {Array.from({ length: 3 }, (_, index) => (
            <Skeleton key={index} h={78} />
          ))}
        </Stack>
      )}
      {sources.data !== undefined && sources.data.length > 0 && (
        <Card padding={0}>
          <ul className={classes.list}>
            {sources.data.map((source) => (
              <li key={source.id}>
                <Link to={routes.source(id, source.id)} className={classes.row}>
                  <ConnectorIcon
                    connector={connectors.data?.find((known) => known.name === source.connector)}
                  />
                  <div className={classes.words}>
                    <Title order={2} size="h3" className={classes.name}>
                      {source.name}
                    </Title>
                    <Text size="sm" c="dimmed" lineClamp={2}>
                      <LastRead source={source} held={rowsHeld(tables.data, source.schema)} />
                    </Text>
                  </div>
                  <Group gap="sm" wrap="nowrap">
                    {source.heldSchemaChanges > 0 && (
                      <Badge color="orange" variant="light" tt="none" style={{ flexShrink: 0 }}>
                        Has changed
                      </Badge>
                    )}
                    <StateBadge state={stateOf(source)} />
                    <IconChevronRight size={18} aria-hidden className={classes.chevron} />
                  </Group>
                </Link>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {sources.data?.length === 0 && (
        <EmptyState icon={<IconPlugConnected />} title="Nothing connected yet" action={connect}>
          Drop a spreadsheet, or try the sample business to see what you get.
        </EmptyState>
      )}
    </>
  )
}

function LastRead({ source, held }: { source: Source; held: number | null }) {
  const run = source.latestRun
  const schedule = describeSchedule(source.schedule)
  if (run === null) return <>Not read yet · {schedule}</>
  if (isActive(run.state)) return <>Reading now: {formatCount(run.rowsLoaded)} rows so far</>
  if (run.state === 'FAILED') return <>{run.failure?.message ?? 'The last run failed'}</>
  if (run.state === 'CANCELLED')
    return (
      <>
        Stopped{run.rowsLoaded === 0 ? '' : ` after ${countOfRows(run.rowsLoaded)}`} · {schedule}
      </>
    )
  return (
    <>
      {run.rowsLoaded === 0 ? 'Nothing new' : countOfRows(run.rowsLoaded)}, read{' '}
      {run.finishedAt === null ? '' : <RelativeTime instant={run.finishedAt} />}
      {isPartOf(run.rowsLoaded, held) && ` · about ${formatCount(held)} in all`} · {schedule}
    </>
  )
}
