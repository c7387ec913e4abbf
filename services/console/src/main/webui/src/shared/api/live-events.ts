import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Run } from './millrace-types'
import { meQuery } from './session'

/** What the front door sends: an event of a run, a dashboard that is ready, or a source that has changed. */
interface LiveEvent {
  type: string
  data: { runId?: string; sourceId?: string; kind?: string; state?: Run['state']; streams?: Run['streams'] }
}

const SLOWEST_RETRY_MILLIS = 30_000

/**
 * Keeps the page's state fresh by what the server tells. Events carry what changed, but not all of it, so what they touch
 * is asked for again; progress itself is shown at once. Without the stream, queries ask again by themselves.
 */
export function useLiveEvents(tenant: string): void {
  const queries = useQueryClient()
  useEffect(() => {
    if (typeof EventSource === 'undefined') return
    let stream: EventSource
    let timer: ReturnType<typeof setTimeout> | undefined
    let wait = 1_000
    const open = () => {
      stream = new EventSource(`/api/v1/tenants/${encodeURIComponent(tenant)}/events`)
      stream.onopen = () => {
        wait = 1_000
      }
      stream.onmessage = (message: MessageEvent<string>) => {
        applyEvent(queries, tenant, JSON.parse(message.data) as LiveEvent)
      }
      stream.onerror = () => {
        // The browser reconnects by itself after a stream's end, but gives up after an answer that is an error.
        if (stream.readyState !== EventSource.CLOSED) return
        // The workspace may be gone, or this person no member any more: the page says so.
        void queries.invalidateQueries({ queryKey: meQuery.queryKey })
        timer = setTimeout(open, wait)
        wait = Math.min(wait * 2, SLOWEST_RETRY_MILLIS)
      }
    }
    open()
    return () => {
      clearTimeout(timer)
      stream.close()
    }
  }, [queries, tenant])
}

export function applyEvent(queries: QueryClient, tenant: string, event: LiveEvent): void {
  const { runId, sourceId, kind, state, streams } = event.data
  if (event.type.startsWith('dev.millrace.dashboard.')) {
    void queries.invalidateQueries({ queryKey: ['tenant', tenant, 'dashboards'] })
    return
  }
  if (event.type.startsWith('dev.millrace.schema.')) {
    void queries.invalidateQueries({ queryKey: ['tenant', tenant, 'sources'] })
    return
  }
  if (kind === 'TRANSFORM') {
    if (sourceId !== undefined) {
      void queries.invalidateQueries({ queryKey: ['tenant', tenant, 'transform-runs', sourceId] })
    }
    if (state === 'SUCCEEDED') refreshFigures(queries, tenant)
    return
  }
  if (runId === undefined) return
  queries.setQueryData<Run>(['tenant', tenant, 'runs', runId], (run) => {
    if (run === undefined) return undefined
    const progress = streams ?? run.streams
    return {
      ...run,
      state: state ?? run.state,
      streams: progress,
      rowsRead: total(progress, 'rowsRead'),
      rowsLoaded: total(progress, 'rowsLoaded'),
      rowsSetAside: total(progress, 'rowsSetAside'),
    }
  })
  if (event.type.includes('.progressed.')) return
  void queries.invalidateQueries({ queryKey: ['tenant', tenant, 'runs'] })
  void queries.invalidateQueries({ queryKey: ['tenant', tenant, 'sources'] })
  if (state === 'SUCCEEDED' && kind === 'SYNC') refreshFigures(queries, tenant)
}

function refreshFigures(queries: QueryClient, tenant: string) {
  void queries.invalidateQueries({ queryKey: ['tenant', tenant, 'answers'] })
  void queries.invalidateQueries({ queryKey: ['tenant', tenant, 'dashboards'] })
  void queries.invalidateQueries({ queryKey: ['tenant', tenant, 'tables'] })
}

function total(streams: Run['streams'], count: 'rowsRead' | 'rowsLoaded' | 'rowsSetAside') {
  return streams.reduce((sum, stream) => sum + stream[count], 0)
}
