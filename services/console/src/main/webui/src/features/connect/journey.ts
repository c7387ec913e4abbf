import type { DashboardSummary, Failure, Run, Source, TransformRun } from '../../shared/api/millrace-types'

/** Where a step of connecting is. */
export type StepState = 'waiting' | 'active' | 'done' | 'failed'

/** The way of a source from its first reading to its dashboard, as it is shown. */
export interface Journey {
  looking: StepState
  loading: StepState
  building: StepState
  dashboard: StepState
  /** Why it stopped; the person is told what to do. */
  failure: Failure | null
  /** Where to go once everything is done. */
  dashboardId: string | null
}

interface Known {
  source: Source
  run: Run | null
  transformRuns: TransformRun[]
  dashboards: DashboardSummary[]
}

/** Puts together what the services say: none of them knows the whole way. */
export function journeyOf({ source, run, transformRuns, dashboards }: Known): Journey {
  const looking = lookingState(source, run)
  const sync = run?.kind === 'SYNC' ? run : null
  // Details that were changed later are tried by looking alone: what was loaded before is still there.
  const looked = run?.kind === 'DISCOVER' && source.state === 'READY'
  const loading = looking !== 'done' ? 'waiting' : looked ? 'done' : syncState(sync)
  const building =
    loading === 'done' ? buildingState(transformRuns, sync, dashboardOf(source, dashboards)) : 'waiting'
  const dashboardId = building === 'done' ? (dashboardOf(source, dashboards)?.id ?? null) : null
  return {
    looking,
    loading,
    building,
    dashboard: building === 'done' ? (dashboardId === null ? 'active' : 'done') : 'waiting',
    failure: failureOf(run, building === 'failed' ? transformRuns[0] : undefined),
    dashboardId,
  }
}

function lookingState(source: Source, run: Run | null): StepState {
  if (run === null) return source.state === 'READY' ? 'done' : source.state === 'FAILED' ? 'failed' : 'active'
  if (run.kind !== 'DISCOVER') return 'done'
  return run.state === 'FAILED' || run.state === 'CANCELLED'
    ? 'failed'
    : run.state === 'SUCCEEDED'
      ? 'done'
      : 'active'
}

function syncState(sync: Run | null): StepState {
  switch (sync?.state) {
    case 'SUCCEEDED':
      return 'done'
    case 'FAILED':
    case 'CANCELLED':
      return 'failed'
    case 'QUEUED':
    case 'RUNNING':
    case undefined:
      return 'active'
  }
}

/** A source without models goes straight to its dashboard; then there is no run of models to wait for. */
function buildingState(
  runs: TransformRun[],
  sync: Run | null,
  dashboard: DashboardSummary | undefined,
): StepState {
  const own = runs.find((run) => run.causedBy === sync?.id)
  switch (own?.state) {
    case 'SUCCEEDED':
      return 'done'
    case 'FAILED':
    case 'CANCELLED':
      return 'failed'
    case 'QUEUED':
    case 'RUNNING':
      return 'active'
    case undefined:
      return dashboard === undefined ? 'active' : 'done'
  }
}

function dashboardOf(source: Source, dashboards: DashboardSummary[]): DashboardSummary | undefined {
  return dashboards.find((dashboard) => dashboard.sourceId === source.id)
}

function failureOf(run: Run | null, transformRun: TransformRun | undefined): Failure | null {
  if (run?.state === 'CANCELLED') {
    return {
      code: 'cancelled',
      kind: 'USER',
      retryable: true,
      message: 'This was stopped. Start it again when you like.',
    }
  }
  return (run?.state === 'FAILED' ? run.failure : null) ?? transformRun?.failure ?? null
}
