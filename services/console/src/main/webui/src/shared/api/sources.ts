import { queryOptions } from '@tanstack/react-query'
import { api, bodyOf, versioned } from './client'
import type { Run, RunState, Source } from './millrace-types'

/** While something runs, state is asked for this often; live events make it quicker. */
const WHILE_RUNNING_MILLIS = 2_000

export function isActive(state: RunState | undefined): boolean {
  return state === 'QUEUED' || state === 'RUNNING'
}

export function isBusy(source: Source): boolean {
  return source.state === 'CONNECTING' || isActive(source.latestRun?.state)
}

export const connectorsQuery = (tenant: string) =>
  queryOptions({
    queryKey: ['tenant', tenant, 'connectors'],
    queryFn: async () =>
      bodyOf(
        await api.GET('/api/v1/tenants/{tenant}/connectors', {
          params: { path: { tenant } },
        }),
      ).items,
    staleTime: 300_000,
  })

export const sourcesQuery = (tenant: string) =>
  queryOptions({
    queryKey: ['tenant', tenant, 'sources'],
    queryFn: async () =>
      bodyOf(
        await api.GET('/api/v1/tenants/{tenant}/sources', {
          params: { path: { tenant } },
        }),
      ).items,
    refetchInterval: (query) => (query.state.data?.some(isBusy) === true ? WHILE_RUNNING_MILLIS : false),
  })

export const sourceQuery = (tenant: string, source: string) =>
  queryOptions({
    queryKey: ['tenant', tenant, 'sources', source],
    queryFn: async () =>
      versioned(
        await api.GET('/api/v1/tenants/{tenant}/sources/{source}', { params: { path: { tenant, source } } }),
      ),
    refetchInterval: (query) =>
      query.state.data !== undefined && isBusy(query.state.data.value) ? WHILE_RUNNING_MILLIS : false,
  })

export const runQuery = (tenant: string, run: string) =>
  queryOptions({
    queryKey: ['tenant', tenant, 'runs', run],
    queryFn: async (): Promise<Run> =>
      bodyOf(await api.GET('/api/v1/tenants/{tenant}/runs/{run}', { params: { path: { tenant, run } } })),
    refetchInterval: (query) => (isActive(query.state.data?.state) ? WHILE_RUNNING_MILLIS : false),
  })

export const transformRunsQuery = (tenant: string, source: string) =>
  queryOptions({
    queryKey: ['tenant', tenant, 'transform-runs', source],
    queryFn: async () =>
      bodyOf(
        await api.GET('/api/v1/tenants/{tenant}/transform-runs', {
          params: { path: { tenant }, query: { sourceId: source, limit: 10 } },
        }),
      ).items,
    refetchInterval: (query) =>
      query.state.data?.some((run) => isActive(run.state)) === true ? WHILE_RUNNING_MILLIS : false,
  })
