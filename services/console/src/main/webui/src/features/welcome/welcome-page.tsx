import { Anchor, Button, Divider, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { api, bodyOf } from '../../shared/api/client'
import type { Tenant } from '../../shared/api/millrace-types'
import { meQuery, sessionQuery } from '../../shared/api/session'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { useDocumentTitle } from '../../shared/ui/page-header'
import { routes } from '../../shared/workspace/routes'
import { ROLE_NAMES } from '../../shared/workspace/workspace'
import { acceptInvitation } from './invitations'
import { QuietPage } from './quiet-page'

const LONGEST_NAME = 80

/** The first question after signing up; also how a further workspace is made. */
export function WelcomePage() {
  useDocumentTitle('Welcome')
  const navigate = useNavigate()
  const queries = useQueryClient()
  const me = useQuery(meQuery)
  const session = useQuery(sessionQuery)
  const [name, setName] = useState('')

  const enter = async (tenant: Tenant) => {
    await queries.invalidateQueries({ queryKey: meQuery.queryKey })
    await navigate(routes.workspace(tenant.id))
  }
  const create = useMutation({
    mutationFn: async () => bodyOf(await api.POST('/api/v1/tenants', { body: { name: name.trim() } })),
    onSuccess: enter,
  })
  const accept = useMutation({ mutationFn: acceptInvitation, onSuccess: enter })

  const first = me.data?.tenants.length === 0
  const invitations = me.data?.invitations ?? []
  const deleted = me.data?.deletedTenants ?? []
  const givenName = session.data?.name?.split(' ')[0]
  return (
    <QuietPage>
      {first && deleted.length > 0 && (
        <Stack gap={4} mb="lg">
          {deleted.map((workspace) => (
            <Text key={workspace.id} size="sm" style={{ overflowWrap: 'anywhere' }}>
              {workspace.name} was deleted.{' '}
              <Anchor component={Link} to={routes.workspace(workspace.id)} inherit>
                {workspace.role === 'OWNER' ? 'Restore it' : 'What happens to it'}
              </Anchor>
            </Text>
          ))}
          <Divider mt="sm" />
        </Stack>
      )}
      {invitations.length > 0 && (
        <Stack mb="lg">
          <Title order={1} size="h2">
            You’re invited
          </Title>
          {invitations.map((invitation) => (
            <Group key={invitation.token} justify="space-between" wrap="nowrap">
              <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
                <Text fw={600}>{invitation.tenantName}</Text>
                <Text size="sm" c="dimmed">
                  {invitation.invitedBy === '' ? '' : `by ${invitation.invitedBy}, `}as{' '}
                  {ROLE_NAMES[invitation.role].toLowerCase()}
                </Text>
              </div>
              <Button
                loading={accept.isPending && accept.variables === invitation.token}
                onClick={() => accept.mutate(invitation.token)}
                aria-label={`Join ${invitation.tenantName}`}
              >
                Join
              </Button>
            </Group>
          ))}
          {accept.isError && <ErrorPanel error={accept.error} />}
          <Divider label="or make your own" />
        </Stack>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          create.mutate()
        }}
      >
        <Stack>
          <div>
            <Title order={invitations.length > 0 ? 2 : 1} size="h2">
              {first && givenName !== undefined ? `Welcome, ${givenName}` : 'A new workspace'}
            </Title>
            <Text c="dimmed" mt={4}>
              What is your business called? That is the name of the workspace, and you can change it later.
            </Text>
          </div>
          <TextInput
            label="Name of the workspace"
            placeholder="Harbour Coffee"
            value={name}
            maxLength={LONGEST_NAME}
            size="md"
            required
            withAsterisk={false}
            autoComplete="organization"
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {create.isError && <ErrorPanel error={create.error} onRetry={() => create.mutate()} />}
          <Button type="submit" size="md" loading={create.isPending} disabled={name.trim() === ''}>
            Continue
          </Button>
        </Stack>
      </form>
    </QuietPage>
  )
}
