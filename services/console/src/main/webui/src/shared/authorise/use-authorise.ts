import { queryOptions, useMutation } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { api, bodyOf } from '../api/client'
import type { NewAuthorisation } from '../api/millrace-types'
import { authorise, openWindow } from './authorisation'

/** The connectors for which the platform has an app of its own at the vendor. */
export const platformAppsQuery = (tenant: string) =>
  queryOptions({
    queryKey: ['tenant', tenant, 'platform-apps'],
    queryFn: async () =>
      bodyOf(
        await api.GET('/api/v1/tenants/{tenant}/authorisations/platform-apps', {
          params: { path: { tenant } },
        }),
      ).items.map((app) => app.connector),
    staleTime: 300_000,
  })

/** Asks for a permission in a window of its own. To be called by a click; `then` gets the permission's id. */
export function useAuthorise(tenant: string, then: (authorisation: string) => void) {
  const waiting = useRef<AbortController>(null)
  useEffect(() => () => waiting.current?.abort(), [])
  const mutation = useMutation({
    mutationFn: ({ body, popup }: { body: NewAuthorisation; popup: Window | null }) => {
      waiting.current?.abort()
      waiting.current = new AbortController()
      return authorise(tenant, body, popup, waiting.current.signal)
    },
    onSuccess: then,
  })
  return {
    error: mutation.error,
    isPending: mutation.isPending,
    isError: mutation.isError,
    start: (body: NewAuthorisation) => mutation.mutate({ body, popup: openWindow() }),
    cancel: () => {
      waiting.current?.abort()
      mutation.reset()
    },
  }
}
