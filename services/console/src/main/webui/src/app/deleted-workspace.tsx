import { Button, Group } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from 'react-router'
import { QuietPage } from '../features/welcome/quiet-page'
import { api, bodyOf } from '../shared/api/client'
import type { DeletedTenant } from '../shared/api/millrace-types'
import { meQuery } from '../shared/api/session'
import { formatInstant } from '../shared/format/time'
import { EmptyState } from '../shared/ui/empty-state'
import { ErrorPanel } from '../shared/ui/error-panel'
import { notifyDone } from '../shared/ui/notify'
import { routes } from '../shared/workspace/routes'

/** What members see of a workspace that was deleted, until it is erased. */
export function DeletedWorkspace({ workspace }: { workspace: DeletedTenant }) {
  const queries = useQueryClient()
  const restore = useMutation({
    mutationFn: async () =>
      bodyOf(
        await api.POST('/api/v1/me/deleted-tenants/{deleted}/restoration', {
          params: { path: { deleted: workspace.id } },
        }),
      ),
    onSuccess: () => {
      notifyDone(`${workspace.name} is back.`)
      return queries.invalidateQueries({ queryKey: meQuery.queryKey })
    },
  })
  const owner = workspace.role === 'OWNER'
  return (
    <QuietPage>
      <EmptyState
        icon={<IconTrash />}
        title={`${workspace.name} was deleted`}
        action={
          <>
            {restore.isError && <ErrorPanel error={restore.error} />}
            <Group justify="center">
              {owner && (
                <Button loading={restore.isPending} onClick={() => restore.mutate()}>
                  Restore the workspace
                </Button>
              )}
              <Button component={Link} to={routes.home} variant={owner ? 'default' : 'filled'}>
                Go to my workspaces
              </Button>
            </Group>
          </>
        }
      >
        {owner
          ? `Until ${formatInstant(workspace.endsAt)} you can restore it as it was. Then all of it is erased for good.`
          : `An owner deleted it. Until ${formatInstant(workspace.endsAt)} an owner can restore it; then all of it is erased for good.`}
      </EmptyState>
    </QuietPage>
  )
}
