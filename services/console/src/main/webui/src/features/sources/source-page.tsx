import { Anchor, Badge, Button, Group, Skeleton, Tabs, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconArrowLeft, IconChartAreaLine, IconPlayerPlay } from '@tabler/icons-react'
import { Link, useParams, useSearchParams } from 'react-router'
import { dashboardsQuery } from '../../shared/api/dashboards'
import type { Source } from '../../shared/api/millrace-types'
import { connectorsQuery, isBusy, sourceQuery } from '../../shared/api/sources'
import { ConnectorIcon } from '../../shared/ui/connector-icon'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { InlineTitle } from '../../shared/ui/inline-title'
import { notifyError } from '../../shared/ui/notify'
import { PageHeader } from '../../shared/ui/page-header'
import { StateBadge } from '../../shared/ui/state-badge'
import { routes } from '../../shared/workspace/routes'
import { mayEdit, useWorkspace } from '../../shared/workspace/workspace'
import { ChangesTab } from './changes-tab'
import { stateOf } from './runs'
import { RunsTab } from './runs-tab'
import { describeSchedule } from './schedule'
import { ScheduleTab } from './schedule-tab'
import { SettingsTab } from './settings-tab'
import { SourceNotices } from './source-notices'
import { useRunNow, useSourceChange } from './source-queries'
import { TablesTab } from './tables-tab'

const TABS = ['runs', 'tables', 'changes', 'schedule', 'settings']

export function SourcePage() {
  const { id } = useWorkspace()
  const { source: sourceId = '' } = useParams()
  const source = useQuery(sourceQuery(id, sourceId))
  if (source.isError && source.data === undefined) {
    return (
      <ErrorPanel error={source.error} onRetry={() => void source.refetch()}>
        <Button component={Link} to={routes.sources(id)} size="xs" variant="default">
          All sources
        </Button>
      </ErrorPanel>
    )
  }
  if (source.data === undefined) return <Skeleton h={420} />
  return <SourceView source={source.data.value} />
}

function SourceView({ source }: { source: Source }) {
  const { id, role } = useWorkspace()
  const [search, setSearch] = useSearchParams()
  const connectors = useQuery(connectorsQuery(id))
  const dashboards = useQuery(dashboardsQuery(id))
  const change = useSourceChange(id, source.id)
  const runNow = useRunNow(id, source.id)
  const connector = connectors.data?.find((known) => known.name === source.connector)
  const dashboard = dashboards.data?.find((known) => known.sourceId === source.id)
  const editor = mayEdit(role)
  const asked = search.get('tab') ?? 'runs'
  const tab = TABS.includes(asked) ? asked : 'runs'
  return (
    <>
      <PageHeader
        title={source.name}
        above={
          <Anchor component={Link} to={routes.sources(id)} size="sm" display="inline-block" mb="md">
            <IconArrowLeft size={14} aria-hidden /> All sources
          </Anchor>
        }
        heading={
          <Group gap="md" wrap="nowrap" align="center">
            <ConnectorIcon connector={connector} size={48} />
            <InlineTitle
              title={source.name}
              thing="source"
              editable={editor}
              onRename={(name) => change.mutate({ name }, { onError: notifyError })}
            />
          </Group>
        }
        description={
          <Group gap="xs" mt="xs">
            <StateBadge state={stateOf(source)} />
            <Text span>
              {connector?.title ?? source.connector}, {describeSchedule(source.schedule)}
            </Text>
          </Group>
        }
        actions={
          <>
            {dashboard !== undefined && (
              <Button
                component={Link}
                to={routes.dashboard(id, dashboard.id)}
                variant="default"
                leftSection={<IconChartAreaLine size={16} />}
              >
                Dashboard
              </Button>
            )}
            {editor && (
              <Button
                leftSection={<IconPlayerPlay size={16} />}
                loading={runNow.isPending}
                disabled={isBusy(source)}
                onClick={() => runNow.mutate(undefined, { onError: notifyError })}
              >
                {isBusy(source) ? 'Reading…' : 'Read again now'}
              </Button>
            )}
          </>
        }
      />
      <SourceNotices tenant={id} source={source} editable={editor} />
      <Tabs
        value={tab}
        onChange={(value) => setSearch({ tab: value ?? 'runs' }, { replace: true })}
        keepMounted={false}
      >
        <Tabs.List mb="lg">
          <Tabs.Tab value="runs">Runs</Tabs.Tab>
          <Tabs.Tab value="tables">Tables</Tabs.Tab>
          <Tabs.Tab
            value="changes"
            rightSection={
              source.heldSchemaChanges > 0 && (
                <Badge
                  circle
                  size="sm"
                  color="orange"
                  aria-label={`, ${source.heldSchemaChanges} not taken over`}
                >
                  {source.heldSchemaChanges}
                </Badge>
              )
            }
          >
            Changes
          </Tabs.Tab>
          <Tabs.Tab value="schedule">Schedule</Tabs.Tab>
          <Tabs.Tab value="settings">Details</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="runs">
          <RunsTab tenant={id} source={source.id} />
        </Tabs.Panel>
        <Tabs.Panel value="tables">
          <TablesTab tenant={id} source={source.id} editable={editor} busy={isBusy(source)} />
        </Tabs.Panel>
        <Tabs.Panel value="changes">
          <ChangesTab tenant={id} source={source.id} editable={editor} />
        </Tabs.Panel>
        <Tabs.Panel value="schedule">
          <ScheduleTab tenant={id} source={source.id} editable={editor} />
        </Tabs.Panel>
        <Tabs.Panel value="settings">
          <SettingsTab tenant={id} source={source} connector={connector} editable={editor} />
        </Tabs.Panel>
      </Tabs>
    </>
  )
}
