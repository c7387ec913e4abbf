import { Group, Text, Title } from '@mantine/core'
import { useEffect, type ReactNode } from 'react'
import classes from './page-header.module.css'

interface PageHeaderProps {
  title: string
  /** In place of the plain title, such as one that can be edited. */
  heading?: ReactNode
  description?: ReactNode
  actions?: ReactNode
  above?: ReactNode
}

export function PageHeader({ title, heading, description, actions, above }: PageHeaderProps) {
  useDocumentTitle(title)
  return (
    <header className={classes.header}>
      {above}
      <Group justify="space-between" align="flex-start" gap="md">
        <div className={classes.words}>
          {heading ?? <Title order={1}>{title}</Title>}
          {description !== undefined && (
            <Text c="dimmed" mt={4} component="div">
              {description}
            </Text>
          )}
        </div>
        {actions !== undefined && <Group gap="xs">{actions}</Group>}
      </Group>
    </header>
  )
}

export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = title === '' ? 'Millrace' : `${title} · Millrace`
  }, [title])
}
