import {
  Alert,
  Button,
  Card,
  Group,
  Loader,
  Progress,
  Skeleton,
  Stack,
  Text,
  ThemeIcon,
  Title,
} from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { api, bodyOf } from '../../shared/api/client'
import { dashboardsQuery } from '../../shared/api/dashboards'
import type { Failure, Run, Source, StreamProgress } from '../../shared/api/millrace-types'
import { titleOf } from '../../shared/api/problem'
import {
  connectorsQuery,
  isActive,
  runQuery,
  sourceQuery,
  transformRunsQuery,
} from '../../shared/api/sources'
import { formatCount } from '../../shared/format/numbers'
import { ConnectorIcon } from '../../shared/ui/connector-icon'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { PageHeader } from '../../shared/ui/page-header'
import { routes } from '../../shared/workspace/routes'
import { useWorkspace } from '../../shared/workspace/workspace'
import classes from './connecting-page.module.css'
import { journeyOf, type Journey, type StepState } from './journey'

/** Without live events the parts of the journey that lie after the sync are asked for this often. */
const ASK_AGAIN_MILLIS = 2_000
/** A moment to see that it is done. */
const BEFORE_LEAVING_MILLIS = 900

/** From "looking at your data" to the dashboard, as it happens. */
export function ConnectingPage() {
  const { id } = useWorkspace()
  const { source: sourceId = '' } = useParams()
  const navigate = useNavigate()
  const source = useQuery({
    ...sourceQuery(id, sourceId),
    refetchInterval: (query) =>
      query.state.data?.value.latestRun?.state === 'FAILED' ? false : ASK_AGAIN_MILLIS,
  })
  const latest = source.data?.value.latestRun ?? null
  const followed = useQuery({ ...runQuery(id, latest?.id ?? ''), enabled: latest !== null })
  const run = followed.data ?? latest
  const loaded = run?.state === 'SUCCEEDED' && (run.kind === 'SYNC' || source.data?.value.state === 'READY')
  const transformRuns = useQuery({
    ...transformRunsQuery(id, sourceId),
    enabled: loaded,
    refetchInterval: ASK_AGAIN_MILLIS,
  })
  const dashboards = useQuery({ ...dashboardsQuery(id), enabled: loaded, refetchInterval: ASK_AGAIN_MILLIS })
  const connectors = useQuery(connectorsQuery(id))

  const journey =
    source.data === undefined
      ? null
      : journeyOf({
          source: source.data.value,
          run,
          transformRuns: transformRuns.data ?? [],
          dashboards: dashboards.data ?? [],
        })
  const ready = journey?.dashboardId ?? null
  useEffect(() => {
    if (ready === null) return
    const timer = setTimeout(
      () => void navigate(routes.dashboard(id, ready), { replace: true }),
      BEFORE_LEAVING_MILLIS,
    )
    return () => clearTimeout(timer)
  }, [ready, id, navigate])

  if (source.isError) return <ErrorPanel error={source.error} onRetry={() => void source.refetch()} />
  if (source.data === undefined || journey === null) return <Skeleton h={420} maw={640} mx="auto" />
  const { value } = source.data
  const connector = connectors.data?.find((known) => known.name === value.connector)
  return (
    <div className={classes.page}>
      <PageHeader
        title={`Connecting ${value.name}`}
        heading={
          <Group gap="md" wrap="nowrap">
            <ConnectorIcon connector={connector} size={48} />
            <Title order={1} style={{ overflowWrap: 'anywhere' }}>
              {journey.failure === null ? `Connecting ${value.name}` : `${value.name} needs your help`}
            </Title>
          </Group>
        }
        description={
          journey.failure === null
            ? 'This takes a moment. You can leave this page; it goes on without you.'
            : undefined
        }
      />
      {journey.failure !== null && (
        <FailurePanel failure={journey.failure} tenant={id} source={value} run={run} />
      )}
      <Card mt="lg" padding="xl">
        <ol className={classes.steps}>
          <Step state={journey.looking} title="Looking at your data">
            {run?.kind === 'DISCOVER' && <SecondTry run={run} />}
          </Step>
          <Step state={journey.loading} title={loadingTitle(run)}>
            {run?.kind === 'SYNC' && <Tables streams={run.streams} />}
            {run?.kind === 'SYNC' && <SecondTry run={run} />}
          </Step>
          <Step state={journey.building} title="Working out your figures" />
          <Step state={journey.dashboard} title="Your dashboard" last />
        </ol>
      </Card>
      <Summary journey={journey} />
    </div>
  )
}

function loadingTitle(run: Run | null): string {
  return run?.kind === 'SYNC' && run.rowsLoaded > 0
    ? `Loading: ${formatCount(run.rowsLoaded)} rows`
    : 'Loading'
}

/** Says each step to a screen reader once, instead of every count. */
function Summary({ journey }: { journey: Journey }) {
  const words =
    journey.failure !== null
      ? 'It stopped'
      : journey.dashboard === 'done'
        ? 'Your dashboard is ready'
        : journey.building === 'active'
          ? 'Working out your figures'
          : journey.loading === 'active'
            ? 'Loading your data'
            : 'Looking at your data'
  return (
    <p role="status" className={classes.unseen}>
      {words}
    </p>
  )
}

