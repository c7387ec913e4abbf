import { useQuery } from '@tanstack/react-query'
import { Navigate } from 'react-router'
import { dashboardsQuery } from '../shared/api/dashboards'
import { isBusy, sourcesQuery } from '../shared/api/sources'
import { ErrorPanel } from '../shared/ui/error-panel'
import { routes } from '../shared/workspace/routes'
import { useWorkspace } from '../shared/workspace/workspace'
import { PageFallback } from './error-page'

/** Where opening a workspace leads: to its newest dashboard, to what is being connected, or to connecting something. */
export function WorkspaceHome() {
  const { id } = useWorkspace()
  const dashboards = useQuery(dashboardsQuery(id))
  const sources = useQuery(sourcesQuery(id))
  const failed = dashboards.error ?? sources.error
  if (failed !== null) {
    return (
      <ErrorPanel
        error={failed}
        onRetry={() => void Promise.all([dashboards.refetch(), sources.refetch()])}
      />
    )
  }
  if (dashboards.data === undefined || sources.data === undefined) return <PageFallback />
  const newest = [...dashboards.data].sort((left, right) => right.updatedAt.localeCompare(left.updatedAt))[0]
  if (newest !== undefined) return <Navigate to={routes.dashboard(id, newest.id)} replace />
  const connecting = sources.data.find(isBusy)
  if (connecting !== undefined) return <Navigate to={routes.connecting(id, connecting.id)} replace />
  return <Navigate to={sources.data.length > 0 ? routes.sources(id) : routes.connect(id)} replace />
}
