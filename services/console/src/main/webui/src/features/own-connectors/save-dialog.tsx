import { Button, Group, Modal, Stack } from '@mantine/core'
import { useState } from 'react'
import type { Inspection, Tile } from '../../shared/api/millrace-types'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { initialsOf, isComplete, TileForm } from './tile-form'

interface SaveDialogProps {
  /** What the manifest says of itself. */
  suggestion: Inspection | null
  busy: boolean
  error: unknown
  onSave: (tile: Tile) => void
  onClose: () => void
}

/** Asks how a new connector is called and looks. */
export function SaveDialog({ suggestion, busy, error, onSave, onClose }: SaveDialogProps) {
  const [tile, setTile] = useState<Tile>(() => {
    const title = suggestion?.title ?? ''
    return {
      title,
      summary: suggestion?.summary ?? '',
      colour: suggestion?.colour ?? '#0f766e',
      initials: suggestion?.initials ?? initialsOf(title),
    }
  })
  return (
    <Modal opened onClose={onClose} title="Save as a connector">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onSave({ ...tile, title: tile.title.trim() })
        }}
      >
        <Stack>
          <TileForm tile={tile} onChange={setTile} />
          {error !== null && <ErrorPanel error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Go on writing
            </Button>
            <Button type="submit" disabled={!isComplete(tile)} loading={busy}>
              Save it
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
