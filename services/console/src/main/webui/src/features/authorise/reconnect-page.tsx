import { Button, Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { IconExternalLink } from '@tabler/icons-react'
import { useParams } from 'react-router'
import { api, bodyOf } from '../../shared/api/client'
import { formatInstant } from '../../shared/format/time'
import { ConnectorIcon } from '../../shared/ui/connector-icon'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { useDocumentTitle } from '../../shared/ui/page-header'
import { rememberLink } from './answers'
import { Quiet } from './callback-page'

/** What whoever owns an account sees who was sent a link: whose data, where from, and one button. */
export function ReconnectPage() {
  const { token = '' } = useParams()
  useDocumentTitle('Give the permission anew')
  const link = useQuery({
    queryKey: ['reconnect-link', token],
    queryFn: async () =>
      bodyOf(await api.GET('/api/v1/reconnect-links/{token}', { params: { path: { token } } })),
    retry: false,
  })
  const asking = useMutation({
    mutationFn: async () =>
      bodyOf(
        await api.POST('/api/v1/reconnect-links/{token}/authorisations', { params: { path: { token } } }),
      ),
    onSuccess: ({ url }) => {
      rememberLink(token)
      if (url !== null) window.location.assign(url)
    },
  })
  if (link.isError) {
    return (
      <Quiet>
        <Title order={1} size="h2">
          This link doesn’t work any more
        </Title>
        <ErrorPanel error={link.error} />
      </Quiet>
    )
  }
  if (link.data === undefined) {
    return (
      <Quiet>
        <Skeleton h={220} />
      </Quiet>
    )
  }
  const { workspace, source, vendor, colour, initials, expiresAt } = link.data
  return (
    <Quiet>
      <Card>
        <Stack>
          <Group wrap="nowrap">
            <ConnectorIcon connector={{ title: vendor, colour, initials }} size={48} />
            <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
              <Title order={1} size="h2">
                {workspace} asks for your permission
              </Title>
              <Text c="dimmed">
                {source}, from {vendor}
              </Text>
            </div>
          </Group>
          <Text>
            Millrace reads this data for {workspace}, and its permission is missing or about to end. You give
            it at {vendor}; we never see your password. Data is only read.
          </Text>
          {asking.isError && <ErrorPanel error={asking.error} />}
          <Button
            size="md"
            leftSection={<IconExternalLink size={18} />}
            loading={asking.isPending || asking.isSuccess}
            onClick={() => asking.mutate()}
          >
            Continue to {vendor}
          </Button>
          <Text size="xs" c="dimmed">
            This link works once, until {formatInstant(expiresAt)}.
          </Text>
        </Stack>
      </Card>
    </Quiet>
  )
}
