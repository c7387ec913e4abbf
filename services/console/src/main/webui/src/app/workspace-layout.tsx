import { AppShell, Burger, Button, Group, NavLink, ScrollArea, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import {
  IconApi,
  IconChartAreaLine,
  IconCompass,
  IconPlugConnected,
  IconPlus,
  IconSettings,
} from '@tabler/icons-react'
import { Suspense, useEffect, useRef } from 'react'
import { Link, Outlet, useLocation, useNavigation, useParams } from 'react-router'
import { useLiveEvents } from '../shared/api/live-events'
import { meQuery } from '../shared/api/session'
import { EmptyState } from '../shared/ui/empty-state'
import { ErrorPanel } from '../shared/ui/error-panel'
import { Wordmark } from '../shared/ui/wordmark'
import { routes } from '../shared/workspace/routes'
import { mayEdit, WorkspaceContext } from '../shared/workspace/workspace'
import { DeletedWorkspace } from './deleted-workspace'
import { PageFallback } from './error-page'
import { rememberWorkspace } from './last-workspace'
import { UserMenu } from './user-menu'
import { WorkspaceSwitcher } from './workspace-switcher'
import classes from './workspace-layout.module.css'

/** What surrounds every page of a workspace. */
export function WorkspaceLayout() {
  const { tenant = '' } = useParams()
  const me = useQuery(meQuery)
  const workspace = me.data?.tenants.find((membership) => membership.id === tenant)
  if (me.isError) return <ErrorPanel error={me.error} onRetry={() => void me.refetch()} />
  if (me.data === undefined) return <PageFallback />
  const deleted = me.data.deletedTenants.find((membership) => membership.id === tenant)
  if (deleted !== undefined) return <DeletedWorkspace workspace={deleted} />
  if (workspace === undefined) {
    return (
      <EmptyState
        icon={<IconCompass />}
        title="There is no such workspace"
        action={
          <Button component={Link} to={routes.home}>
            Go to my workspaces
          </Button>
        }
      >
        It may have been deleted, or you are not a member of it. Ask the person who sent you here for an
        invitation.
      </EmptyState>
    )
  }
  return (
    <WorkspaceContext value={workspace}>
      <Frame key={workspace.id} tenant={workspace.id} editor={mayEdit(workspace.role)} />
    </WorkspaceContext>
  )
}

function Frame({ tenant, editor }: { tenant: string; editor: boolean }) {
  const [opened, { toggle, close }] = useDisclosure()
  const location = useLocation()
  const navigation = useNavigation()
  const main = useRef<HTMLElement>(null)
  useLiveEvents(tenant)
  useEffect(() => rememberWorkspace(tenant), [tenant])
  useEffect(() => {
    close()
    window.scrollTo(0, 0)
    main.current?.focus({ preventScroll: true })
  }, [location.pathname, close])

  const links = [
    {
      to: routes.dashboards(tenant),
      label: 'Dashboards',
      icon: <IconChartAreaLine size={20} stroke={1.7} />,
    },
    { to: routes.explore(tenant), label: 'Explore', icon: <IconCompass size={20} stroke={1.7} /> },
    {
      to: routes.sources(tenant),
      label: 'Sources',
      icon: <IconPlugConnected size={20} stroke={1.7} />,
      also: [`/w/${tenant}/runs`, `/w/${tenant}/connect`],
    },
    { to: routes.settings(tenant), label: 'Settings', icon: <IconSettings size={20} stroke={1.7} /> },
  ]
  return (
    <AppShell
      layout="alt"
      header={{ height: { base: 56, sm: 0 } }}
      navbar={{ width: 248, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding={{ base: 'md', sm: 'xl' }}
    >
      <a className="skip-link" href="#main">
        Skip to the content
      </a>
      <AppShell.Header hiddenFrom="sm" px="md">
        <Group h="100%" justify="space-between">
          <Link to={routes.workspace(tenant)} className={classes.brand}>
            <Wordmark size={26} />
          </Link>
          <Burger
            opened={opened}
            onClick={toggle}
            size="sm"
            aria-label={opened ? 'Close the menu' : 'Open the menu'}
          />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="md" aria-label="Main">
        <Group justify="space-between" mb="lg" px={6}>
          <Link to={routes.workspace(tenant)} className={classes.brand}>
            <Wordmark size={28} />
          </Link>
          <Burger hiddenFrom="sm" opened={opened} onClick={toggle} size="sm" aria-label="Close the menu" />
        </Group>
        <WorkspaceSwitcher />
        <ScrollArea flex={1} mt="md">
          <Stack gap={4}>
            {links.map((link) => {
              const active = [link.to, ...(link.also ?? [])].some((path) =>
                location.pathname.startsWith(path),
              )
              return (
                <NavLink
                  key={link.to}
                  component={Link}
                  to={link.to}
                  label={link.label}
                  leftSection={link.icon}
                  active={active}
                  aria-current={active ? 'page' : undefined}
                  className={classes.link}
                />
              )
            })}
          </Stack>
          {editor && (
            <Button
              component={Link}
              to={routes.connect(tenant)}
              leftSection={<IconPlus size={18} />}
              variant="light"
              fullWidth
              mt="lg"
            >
              Connect data
            </Button>
          )}
        </ScrollArea>
        <NavLink
          component="a"
          href={routes.apiDocs}
          label="API"
          leftSection={<IconApi size={20} stroke={1.7} />}
          className={classes.link}
        />
        <UserMenu />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} ref={main} aria-busy={navigation.state === 'loading'}>
        <div className={classes.page}>
          <Suspense fallback={<PageFallback />}>
            <Outlet />
          </Suspense>
        </div>
      </AppShell.Main>
    </AppShell>
  )
}
