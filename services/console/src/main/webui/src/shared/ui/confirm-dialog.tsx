import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { ErrorPanel } from './error-panel'
import { DANGER } from './theme'

interface ConfirmDialogProps {
  opened: boolean
  title: string
  children: ReactNode
  /** What the button says it does: "Delete", not "OK". */
  confirm: string
  /** What the other button says: "Keep it" where something would go. */
  cancel?: string
  /** Whether something is lost that can't be had back. */
  dangerous?: boolean
  busy: boolean
  error: unknown
  onConfirm: () => void
  onClose: () => void
}

export function ConfirmDialog({
  opened,
  title,
  children,
  confirm,
  cancel = 'Keep it',
  dangerous = true,
  busy,
  error,
  onConfirm,
  onClose,
}: ConfirmDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      <Stack>
        <Text size="sm" component="div">
          {children}
        </Text>
        {error !== null && error !== undefined && <ErrorPanel error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {cancel}
          </Button>
          <Button {...(dangerous && { color: DANGER })} loading={busy} onClick={onConfirm}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
