import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { worthRetrying } from '../shared/api/problem'
import { cssVariables, theme } from '../shared/ui/theme'
import { SessionDialog } from './session-dialog'

const TRIES = 2

export function Providers({ children }: { children: ReactNode }) {
  const [queries] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: {
            retry: (failures, error) => failures < TRIES && worthRetrying(error),
            staleTime: 5_000,
          },
        },
      }),
  )
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
