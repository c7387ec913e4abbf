import { Badge, Button, Card, Group, Modal, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { Versioned } from '../../shared/api/client'
import type { OwnConnector } from '../../shared/api/millrace-types'
import { formatInstant } from '../../shared/format/time'
import { ConfirmDialog } from '../../shared/ui/confirm-dialog'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { notifyDone } from '../../shared/ui/notify'
import { routes } from '../../shared/workspace/routes'
import { useDeletion, useTileChange } from './own-connector-queries'
import { isComplete, TileForm } from './tile-form'
import classes from './versions.module.css'

interface VersionsProps {
  tenant: string
  saved: Versioned<OwnConnector>
  /** The number of the one that the editor began with. */
  shown: number
}

/** Every version that was saved, which sources read by it, and what can be done with the connector as a whole. */
export function Versions({ tenant, saved, shown }: VersionsProps) {
  const connector = saved.value
  const [renaming, setRenaming] = useState(false)
  const [deleting, setDeleting] = useState(false)
  const deletion = useDeletion(tenant, connector.name)
  const navigate = useNavigate()
  return (
    <Card component="section" aria-labelledby="versions-title" mt="md">
      <Group justify="space-between" mb="sm" gap="xs">
        <Title order={2} id="versions-title">
          Versions
        </Title>
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={() => setRenaming(true)}>
            Name and tile…
          </Button>
          <Button size="xs" variant="light" color="red" onClick={() => setDeleting(true)}>
            Delete…
          </Button>
        </Group>
      </Group>
      <ol className={classes.list}>
        {connector.versions.map((version) => (
          <li key={version.number} className={classes.version}>
            <div className={classes.words}>
              <Group gap="xs">
                <Text fw={650}>Version {version.number}</Text>
                {version.number === connector.newest && (
                  <Badge size="sm" variant="light" tt="none">
                    Newest
                  </Badge>
                )}
              </Group>
              <Text size="sm" c="dimmed">
                {formatInstant(version.createdAt)}, {version.createdBy}
              </Text>
              <Text size="sm" className={classes.sources}>
                {version.sources.length === 0
                  ? 'No source reads by it.'
                  : `Read by ${version.sources.join(', ')}.`}
              </Text>
            </div>
            {version.number === shown ? (
              <Text size="sm" c="dimmed">
                Shown
              </Text>
            ) : (
              <Button
                size="xs"
                variant="default"
                component={Link}
                to={`${routes.ownConnector(tenant, connector.name)}?version=${version.number}`}
              >
                Open
              </Button>
            )}
          </li>
        ))}
      </ol>
      {renaming && <TileDialog tenant={tenant} saved={saved} onClose={() => setRenaming(false)} />}
      <ConfirmDialog
        opened={deleting}
        title={`Delete ${connector.tile.title}?`}
        confirm="Delete it"
        busy={deletion.isPending}
        error={deletion.error}
        onClose={() => {
          setDeleting(false)
          deletion.reset()
        }}
        onConfirm={() =>
          deletion.mutate(undefined, {
            onSuccess: () => {
              notifyDone(`${connector.tile.title} is deleted.`)
              void navigate(routes.connect(tenant), { replace: true })
            },
          })
        }
      >
        All its versions go. It can only be deleted while no source uses it. This can’t be undone.
      </ConfirmDialog>
    </Card>
  )
}

function TileDialog({
  tenant,
  saved,
  onClose,
}: {
  tenant: string
  saved: Versioned<OwnConnector>
  onClose: () => void
}) {
  const [tile, setTile] = useState(saved.value.tile)
  const change = useTileChange(tenant, saved.value.name)
  return (
    <Modal opened onClose={onClose} title="Name and tile">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          change.mutate({ tile, etag: saved.etag }, { onSuccess: onClose })
        }}
      >
        <Stack>
          <TileForm tile={tile} onChange={setTile} />
          {change.isError && <ErrorPanel error={change.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Leave it
            </Button>
            <Button type="submit" disabled={!isComplete(tile)} loading={change.isPending}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
