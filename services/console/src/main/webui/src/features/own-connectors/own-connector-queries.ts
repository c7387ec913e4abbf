import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, bodyOf, ifMatch } from '../../shared/api/client'
import type { OwnConnector, Tile } from '../../shared/api/millrace-types'
import { tryManifest } from './trials'

interface Saving {
  manifest: string
  /** Of a connector that there is not yet. */
  tile: Tile | null
  etag: string | null
}

/** Saves a manifest as it is now: as a new connector, or as the newest version of one. */
export function useSaving(tenant: string, connector: string | null) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async ({ manifest, tile, etag }: Saving): Promise<OwnConnector> => {
      const { id: trial } = await tryManifest(tenant, { manifest })
      if (connector === null && tile !== null) {
        return bodyOf(
          await api.POST('/api/v1/tenants/{tenant}/own-connectors', {
            params: { path: { tenant } },
            body: { trial, tile },
          }),
        )
      }
      return bodyOf(
        await api.POST('/api/v1/tenants/{tenant}/own-connectors/{connector}/versions', {
          params: { path: { tenant, connector: connector ?? '' }, header: ifMatch(etag) },
          body: { trial },
        }),
      )
    },
    onSuccess: () => refresh(queries, tenant),
  })
}

export function useTileChange(tenant: string, connector: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async ({ tile, etag }: { tile: Tile; etag: string | null }) =>
      bodyOf(
        await api.PUT('/api/v1/tenants/{tenant}/own-connectors/{connector}/tile', {
          params: { path: { tenant, connector }, header: ifMatch(etag) },
          body: tile,
        }),
      ),
    onSuccess: () => refresh(queries, tenant),
  })
}

export function useDeletion(tenant: string, connector: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () =>
      api.DELETE('/api/v1/tenants/{tenant}/own-connectors/{connector}', {
        params: { path: { tenant, connector } },
      }),
    onSuccess: async () => {
      queries.removeQueries({ queryKey: ['tenant', tenant, 'own-connectors', connector] })
      await queries.invalidateQueries({ queryKey: ['tenant', tenant, 'connectors'] })
    },
  })
}

async function refresh(queries: ReturnType<typeof useQueryClient>, tenant: string): Promise<void> {
  await queries.invalidateQueries({ queryKey: ['tenant', tenant, 'own-connectors'] })
  await queries.invalidateQueries({ queryKey: ['tenant', tenant, 'connectors'] })
}
