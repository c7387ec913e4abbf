import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, bodyOf, ifMatch, versioned } from '../../shared/api/client'
import type { PipelineEdit, SourceEdit } from '../../shared/api/millrace-types'
import { isActive, sourceQuery } from '../../shared/api/sources'
import { notifyDone } from '../../shared/ui/notify'

export const runsQuery = (tenant: string, source: string) =>
  infiniteQueryOptions({
    queryKey: ['tenant', tenant, 'runs', 'of', source],
    queryFn: async ({ pageParam }) =>
      bodyOf(
        await api.GET('/api/v1/tenants/{tenant}/runs', {
          params: { path: { tenant }, query: { sourceId: source, limit: 20, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: (query) =>
      query.state.data?.pages.some((page) => page.items.some((run) => isActive(run.state))) === true
        ? 2_000
        : false,
  })

export const logQuery = (tenant: string, run: string, active: boolean) =>
  infiniteQueryOptions({
    queryKey: ['tenant', tenant, 'runs', run, 'log'],
    queryFn: async ({ pageParam }) =>
      bodyOf(
        await api.GET('/api/v1/tenants/{tenant}/runs/{run}/logs', {
          params: { path: { tenant, run }, query: { limit: 200, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: active ? 2_000 : false,
  })

export const pipelineQuery = (tenant: string, source: string) =>
  queryOptions({
    queryKey: ['tenant', tenant, 'sources', source, 'pipeline'],
    queryFn: async () =>
      versioned(
        await api.GET('/api/v1/tenants/{tenant}/sources/{source}/pipeline', {
          params: { path: { tenant, source } },
        }),
      ),
  })

export const catalogQuery = (tenant: string, source: string) =>
  queryOptions({
    queryKey: ['tenant', tenant, 'sources', source, 'catalog'],
    queryFn: async () =>
      bodyOf(
        await api.GET('/api/v1/tenants/{tenant}/sources/{source}/catalog', {
          params: { path: { tenant, source } },
        }),
      ),
  })

export const schemaChangesQuery = (tenant: string, source: string) =>
  infiniteQueryOptions({
    queryKey: ['tenant', tenant, 'sources', source, 'schema-changes'],
    queryFn: async ({ pageParam }) =>
      bodyOf(
        await api.GET('/api/v1/tenants/{tenant}/sources/{source}/schema-changes', {
          params: { path: { tenant, source }, query: { limit: 100, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })

/** Takes over what waits of one stream, or of all when none is named. */
export function useAcceptance(tenant: string, source: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (stream: string | null) =>
      bodyOf(
        await api.POST('/api/v1/tenants/{tenant}/sources/{source}/schema-changes/accept', {
          params: { path: { tenant, source } },
          body: { stream },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tenant', tenant, 'sources'] }),
  })
}

export function useRunNow(tenant: string, source: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async () =>
      bodyOf(
        await api.POST('/api/v1/tenants/{tenant}/sources/{source}/runs', {
          params: { path: { tenant, source } },
        }),
      ),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['tenant', tenant, 'sources'] }),
        queries.invalidateQueries({ queryKey: ['tenant', tenant, 'runs'] }),
      ]),
  })
}

interface StreamAsk {
  /** From which value of the cursor on; null to load the stream from its beginning. */
  from: string | null
  run: boolean
}

/** Has a stream loaded once more: from its beginning, or from a value of its cursor on. */
export function useStreamAsk(tenant: string, source: string, stream: string) {
  const queries = useQueryClient()
  const params = { path: { tenant, source, stream } }
  return useMutation({
    mutationFn: async ({ from, run }: StreamAsk) =>
      bodyOf(
        from === null
          ? await api.POST('/api/v1/tenants/{tenant}/sources/{source}/streams/{stream}/reset', {
              params,
              body: { run },
            })
          : await api.POST('/api/v1/tenants/{tenant}/sources/{source}/streams/{stream}/read-again', {
              params,
              body: { from, run },
            }),
      ),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['tenant', tenant, 'sources'] }),
        queries.invalidateQueries({ queryKey: ['tenant', tenant, 'runs'] }),
      ]),
  })
}

export function useSourceChange(tenant: string, source: string) {
  const queries = useQueryClient()
  const { queryKey } = sourceQuery(tenant, source)
  return useMutation({
    mutationFn: async (change: SourceEdit) =>
      versioned(
        await api.PATCH('/api/v1/tenants/{tenant}/sources/{source}', {
          params: { path: { tenant, source }, header: ifMatch(queries.getQueryData(queryKey)?.etag ?? null) },
          body: change,
        }),
      ),
    onSuccess: (answer) => {
      queries.setQueryData(queryKey, answer)
      return queries.invalidateQueries({ queryKey: ['tenant', tenant, 'sources'] })
    },
  })
}

/** What a successful change says is said here: by then the editor has been replaced by one of the new version. */
export function usePipelineChange(tenant: string, source: string, saved: string) {
  const queries = useQueryClient()
  const { queryKey } = pipelineQuery(tenant, source)
  return useMutation({
    mutationFn: async (change: PipelineEdit) =>
      versioned(
        await api.PUT('/api/v1/tenants/{tenant}/sources/{source}/pipeline', {
          params: { path: { tenant, source }, header: ifMatch(queries.getQueryData(queryKey)?.etag ?? null) },
          body: change,
        }),
      ),
    onSuccess: (answer) => {
      notifyDone(saved)
      queries.setQueryData(queryKey, answer)
      return queries.invalidateQueries({ queryKey: sourceQuery(tenant, source).queryKey, exact: true })
    },
  })
}