const WORDS: Record<StepState, string> = {
  waiting: 'waiting',
  active: 'in progress',
  done: 'done',
  failed: 'stopped',
}

interface StepProps {
  state: StepState
  title: string
  last?: boolean
  children?: ReactNode
}

function Step({ state, title, last = false, children }: StepProps) {
  return (
    <li
      className={classes.step}
      data-state={state}
      data-last={last || undefined}
      aria-current={state === 'active' ? 'step' : undefined}
    >
      <span className={classes.marker}>
        {state === 'done' && (
          <ThemeIcon radius="xl" size={28} color="teal">
            <IconCheck size={17} stroke={2.6} />
          </ThemeIcon>
        )}
        {state === 'active' && <Loader size={26} aria-hidden />}
        {state === 'failed' && (
          <ThemeIcon radius="xl" size={28} color="orange">
            <IconAlertTriangle size={16} />
          </ThemeIcon>
        )}
        {state === 'waiting' && <span className={classes.dot} />}
      </span>
      <div className={classes.body}>
        <Text
          fw={state === 'active' ? 650 : 550}
          c={state === 'waiting' ? 'dimmed' : undefined}
          className={classes.title}
        >
          {title}
          <span className={classes.unseen}>, {WORDS[state]}</span>
        </Text>
        {children}
      </div>
    </li>
  )
}

/** A failure that may pass is tried again without anybody doing anything. */
function SecondTry({ run }: { run: Run }) {
  if (run.failure === null || !isActive(run.state)) return null
  return (
    <Text size="sm" c="dimmed" mt="xs">
      {run.failure.message} We try again by ourselves.
    </Text>
  )
}

const ROWS_SHOWN = 8

function Tables({ streams }: { streams: StreamProgress[] }) {
  const rest = streams.length - ROWS_SHOWN
  return (
    <Stack gap={8} mt="sm">
      {streams.slice(0, ROWS_SHOWN).map((stream) => (
        <div key={stream.stream} className={classes.table}>
          <Group justify="space-between" wrap="nowrap" gap="sm">
            <Text size="sm" truncate>
              {stream.stream}
            </Text>
            <Text size="sm" c="dimmed" className={classes.count}>
              {formatCount(stream.rowsLoaded)} rows
            </Text>
          </Group>
          <Progress
            size={4}
            mt={4}
            value={percentOf(stream)}
            animated={stream.state === 'RUNNING'}
            color={stream.state === 'FAILED' ? 'orange' : stream.state === 'SUCCEEDED' ? 'teal' : undefined}
            aria-label={stream.stream}
          />
        </div>
      ))}
      {rest > 0 && (
        <Text size="sm" c="dimmed">
          and {formatCount(rest)} more tables
        </Text>
      )}
    </Stack>
  )
}

function percentOf(stream: StreamProgress): number {
  if (stream.state === 'SUCCEEDED') return 100
  if (stream.state === 'WAITING') return 0
  if (stream.expectedRows === null || stream.expectedRows === 0) return 30
  return Math.min(97, (stream.rowsLoaded / stream.expectedRows) * 100)
}

interface FailurePanelProps {
  failure: Failure
  tenant: string
  source: Source
  run: Run | null
}

function FailurePanel({ failure, tenant, source, run }: FailurePanelProps) {
  const queries = useQueryClient()
  // The same file fails the same way: what helps comes first.
  const needsOtherFile = source.connector === 'file' && !failure.retryable
  const heading = useRef<HTMLDivElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const again = useMutation({
    mutationFn: async () =>
      bodyOf(
        await api.POST('/api/v1/tenants/{tenant}/sources/{source}/runs', {
          params: { path: { tenant, source: source.id } },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tenant', tenant] }),
  })
  return (
    <Alert
      ref={heading}
      tabIndex={-1}
      role="alert"
      color="orange"
      radius="lg"
      icon={<IconAlertTriangle />}
      title={titleOf(failure.code)}
    >
      <Text size="sm">{failure.message}</Text>
      {again.isError && <ErrorPanel error={again.error} />}
      <Group mt="md" gap="xs">
        {needsOtherFile && (
          <Button size="sm" component={Link} to={routes.connect(tenant)}>
            Drop another file
          </Button>
        )}
        <Button
          size="sm"
          variant={failure.retryable ? 'filled' : 'default'}
          loading={again.isPending}
          onClick={() => again.mutate()}
        >
          Try again
        </Button>
        <Button
          size="sm"
          variant={failure.retryable || needsOtherFile ? 'default' : 'filled'}
          component={Link}
          to={routes.sourceSettings(tenant, source.id)}
        >
          Change the details
        </Button>
        {run !== null && (
          <Button size="sm" variant="subtle" component={Link} to={routes.run(tenant, run.id)}>
            See what happened
          </Button>
        )}
      </Group>
    </Alert>
  )
}
