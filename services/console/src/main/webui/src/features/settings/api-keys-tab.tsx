import {
  Alert,
  Anchor,
  Button,
  Card,
  Group,
  Modal,
  Select,
  Skeleton,
  Stack,
  Table,
  Text,
  TextInput,
  Title,
} from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { IconKey, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { api, bodyOf } from '../../shared/api/client'
import type { ApiKey, Role } from '../../shared/api/millrace-types'
import { ConfirmDialog } from '../../shared/ui/confirm-dialog'
import { EmptyState } from '../../shared/ui/empty-state'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { RelativeTime } from '../../shared/ui/relative-time'
import { routes } from '../../shared/workspace/routes'
import { ROLE_NAMES, useWorkspace } from '../../shared/workspace/workspace'
import { CopyField } from './copy-field'
import { ROLE_HELP, ROLE_OPTIONS } from './roles'
import { apiKeysQuery } from './settings-queries'

export function ApiKeysTab() {
  const { id } = useWorkspace()
  const queries = useQueryClient()
  const keys = useQuery(apiKeysQuery(id))
  const [making, setMaking] = useState(false)
  const [leaving, setLeaving] = useState<ApiKey | null>(null)
  const revoke = useMutation({
    mutationFn: (key: string) =>
      api.DELETE('/api/v1/tenants/{tenant}/api-keys/{key}', { params: { path: { tenant: id, key } } }),
    onSuccess: () => {
      setLeaving(null)
      return queries.invalidateQueries({ queryKey: apiKeysQuery(id).queryKey })
    },
  })
  if (keys.isError) return <ErrorPanel error={keys.error} onRetry={() => void keys.refetch()} />
  const make = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)}>
      New key
    </Button>
  )
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <div>
          <Title order={2}>API keys</Title>
          <Text size="sm" c="dimmed">
            For programs. What they can do is in the{' '}
            <Anchor href={routes.apiDocs} underline="always">
              API documentation
            </Anchor>
            .
          </Text>
        </div>
        {keys.data !== undefined && keys.data.length > 0 && make}
      </Group>
      {keys.data === undefined && <Skeleton h={160} />}
      {keys.data?.length === 0 && (
        <EmptyState icon={<IconKey />} title="No keys yet" action={make}>
          A key lets a program do what you can do here.
        </EmptyState>
      )}
      {keys.data !== undefined && keys.data.length > 0 && (
        <Card padding={0}>
          <Table.ScrollContainer minWidth={560}>
            <Table horizontalSpacing="lg">
              <Table.Thead>
                <Table.Tr>
                  {['Name', 'Key', 'Role', 'Last used'].map((heading) => (
                    <Table.Th key={heading} scope="col">
                      {heading}
                    </Table.Th>
                  ))}
                  <Table.Th scope="col" aria-label="Revoke" />
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {keys.data.map((key) => (
                  <Table.Tr key={key.id}>
                    <Table.Td style={{ overflowWrap: 'anywhere' }}>{key.name}</Table.Td>
                    <Table.Td ff="monospace">{key.prefix}…</Table.Td>
                    <Table.Td>{ROLE_NAMES[key.role]}</Table.Td>
                    <Table.Td>
                      {key.lastUsedAt == null ? 'Never' : <RelativeTime instant={key.lastUsedAt} />}
                    </Table.Td>
                    <Table.Td ta="right">
                      <Button
                        size="xs"
                        variant="default"
                        aria-label={`Revoke the key ${key.name}`}
                        onClick={() => setLeaving(key)}
                      >
                        Revoke
                      </Button>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </Card>
      )}
      <NewKeyDialog tenant={id} opened={making} onClose={() => setMaking(false)} />
      <ConfirmDialog
        opened={leaving !== null}
        title={`Revoke ${leaving?.name ?? 'this key'}?`}
        confirm="Revoke"
        busy={revoke.isPending}
        error={revoke.error}
        onConfirm={() => {
          if (leaving !== null) revoke.mutate(leaving.id)
        }}
        onClose={() => setLeaving(null)}
      >
        Programs that use it are refused from now on.
      </ConfirmDialog>
    </Stack>
  )
}

function NewKeyDialog({ tenant, opened, onClose }: { tenant: string; opened: boolean; onClose: () => void }) {
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('VIEWER')
  const make = useMutation({
    mutationFn: async () =>
      bodyOf(
        await api.POST('/api/v1/tenants/{tenant}/api-keys', {
          params: { path: { tenant } },
          body: { name: name.trim(), role },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: apiKeysQuery(tenant).queryKey }),
  })
  const close = () => {
    onClose()
    // The key itself is kept nowhere: it is gone with the dialog.
    make.reset()
    setName('')
  }
  const key = make.data?.key
  return (
    <Modal opened={opened} onClose={close} title="New API key" closeOnClickOutside={key == null}>
      {key != null ? (
        <Stack>
          <Alert color="teal" title="Copy it now" role="status">
            <Text size="sm">It is shown this once. We keep only a fingerprint of it.</Text>
          </Alert>
          <CopyField label="Key" value={key} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              I have copied it
            </Button>
          </Group>
        </Stack>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            make.mutate()
          }}
        >
          <Stack>
            <TextInput
              label="Name"
              description="What uses it, so that you know later"
              placeholder="Nightly export"
              required
              withAsterisk={false}
              maxLength={80}
              data-autofocus
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Select
              label="Role"
              description={ROLE_HELP[role]}
              allowDeselect={false}
              data={ROLE_OPTIONS.filter((option) => option.value !== 'OWNER')}
              value={role}
              onChange={(value) => setRole(value ?? 'VIEWER')}
            />
            {make.isError && <ErrorPanel error={make.error} />}
            <Group justify="flex-end">
              <Button type="submit" loading={make.isPending} disabled={name.trim() === ''}>
                Make the key
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  )
}
