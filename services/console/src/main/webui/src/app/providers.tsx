import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { hasCode, worthRetrying } from '../shared/api/problem'
import { meQuery } from '../shared/api/session'
import { cssVariables, theme } from '../shared/ui/theme'
import { SessionDialog } from './session-dialog'

const TRIES = 2

export function Providers({ children }: { children: ReactNode }) {
  const [queries] = useState(newQueryClient)
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <Notifications position="top-right" />
        {children}
        <SessionDialog />
      </QueryClientProvider>
    </MantineProvider>
  )
}

function newQueryClient(): QueryClient {
  const queries = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        // It may be the whole workspace that is gone, or this person no member any more: then the page says so.
        if (hasCode(error, 'not-found')) void queries.invalidateQueries({ queryKey: meQuery.queryKey })
      },
    }),
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < TRIES && worthRetrying(error),
        staleTime: 5_000,
      },
    },
  })
  return queries
}
