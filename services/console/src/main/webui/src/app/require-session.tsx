import { Center } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Outlet, useLocation } from 'react-router'
import { sessionQuery } from '../shared/api/session'
import { ErrorPanel } from '../shared/ui/error-panel'
import { routes } from '../shared/workspace/routes'
import { PageFallback } from './error-page'

/** Pages for people who are logged in; whoever is not, logs in and comes back. */
export function RequireSession() {
  const session = useQuery(sessionQuery)
  const location = useLocation()
  const here = location.pathname + location.search
  // Only on arrival: a session that ends later is renewed beside the page.
  const anonymous = session.data?.authenticated === false
  useEffect(() => {
    if (anonymous) window.location.assign(routes.login(here))
  }, [anonymous, here])
  if (session.isError && session.data === undefined) {
    return (
      <Center p="xl">
        <ErrorPanel error={session.error} onRetry={() => void session.refetch()} />
      </Center>
    )
  }
  return session.data?.authenticated === true ? <Outlet /> : <PageFallback />
}
