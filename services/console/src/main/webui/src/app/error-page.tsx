import { Anchor, Button, Center, Loader, Stack } from '@mantine/core'
import { IconCompass } from '@tabler/icons-react'
import { Link, useRouteError } from 'react-router'
import { EmptyState } from '../shared/ui/empty-state'
import { ErrorPanel } from '../shared/ui/error-panel'
import { routes } from '../shared/workspace/routes'

/** When a page itself breaks, for one because a new version of the app replaced its files. */
export function ErrorPage() {
  const error = useRouteError()
  return (
    <Center p="xl">
      <Stack maw={480}>
        <ErrorPanel error={error} />
        <Button onClick={() => window.location.reload()}>Reload the page</Button>
        <Anchor component={Link} to={routes.home} ta="center">
          Back to the start page
        </Anchor>
      </Stack>
    </Center>
  )
}

export function NotFoundPage() {
  return (
    <EmptyState
      icon={<IconCompass />}
      title="There is no such page"
      action={
        <Button component={Link} to={routes.home}>
          Back to the start page
        </Button>
      }
    >
      The address may be mistyped, or what it showed has been deleted.
    </EmptyState>
  )
}

export function PageFallback() {
  return (
    <Center h="60vh">
      <Loader aria-label="Loading" />
    </Center>
  )
}
