import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, bodyOf, ifMatch, versioned, type Versioned } from '../../shared/api/client'
import type { Dashboard, DashboardEdit } from '../../shared/api/millrace-types'
import { hasCode } from '../../shared/api/problem'
import { notifyError } from '../../shared/ui/notify'

export const dashboardQuery = (tenant: string, dashboard: string) =>
  queryOptions({
    queryKey: ['tenant', tenant, 'dashboards', dashboard],
    queryFn: async () =>
      versioned(
        await api.GET('/api/v1/tenants/{tenant}/dashboards/{dashboard}', {
          params: { path: { tenant, dashboard } },
        }),
      ),
  })

export const answerQuery = (tenant: string, dashboard: string, card: string) =>
  queryOptions({
    queryKey: ['tenant', tenant, 'answers', dashboard, card],
    queryFn: async () =>
      bodyOf(
        await api.GET('/api/v1/tenants/{tenant}/dashboards/{dashboard}/cards/{card}/answer', {
          params: { path: { tenant, dashboard, card } },
        }),
      ),
    staleTime: 30_000,
  })

/** Renames a dashboard or orders its cards: shown at once, taken back when the server refuses. */
export function useDashboardChange(tenant: string, dashboard: string) {
  const queries = useQueryClient()
  const { queryKey } = dashboardQuery(tenant, dashboard)
  return useMutation({
    mutationFn: async (change: DashboardEdit) => {
      const etag = queries.getQueryData(queryKey)?.etag ?? null
      return versioned(
        await api.PATCH('/api/v1/tenants/{tenant}/dashboards/{dashboard}', {
          params: { path: { tenant, dashboard }, header: ifMatch(etag) },
          body: change,
        }),
      )
    },
    onMutate: async (change) => {
      await queries.cancelQueries({ queryKey })
      const before = queries.getQueryData(queryKey)
      queries.setQueryData<Versioned<Dashboard>>(queryKey, (present) =>
        present === undefined ? undefined : { ...present, value: changed(present.value, change) },
      )
      return { before }
    },
    onError: (error, _change, context) => {
      queries.setQueryData(queryKey, context?.before)
      notifyError(error)
      if (hasCode(error, 'stale-edit')) void queries.invalidateQueries({ queryKey })
    },
    onSuccess: (answer) => {
      queries.setQueryData(queryKey, answer)
      void queries.invalidateQueries({ queryKey: ['tenant', tenant, 'dashboards'], exact: true })
    },
  })
}

export function changed(dashboard: Dashboard, { title, cardOrder }: DashboardEdit): Dashboard {
  const cards =
    cardOrder == null
      ? dashboard.cards
      : [...dashboard.cards].sort((left, right) => cardOrder.indexOf(left.id) - cardOrder.indexOf(right.id))
  return { ...dashboard, title: title ?? dashboard.title, cards }
}
