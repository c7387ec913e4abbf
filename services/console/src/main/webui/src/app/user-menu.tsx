import {
  Avatar,
  Group,
  Menu,
  Text,
  UnstyledButton,
  useMantineColorScheme,
  VisuallyHidden,
} from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconDeviceLaptop, IconDots, IconLogout, IconMoon, IconSun } from '@tabler/icons-react'
import { sessionQuery } from '../shared/api/session'
import { routes } from '../shared/workspace/routes'

const SCHEMES = [
  { value: 'light', label: 'Light', icon: <IconSun size={16} /> },
  { value: 'dark', label: 'Dark', icon: <IconMoon size={16} /> },
  { value: 'auto', label: 'As my device', icon: <IconDeviceLaptop size={16} /> },
] as const

export function UserMenu() {
  const session = useQuery(sessionQuery)
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const name = session.data?.name ?? session.data?.email ?? 'You'
  return (
    <Menu width={220} position="top-start">
      <Menu.Target>
        <UnstyledButton px={6} py={8} mt={4} style={{ borderRadius: 8 }}>
          <Group gap="xs" wrap="nowrap">
            <VisuallyHidden>Account of</VisuallyHidden>
            <Avatar name={name} size={32} radius="xl" color="gray" aria-hidden />
            <div style={{ flex: 1, minWidth: 0 }}>
              <Text size="sm" fw={600} truncate>
                {name}
              </Text>
              {session.data?.name != null && (
                <Text size="xs" c="dimmed" truncate>
                  {session.data.email}
                </Text>
              )}
            </div>
            <IconDots size={18} aria-hidden />
          </Group>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Appearance</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(scheme) => setColorScheme(scheme as (typeof SCHEMES)[number]['value'])}
        >
          {SCHEMES.map((scheme) => (
            <Menu.RadioItem
              key={scheme.value}
              value={scheme.value}
              rightSection={scheme.icon}
              closeMenuOnClick
            >
              {scheme.label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item component="a" href={routes.logout} leftSection={<IconLogout size={16} />}>
          Log out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
