import { Alert, Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { IconMailCheck, IconMailOff } from '@tabler/icons-react'
import { useState } from 'react'
import { api, bodyOf } from '../../shared/api/client'
import type { Role } from '../../shared/api/millrace-types'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { CopyField } from './copy-field'
import { ROLE_HELP, ROLE_OPTIONS } from './roles'
import { invitationsQuery } from './settings-queries'

interface InviteDialogProps {
  tenant: string
  opened: boolean
  onClose: () => void
}

export function InviteDialog({ tenant, opened, onClose }: InviteDialogProps) {
  const queries = useQueryClient()
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('EDITOR')
  const invite = useMutation({
    mutationFn: async () =>
      bodyOf(
        await api.POST('/api/v1/tenants/{tenant}/invitations', {
          params: { path: { tenant } },
          body: { email: email.trim(), role },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: invitationsQuery(tenant).queryKey }),
  })
  const close = () => {
    onClose()
    invite.reset()
    setEmail('')
  }
  const sent = invite.data
  return (
    <Modal opened={opened} onClose={close} title="Invite a colleague">
      {sent !== undefined ? (
        <Stack>
          {sent.mailedAt === null ? (
            <Alert
              color="orange"
              icon={<IconMailOff />}
              title="The e-mail can’t be sent right now"
              role="status"
            >
              <Text size="sm">
                The invitation of {sent.email} stands. The e-mail is tried again by itself; the link below
                works at once.
              </Text>
            </Alert>
          ) : (
            <Alert color="teal" icon={<IconMailCheck />} title="The invitation is on its way" role="status">
              <Text size="sm">{sent.email} gets an e-mail with a link to join.</Text>
            </Alert>
          )}
          <CopyField label="Or send them the link yourself" value={sent.link} />
          <Group justify="flex-end">
            <Button variant="default" onClick={() => invite.reset()}>
              Invite another
            </Button>
            <Button onClick={close}>Done</Button>
          </Group>
        </Stack>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            invite.mutate()
          }}
        >
          <Stack>
            <TextInput
              type="email"
              label="E-mail address"
              placeholder="colleague@company.com"
              required
              withAsterisk={false}
              data-autofocus
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
            <Select
              label="Role"
              description={ROLE_HELP[role]}
              allowDeselect={false}
              data={ROLE_OPTIONS}
              value={role}
              onChange={(value) => setRole(value ?? 'EDITOR')}
            />
            {invite.isError && <ErrorPanel error={invite.error} />}
            <Group justify="flex-end">
              <Button type="submit" loading={invite.isPending} disabled={email.trim() === ''}>
                Send the invitation
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  )
}
