import { queryOptions } from '@tanstack/react-query'
import { api, bodyOf } from './client'

export const dashboardsQuery = (tenant: string) =>
  queryOptions({
    queryKey: ['tenant', tenant, 'dashboards'],
    queryFn: async () =>
      bodyOf(
        await api.GET('/api/v1/tenants/{tenant}/dashboards', {
          params: { path: { tenant } },
        }),
      ).items,
  })
