import type {
  Run,
  RunKind,
  RunState,
  Source,
  SourceState,
  StreamProgress,
} from '../../shared/api/millrace-types'
import { isBusy } from '../../shared/api/sources'

export const KIND_NAMES: Record<RunKind, string> = {
  DISCOVER: 'Looked at the source',
  SYNC: 'Read the data',
}

/** How long a run has taken, also one that is still going on; null before it starts. */
export function durationOf(run: Run, now = Date.now()): number | null {
  if (run.startedAt === null) return null
  return (run.finishedAt === null ? now : Date.parse(run.finishedAt)) - Date.parse(run.startedAt)
}

/**
 * Whether a run loaded only some of the rows that its tables hold. What they hold is an estimate, so a little more than
 * was loaded is as good as the same.
 */
export function isPartOf(rowsLoaded: number, held: number | null): held is number {
  return held !== null && held > rowsLoaded * 1.05
}

/** Whether every row that was read is accounted for. */
export function addsUp({ rowsRead, rowsLoaded, rowsSetAside }: StreamProgress): boolean {
  return rowsRead === rowsLoaded + rowsSetAside
}

/** What a source's own state does not tell: that its latest run is going on or went wrong, or that its schedule rests. */
export function stateOf(source: Source): SourceState | RunState | 'PAUSED' {
  const state = source.latestRun?.state
  if (source.pausedReason !== null && !isBusy(source)) return 'PAUSED'
  if (state === 'QUEUED' || state === 'RUNNING' || state === 'FAILED') return state
  return source.state
}
