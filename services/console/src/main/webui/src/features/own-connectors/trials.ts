import { queryOptions } from '@tanstack/react-query'
import { api, bodyOf } from '../../shared/api/client'
import type { NewTrial, Trial } from '../../shared/api/millrace-types'

const PAUSE_MILLIS = 250

/** Has a worker try a manifest, and waits for what comes of it. */
export async function tryManifest(tenant: string, body: NewTrial, signal?: AbortSignal): Promise<Trial> {
  let trial = bodyOf(
    await api.POST('/api/v1/tenants/{tenant}/manifest-trials', {
      params: { path: { tenant } },
      body,
      signal,
    }),
  )
  while (trial.state !== 'DONE') {
    await pause(signal)
    trial = bodyOf(
      await api.GET('/api/v1/tenants/{tenant}/manifest-trials/{trial}', {
        params: { path: { tenant, trial: trial.id } },
        signal,
      }),
    )
  }
  return trial
}

function pause(signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, PAUSE_MILLIS)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(new DOMException('Nobody waits for it any more', 'AbortError'))
    })
  })
}

/** What is wrong with a text, and which form and streams it describes. */
export const inspectionQuery = (tenant: string, manifest: string) =>
  queryOptions({
    // A text is as good a key as any: it is compared, not shown.
    queryKey: ['tenant', tenant, 'inspection', manifest],
    queryFn: ({ signal }) => tryManifest(tenant, { manifest }, signal),
    enabled: manifest.trim() !== '',
    staleTime: Infinity,
    gcTime: 10_000,
    retry: false,
  })
