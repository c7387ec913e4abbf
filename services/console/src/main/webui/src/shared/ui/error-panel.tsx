import { Alert, Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { explain } from '../api/problem'

interface ErrorPanelProps {
  error: unknown
  onRetry?: () => void
  children?: ReactNode
}

/** What went wrong and what to do, where the thing itself would have been. */
export function ErrorPanel({ error, onRetry, children }: ErrorPanelProps) {
  const { title, detail, canRetry } = explain(error)
  return (
    <Alert color="orange" variant="light" icon={<IconAlertTriangle />} title={title} role="alert" radius="lg">
      <Text size="sm">{detail}</Text>
      {((canRetry && onRetry !== undefined) || children !== undefined) && (
        <Group mt="sm" gap="xs">
          {canRetry && onRetry !== undefined && (
            <Button size="xs" variant="default" onClick={onRetry}>
              Try again
            </Button>
          )}
          {children}
        </Group>
      )}
    </Alert>
  )
}
