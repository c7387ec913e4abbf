import { Avatar, Group, Menu, Text, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconCheck, IconPlus, IconSelector } from '@tabler/icons-react'
import { Link } from 'react-router'
import { meQuery } from '../shared/api/session'
import { routes } from '../shared/workspace/routes'
import { useWorkspace } from '../shared/workspace/workspace'
import classes from './workspace-switcher.module.css'

export function WorkspaceSwitcher() {
  const workspace = useWorkspace()
  const me = useQuery(meQuery)
  const invitations = me.data?.invitations.length ?? 0
  return (
    <Menu width="target" position="bottom-start">
      <Menu.Target>
        <UnstyledButton className={classes.button} title={workspace.name}>
          <Group gap="xs" wrap="nowrap">
            <VisuallyHidden>Workspace</VisuallyHidden>
            <Avatar name={workspace.name} color="mill" radius="md" size={30} aria-hidden />
            <Text fw={600} size="sm" truncate flex={1}>
              {workspace.name}
            </Text>
            <IconSelector size={16} stroke={1.6} aria-hidden />
          </Group>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Your workspaces</Menu.Label>
        {me.data?.tenants.map((tenant) => (
          <Menu.Item
            key={tenant.id}
            component={Link}
            to={routes.workspace(tenant.id)}
            rightSection={tenant.id === workspace.id ? <IconCheck size={16} aria-label="open" /> : undefined}
          >
            <Text size="sm" truncate>
              {tenant.name}
            </Text>
          </Menu.Item>
        ))}
        {me.data !== undefined && me.data.deletedTenants.length > 0 && <Menu.Label>Deleted</Menu.Label>}
        {me.data?.deletedTenants.map((tenant) => (
          <Menu.Item key={tenant.id} component={Link} to={routes.workspace(tenant.id)}>
            <Text size="sm" c="dimmed" truncate>
              {tenant.name}
            </Text>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item component={Link} to={routes.welcome} leftSection={<IconPlus size={16} />}>
          {invitations > 0
            ? `New workspace · ${invitations} invitation${invitations > 1 ? 's' : ''}`
            : 'New workspace'}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
