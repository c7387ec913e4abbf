import { queryOptions } from '@tanstack/react-query'
import { api, bodyOf } from './client'
import type { Table } from './millrace-types'

export const tablesQuery = (tenant: string) =>
  queryOptions({
    queryKey: ['tenant', tenant, 'tables'],
    queryFn: async () =>
      bodyOf(
        await api.GET('/api/v1/tenants/{tenant}/tables', {
          params: { path: { tenant } },
        }),
      ).items,
    staleTime: 60_000,
  })

/** About how many rows the tables of a schema hold by now; null when that is not known of each of them. */
export function rowsHeld(tables: Table[] | undefined, schema: string | undefined): number | null {
  const own = tables?.filter((table) => table.schema === schema) ?? []
  if (own.length === 0) return null
  return own.reduce<number | null>((sum, { rows }) => (sum === null || rows === null ? null : sum + rows), 0)
}
