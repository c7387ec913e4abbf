import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, bodyOf } from '../../shared/api/client'

export const membersQuery = (tenant: string) =>
  queryOptions({
    queryKey: ['tenant', tenant, 'members'],
    queryFn: async () =>
      bodyOf(
        await api.GET('/api/v1/tenants/{tenant}/members', {
          params: { path: { tenant } },
        }),
      ).items,
  })

export const invitationsQuery = (tenant: string) =>
  queryOptions({
    queryKey: ['tenant', tenant, 'invitations'],
    queryFn: async () =>
      bodyOf(
        await api.GET('/api/v1/tenants/{tenant}/invitations', {
          params: { path: { tenant } },
        }),
      ).items,
  })

export const apiKeysQuery = (tenant: string) =>
  queryOptions({
    queryKey: ['tenant', tenant, 'api-keys'],
    queryFn: async () =>
      bodyOf(
        await api.GET('/api/v1/tenants/{tenant}/api-keys', {
          params: { path: { tenant } },
        }),
      ).items,
  })

export const auditQuery = (tenant: string) =>
  infiniteQueryOptions({
    queryKey: ['tenant', tenant, 'audit-events'],
    queryFn: async ({ pageParam }) =>
      bodyOf(
        await api.GET('/api/v1/tenants/{tenant}/audit-events', {
          params: { path: { tenant }, query: { limit: 50, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
