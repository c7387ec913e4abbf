import { Anchor, Skeleton } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { IconArrowLeft, IconLock } from '@tabler/icons-react'
import { Link, useParams, useSearchParams } from 'react-router'
import { ownConnectorQuery, ownVersionQuery } from '../../shared/api/own-connectors'
import { EmptyState } from '../../shared/ui/empty-state'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { routes } from '../../shared/workspace/routes'
import { mayEdit, useWorkspace } from '../../shared/workspace/workspace'
import { Editor } from './editor'

/** A connector of the workspace's own: written, tried and saved. */
export function EditorPage() {
  const { id, role } = useWorkspace()
  const { connector } = useParams()
  const [search] = useSearchParams()
  const asked = Number(search.get('version')) || null
  if (!mayEdit(role)) {
    return (
      <EmptyState icon={<IconLock />} title="Viewers can’t change connectors">
        Ask an owner or admin of this workspace to make you an editor.
      </EmptyState>
    )
  }
  return (
    <>
      <Anchor component={Link} to={routes.connect(id)} size="sm" display="inline-block" mb="md">
        <IconArrowLeft size={14} aria-hidden /> All sources
      </Anchor>
      {connector === undefined ? (
        <Editor key="new" tenant={id} saved={null} version={null} />
      ) : (
        <SavedEditor
          key={`${connector} ${asked ?? 'newest'}`}
          tenant={id}
          connector={connector}
          asked={asked}
        />
      )}
    </>
  )
}

interface SavedEditorProps {
  tenant: string
  connector: string
  /** The number of a version; null for the newest. */
  asked: number | null
}

function SavedEditor({ tenant, connector, asked }: SavedEditorProps) {
  const saved = useQuery(ownConnectorQuery(tenant, connector))
  const number = asked ?? saved.data?.value.newest ?? 0
  const version = useQuery({
    ...ownVersionQuery(tenant, connector, number),
    enabled: number > 0,
    // Whoever has just saved another version goes on where they are.
    placeholderData: keepPreviousData,
  })
  const failed = saved.isError ? saved : version.isError ? version : null
  if (failed !== null) return <ErrorPanel error={failed.error} onRetry={() => void failed.refetch()} />
  if (saved.data === undefined || version.data === undefined) return <Skeleton h={480} />
  return <Editor tenant={tenant} saved={saved.data} version={version.data} />
}
