import { List, Text } from '@mantine/core'
import { ApiError, hasCode } from '../../shared/api/problem'
import { ConfirmDialog } from '../../shared/ui/confirm-dialog'

interface ReloadDialogProps {
  /** What the API answered to a change. The dialog opens when it says that tables would be loaded anew. */
  error: unknown
  /** Whether what the tables keep of former rows is lost, because the source does not have it any more. */
  losesFormerRows: boolean
  busy: boolean
  onConfirm: () => void
  onClose: () => void
}

/** Asks before a change loads tables from their beginning. */
export function ReloadDialog({ error, losesFormerRows, busy, onConfirm, onClose }: ReloadDialogProps) {
  const reloads =
    error instanceof ApiError && hasCode(error, 'reload-needed') ? (error.problem.violations ?? []) : []
  return (
    <ConfirmDialog
      opened={reloads.length > 0}
      title={reloads.length === 1 ? 'Load this table anew?' : 'Load these tables anew?'}
      confirm="Save and load anew"
      cancel="Not now"
      dangerous={losesFormerRows}
      busy={busy}
      error={null}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      With this change, the next run reads from the beginning:
      <List size="sm" my="xs">
        {reloads.map((reload) => (
          <List.Item key={reload.field}>
            <Text span inherit fw={600}>
              {reload.field}
            </Text>
            , because {reload.message}
          </List.Item>
        ))}
      </List>
      Reports show the rows that are there until the new ones take their place. That can take a while for a
      large table. Other tables are not touched.
      {losesFormerRows && (
        <Text size="sm" mt="xs" fw={600}>
          Rows and versions that the source itself no longer has will be gone.
        </Text>
      )}
    </ConfirmDialog>
  )
}
