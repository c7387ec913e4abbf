import {
  ActionIcon,
  Avatar,
  Button,
  Card,
  CopyButton,
  Group,
  Select,
  Skeleton,
  Stack,
  Table,
  Text,
  Title,
  Tooltip,
  VisuallyHidden,
} from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { IconTrash, IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { api, bodyOf } from '../../shared/api/client'
import type { Member, Role } from '../../shared/api/millrace-types'
import { ConfirmDialog } from '../../shared/ui/confirm-dialog'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { notifyDone, notifyError } from '../../shared/ui/notify'
import { RelativeTime } from '../../shared/ui/relative-time'
import { useNarrow } from '../../shared/ui/use-narrow'
import { mayAdminister, ROLE_NAMES, useWorkspace } from '../../shared/workspace/workspace'
import { InviteDialog } from './invite-dialog'
import { ROLE_OPTIONS } from './roles'
import { invitationsQuery, membersQuery } from './settings-queries'

export function MembersTab() {
  const { id, role } = useWorkspace()
  const administer = mayAdminister(role)
  const narrow = useNarrow()
  const members = useQuery(membersQuery(id))
  const [inviting, setInviting] = useState(false)
  const [leaving, setLeaving] = useState<Member | null>(null)
  const queries = useQueryClient()
  const remove = useMutation({
    mutationFn: (member: string) =>
      api.DELETE('/api/v1/tenants/{tenant}/members/{member}', { params: { path: { tenant: id, member } } }),
    onSuccess: () => {
      setLeaving(null)
      notifyDone('They are no longer a member.')
      return queries.invalidateQueries({ queryKey: membersQuery(id).queryKey })
    },
  })
  if (members.isError) return <ErrorPanel error={members.error} onRetry={() => void members.refetch()} />
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <Title order={2}>Members</Title>
        {administer && (
          <Button leftSection={<IconUserPlus size={16} />} onClick={() => setInviting(true)}>
            Invite a colleague
          </Button>
        )}
      </Group>
      {members.data === undefined ? (
        <Skeleton h={200} />
      ) : (
        <Card padding={0}>
          <Table.ScrollContainer minWidth={narrow ? 0 : 520}>
            <Table horizontalSpacing={narrow ? 'sm' : 'lg'}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">Person</Table.Th>
                  <Table.Th scope="col">Role</Table.Th>
                  {!narrow && <Table.Th scope="col">Joined</Table.Th>}
                  {administer && (
                    <Table.Th scope="col">
                      <VisuallyHidden>Remove</VisuallyHidden>
                    </Table.Th>
                  )}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {members.data.map((member) => (
                  <MemberRow
                    key={member.id}
                    tenant={id}
                    member={member}
                    administer={administer}
                    narrow={narrow}
                    onRemove={() => setLeaving(member)}
                  />
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </Card>
      )}
      {administer && <Invitations tenant={id} />}
      <InviteDialog tenant={id} opened={inviting} onClose={() => setInviting(false)} />
      <ConfirmDialog
        opened={leaving !== null}
        title={`Remove ${leaving?.name ?? leaving?.email ?? 'this member'}?`}
        confirm="Remove"
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => {
          if (leaving !== null) remove.mutate(leaving.id)
        }}
        onClose={() => setLeaving(null)}
      >
        They can no longer see this workspace. What they made stays.
      </ConfirmDialog>
    </Stack>
  )
}

interface MemberRowProps {
  tenant: string
  member: Member
  administer: boolean
  narrow: boolean
  onRemove: () => void
}

function MemberRow({ tenant, member, administer, narrow, onRemove }: MemberRowProps) {
  const queries = useQueryClient()
  const change = useMutation({
    mutationFn: async (role: Role) =>
      bodyOf(
        await api.PATCH('/api/v1/tenants/{tenant}/members/{member}', {
          params: { path: { tenant, member: member.id } },
          body: { role },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: membersQuery(tenant).queryKey }),
    onError: notifyError,
  })
  const name = [member.name, member.email, 'Somebody'].find((known) => known !== '') ?? ''
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap="sm" wrap="nowrap">
          {!narrow && <Avatar name={name} size={34} color="mill" aria-hidden />}
          <div style={{ minWidth: 0 }}>
            <Text size="sm" fw={600} truncate maw={narrow ? 150 : 280}>
              {name}
            </Text>
            <Text size="xs" c="dimmed" truncate maw={narrow ? 150 : 280}>
              {member.email}
            </Text>
          </div>
        </Group>
      </Table.Td>
      <Table.Td>
        {administer ? (
          <Select
            aria-label={`Role of ${name}`}
            size="xs"
            w={narrow ? 104 : 120}
            allowDeselect={false}
            data={ROLE_OPTIONS}
            value={change.isPending ? change.variables : member.role}
            onChange={(role) => {
              if (role !== null) change.mutate(role)
            }}
          />
        ) : (
          ROLE_NAMES[member.role]
        )}
      </Table.Td>
      {!narrow && (
        <Table.Td>
          <RelativeTime instant={member.joinedAt} />
        </Table.Td>
      )}
      {administer && (
        <Table.Td ta="right">
          <Tooltip label="Remove">
            <ActionIcon variant="subtle" color="gray" aria-label={`Remove ${name}`} onClick={onRemove}>
              <IconTrash size={16} />
            </ActionIcon>
          </Tooltip>
        </Table.Td>
      )}
    </Table.Tr>
  )
}

function Invitations({ tenant }: { tenant: string }) {
  const queries = useQueryClient()
  const invitations = useQuery(invitationsQuery(tenant))
  const revoke = useMutation({
    mutationFn: (invitation: string) =>
      api.DELETE('/api/v1/tenants/{tenant}/invitations/{invitation}', {
        params: { path: { tenant, invitation } },
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: invitationsQuery(tenant).queryKey }),
    onError: notifyError,
  })
  if (invitations.isError) {
    return <ErrorPanel error={invitations.error} onRetry={() => void invitations.refetch()} />
  }
  if (invitations.data === undefined || invitations.data.length === 0) return null
  return (
    <section aria-labelledby="invitations-title">
      <Title order={2} mb="md" id="invitations-title">
        Invited
      </Title>
      <Card>
        <Stack gap="sm">
          {invitations.data.map((invitation) => (
            <Group key={invitation.id} justify="flex-end">
              <div style={{ minWidth: 0, flex: '1 1 15rem' }}>
                <Text size="sm" fw={600} truncate>
                  {invitation.email}
                </Text>
                <Text size="xs" c="dimmed">
                  {ROLE_NAMES[invitation.role]}, the invitation ends{' '}
                  <RelativeTime instant={invitation.expiresAt} />
                  {invitation.mailedAt === null && '. Its e-mail could not be sent yet and is tried again.'}
                </Text>
              </div>
              <Group wrap="nowrap">
                <CopyButton value={invitation.link} timeout={3_000}>
                  {({ copied, copy }) => (
                    <Button size="xs" variant="default" onClick={copy}>
                      {copied ? 'Copied' : 'Copy link'}
                      <VisuallyHidden>{` for ${invitation.email}`}</VisuallyHidden>
                    </Button>
                  )}
                </CopyButton>
                <Button
                  size="xs"
                  variant="default"
                  loading={revoke.isPending && revoke.variables === invitation.id}
                  aria-label={`Take back the invitation of ${invitation.email}`}
                  onClick={() => revoke.mutate(invitation.id)}
                >
                  Take back
                </Button>
              </Group>
            </Group>
          ))}
        </Stack>
      </Card>
    </section>
  )
}
