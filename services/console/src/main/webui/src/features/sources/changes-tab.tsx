import { Anchor, Badge, Button, Card, Group, List, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { IconGitCompare } from '@tabler/icons-react'
import { Link } from 'react-router'
import type { Pipeline, SchemaChange } from '../../shared/api/millrace-types'
import { EmptyState } from '../../shared/ui/empty-state'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { MoreButton } from '../../shared/ui/more-button'
import { notifyDone, notifyError } from '../../shared/ui/notify'
import { RelativeTime } from '../../shared/ui/relative-time'
import { routes } from '../../shared/workspace/routes'
import classes from './changes-tab.module.css'
import { describeChange, waitingOf, type WaitingStream } from './schema-changes'
import { pipelineQuery, schemaChangesQuery, useAcceptance } from './source-queries'
import { isIncremental } from './stream-settings'

interface ChangesTabProps {
  tenant: string
  source: string
  editable: boolean
}

/** How the tables of a source have changed, and what waits for somebody to take it over. */
export function ChangesTab({ tenant, source, editable }: ChangesTabProps) {
  const changes = useInfiniteQuery(schemaChangesQuery(tenant, source))
  const pipeline = useQuery(pipelineQuery(tenant, source))
  if (changes.isError) return <ErrorPanel error={changes.error} onRetry={() => void changes.refetch()} />
  if (changes.data === undefined) return <Skeleton h={240} />
  const all = changes.data.pages.flatMap((page) => page.items)
  if (all.length === 0) {
    return (
      <EmptyState icon={<IconGitCompare />} title="Nothing has changed">
        New tables and columns of the source are listed here, and columns that are gone.
      </EmptyState>
    )
  }
  const waiting = waitingOf(all, pipeline.data?.value)
  const past = all.filter((change) => change.state !== 'HELD')
  return (
    <Stack gap="lg">
      {waiting.length > 0 && (
        <Waiting
          tenant={tenant}
          source={source}
          editable={editable}
          waiting={waiting}
          pipeline={pipeline.data?.value}
        />
      )}
      {past.length > 0 && (
        <Card component="section" aria-labelledby="taken-over">
          <Title order={2} size="h3" id="taken-over" mb="xs">
            Taken over
          </Title>
          <ul className={classes.list}>
            {past.map((change) => (
              <li key={change.id} className={classes.row}>
                <Sentence change={change} />
                <When tenant={tenant} change={change} />
              </li>
            ))}
          </ul>
        </Card>
      )}
      {changes.hasNextPage && (
        <div style={{ textAlign: 'center' }}>
          <MoreButton loading={changes.isFetchingNextPage} onClick={() => void changes.fetchNextPage()}>
            Show earlier changes
          </MoreButton>
        </div>
      )}
    </Stack>
  )
}

interface WaitingProps extends ChangesTabProps {
  waiting: WaitingStream[]
  pipeline: Pipeline | undefined
}

function Waiting({ tenant, source, editable, waiting, pipeline }: WaitingProps) {
  const acceptance = useAcceptance(tenant, source)
  const accept = (stream: string | null, gone: boolean) =>
    acceptance.mutate(stream, {
      onSuccess: () =>
        notifyDone(
          gone ? 'It is no longer read. What was loaded stays.' : 'Taken over. The next run reads it.',
        ),
      onError: notifyError,
    })
  const busyWith = acceptance.isPending ? acceptance.variables : undefined
  const added = waiting.some(
    ({ stream, changes }) =>
      changes.some((change) => change.field !== null) &&
      pipeline?.streams.some((known) => known.name === stream && isIncremental(known.syncMode)) === true,
  )
  return (
    <Card component="section" aria-labelledby="waiting">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h3" id="waiting">
          Not taken over
        </Title>
        {editable && waiting.length > 1 && (
          <Button size="xs" variant="default" loading={busyWith === null} onClick={() => accept(null, false)}>
            Take over all of them
          </Button>
        )}
      </Group>
      <Text size="sm" c="dimmed">
        The source has changed, and somebody has to decide about it. Until then, tables are read as before;
        one that is gone fails.
      </Text>
      <ul className={classes.list}>
        {waiting.map(({ stream, changes, asks, gone }) => (
          <li key={stream} className={classes.row}>
            <div className={classes.words}>
              <Group gap="xs">
                <Text fw={600} className={classes.name}>
                  {stream}
                </Text>
                <Badge color={asks ? 'orange' : 'gray'} variant="light" tt="none">
                  {asks ? 'Waits for you' : 'Kept as it is'}
                </Badge>
              </Group>
              <List size="sm" mt={4}>
                {changes.map((change) => (
                  <List.Item key={change.id}>
                    It {describeChange(change)} · <When tenant={tenant} change={change} />
                  </List.Item>
                ))}
              </List>
            </div>
            {editable && (
              <Button
                size="xs"
                variant={asks ? 'filled' : 'default'}
                aria-label={gone ? `Stop reading ${stream}` : `Take over ${stream}`}
                loading={busyWith === stream}
                onClick={() => accept(stream, gone)}
              >
                {gone ? 'Stop reading it' : 'Take over'}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {added && (
        <Text size="xs" c="dimmed" mt="sm">
          Rows that are loaded already get no value in a new column until their table is loaded anew, which
          its settings offer.
        </Text>
      )}
    </Card>
  )
}

function Sentence({ change }: { change: SchemaChange }) {
  return (
    <Text size="sm" className={classes.words}>
      <Text span inherit fw={600} className={classes.name}>
        {change.stream}
      </Text>{' '}
      {describeChange(change)}
    </Text>
  )
}

function When({ tenant, change }: { tenant: string; change: SchemaChange }) {
  return (
    <Anchor component={Link} to={routes.run(tenant, change.runId)} size="sm" className={classes.when}>
      <RelativeTime instant={change.at} />
    </Anchor>
  )
}
