import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from 'react-router'
import { meQuery, sessionQuery } from '../../shared/api/session'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { useDocumentTitle } from '../../shared/ui/page-header'
import { routes } from '../../shared/workspace/routes'
import { ROLE_NAMES } from '../../shared/workspace/workspace'
import { acceptInvitation } from './invitations'
import { QuietPage } from './quiet-page'

/** Where the link in an invitation leads, for people with and without an account. */
export function InvitationPage() {
  useDocumentTitle('Invitation')
  const { token = '' } = useParams()
  const session = useQuery(sessionQuery)
  const here = `/invitations/${encodeURIComponent(token)}`
  return (
    <QuietPage>
      {session.isPending && <Skeleton h={140} />}
      {session.isError && <ErrorPanel error={session.error} onRetry={() => void session.refetch()} />}
      {session.data?.authenticated === false && (
        <Stack>
          <Title order={1} size="h2">
            You’re invited to Millrace
          </Title>
          <Text c="dimmed">
            A colleague wants to share their figures with you. Sign up or log in with the e-mail address that
            the invitation was sent to.
          </Text>
          <Group grow>
            <Button component="a" href={routes.signUp(here)}>
              Sign up
            </Button>
            <Button component="a" href={routes.login(here)} variant="default">
              Log in
            </Button>
          </Group>
        </Stack>
      )}
      {session.data?.authenticated === true && <Acceptance token={token} email={session.data.email} />}
    </QuietPage>
  )
}

function Acceptance({ token, email }: { token: string; email: string | null }) {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const me = useQuery(meQuery)
  const invitation = me.data?.invitations.find((pending) => pending.token === token)
  const accept = useMutation({
    mutationFn: () => acceptInvitation(token),
    onSuccess: async (tenant) => {
      await queries.invalidateQueries({ queryKey: meQuery.queryKey })
      await navigate(routes.workspace(tenant.id))
    },
  })
  return (
    <Stack>
      <Title order={1} size="h2" style={{ overflowWrap: 'anywhere' }}>
        {invitation === undefined ? 'You’re invited to Millrace' : `Join ${invitation.tenantName}`}
      </Title>
      <Text c="dimmed">
        {invitation?.invitedBy != null && `${invitation.invitedBy} invites you. `}
        {invitation !== undefined && `Your role will be ${ROLE_NAMES[invitation.role].toLowerCase()}. `}
        You are logged in as {email ?? 'yourself'}.
      </Text>
      {accept.isError && <ErrorPanel error={accept.error} onRetry={() => accept.mutate()} />}
      <Button loading={accept.isPending} onClick={() => accept.mutate()}>
        Accept the invitation
      </Button>
    </Stack>
  )
}
