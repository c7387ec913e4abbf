import { Center } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Navigate } from 'react-router'
import { LandingPage } from '../features/welcome/landing-page'
import { meQuery, sessionQuery } from '../shared/api/session'
import { ErrorPanel } from '../shared/ui/error-panel'
import { routes } from '../shared/workspace/routes'
import { PageFallback } from './error-page'
import { lastWorkspace } from './last-workspace'

/** The one address: what Millrace is, or the workspace where the person was last. */
export function StartPage() {
  const session = useQuery(sessionQuery)
  const authenticated = session.data?.authenticated === true
  const me = useQuery({ ...meQuery, enabled: authenticated })
  const failed = session.error ?? me.error
  if (failed !== null) {
    return (
      <Center p="xl">
        <ErrorPanel
          error={failed}
          onRetry={() => void (session.isError ? session.refetch() : me.refetch())}
        />
      </Center>
    )
  }
  if (session.data?.authenticated === false) return <LandingPage />
  if (me.data === undefined) return <PageFallback />
  const { tenants, invitations } = me.data
  const last = tenants.find((tenant) => tenant.id === lastWorkspace()) ?? tenants[0]
  if (last === undefined || (tenants.length === 0 && invitations.length > 0)) {
    return <Navigate to={routes.welcome} replace />
  }
  return <Navigate to={routes.workspace(last.id)} replace />
}
