import { Anchor, Card, Center, Group, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { Wordmark } from '../../shared/ui/wordmark'
import { routes } from '../../shared/workspace/routes'

/** A page with one question on it. */
export function QuietPage({ children }: { children: ReactNode }) {
  return (
    <Stack mih="100vh" gap={0}>
      <Group component="header" justify="space-between" p="lg">
        <Anchor href={routes.home} underline="never">
          <Wordmark size={30} />
        </Anchor>
        <Anchor href={routes.logout} size="sm" c="dimmed">
          Log out
        </Anchor>
      </Group>
      <Center component="main" flex={1} px="md" pb={96}>
        <Card w="100%" maw={460} padding="xl" shadow="sm">
          {children}
        </Card>
      </Center>
    </Stack>
  )
}
