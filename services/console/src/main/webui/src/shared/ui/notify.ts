import { notifications } from '@mantine/notifications'
import { explain } from '../api/problem'

export function notifyDone(message: string): void {
  notifications.show({ message, color: 'teal', autoClose: 4_000 })
}

export function notifyError(error: unknown): void {
  const { title, detail } = explain(error)
  notifications.show({ title, message: detail, color: 'red', autoClose: 8_000 })
}
