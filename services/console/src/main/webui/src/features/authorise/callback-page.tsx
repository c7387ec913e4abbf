import { Center, Loader, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { Wordmark } from '../../shared/ui/wordmark'
import { bring, type CallbackAnswer } from './answers'

/** Where login servers send people back to. */
export function CallbackPage() {
  const [answer] = useState(takeAnswer)
  const brought = useQuery({
    queryKey: ['authorisation-answer', answer.state],
    queryFn: () => bring(answer),
    retry: false,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  })
  const done = brought.isSuccess && !brought.data.byLink
  useEffect(() => {
    if (done) window.close()
  }, [done])
  return (
    <Quiet>
      {brought.isPending && (
        <Stack align="center" role="status">
          <Loader />
          <Text>Keeping your permission…</Text>
        </Stack>
      )}
      {brought.isError && (
        <>
          <Title order={1} size="h2">
            The permission was not given
          </Title>
          <ErrorPanel error={brought.error} />
          <Text c="dimmed">You can close this window.</Text>
        </>
      )}
      {brought.isSuccess && (
        <>
          <Title order={1} size="h2">
            Thank you
          </Title>
          <Text role="status">
            {brought.data.byLink
              ? 'The data flows again. There is nothing more to do; you can close this page.'
              : 'The permission is kept. You can close this window.'}
          </Text>
        </>
      )}
    </Quiet>
  )
}

export function Quiet({ children }: { children: ReactNode }) {
  return (
    <Center mih="100dvh" p="lg" component="main">
      <Stack maw={460} w="100%" gap="lg">
        <Wordmark />
        {children}
      </Stack>
    </Center>
  )
}

/** The answer, out of the address: a code is nobody's to see or to bring twice. */
function takeAnswer(): CallbackAnswer {
  const search = new URLSearchParams(window.location.search)
  window.history.replaceState(null, '', window.location.pathname)
  return { state: search.get('state') ?? '', code: search.get('code'), error: search.get('error') }
}
