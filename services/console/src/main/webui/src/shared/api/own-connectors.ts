import { queryOptions } from '@tanstack/react-query'
import { api, bodyOf, versioned } from './client'

export const ownConnectorQuery = (tenant: string, connector: string) =>
  queryOptions({
    queryKey: ['tenant', tenant, 'own-connectors', connector],
    queryFn: async () =>
      versioned(
        await api.GET('/api/v1/tenants/{tenant}/own-connectors/{connector}', {
          params: { path: { tenant, connector } },
        }),
      ),
  })

export const ownVersionQuery = (tenant: string, connector: string, number: number) =>
  queryOptions({
    queryKey: ['tenant', tenant, 'own-connectors', connector, 'versions', number],
    queryFn: async () =>
      bodyOf(
        await api.GET('/api/v1/tenants/{tenant}/own-connectors/{connector}/versions/{number}', {
          params: { path: { tenant, connector, number } },
        }),
      ),
    // A version never changes.
    staleTime: Infinity,
  })
