import { Button, Card, CopyButton, Group, Modal, Stack, Text, TextInput, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useNavigate } from 'react-router'
import { api, bodyOf } from '../../shared/api/client'
import type { MadeReconnectLink, Source } from '../../shared/api/millrace-types'
import { useAuthorise } from '../../shared/authorise/use-authorise'
import { formatInstant } from '../../shared/format/time'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { notifyDone } from '../../shared/ui/notify'
import { routes } from '../../shared/workspace/routes'
import { mayAdminister, useWorkspace } from '../../shared/workspace/workspace'

/** The permission that a source is read by: how long it holds, and the ways to give it anew. */
export function Permission({ source, vendor }: { source: Source; vendor: string }) {
  const { id: tenant, name: workspace, role } = useWorkspace()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const authorise = useAuthorise(tenant, () => {
    notifyDone('The permission is kept.')
    void queries.invalidateQueries({ queryKey: ['tenant', tenant, 'sources'] })
    void navigate(routes.connecting(tenant, source.id))
  })
  const link = useMutation({
    mutationFn: async () =>
      bodyOf(
        await api.POST('/api/v1/tenants/{tenant}/sources/{source}/reconnect-links', {
          params: { path: { tenant, source: source.id } },
          body: { workspace },
        }),
      ),
  })
  return (
    <Card component="section" aria-labelledby="permission-title">
      <Title order={2} size="h3" id="permission-title">
        Permission
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {source.accessEndsAt === null
          ? `Given at ${vendor}. It has no end that we know of.`
          : `Given at ${vendor}. This access ends on ${formatInstant(source.accessEndsAt)}, unless it is given anew or renewed by a run.`}
      </Text>
      {authorise.error !== null && <ErrorPanel error={authorise.error} />}
      {link.isError && <ErrorPanel error={link.error} />}
      <Group>
        <Button
          variant="light"
          loading={authorise.isPending}
          onClick={() => authorise.start({ sourceId: source.id })}
        >
          Give it anew
        </Button>
        {mayAdminister(role) && (
          <Button variant="default" loading={link.isPending} onClick={() => link.mutate()}>
            Have the account’s owner give it…
          </Button>
        )}
        {authorise.isPending && (
          <Button variant="subtle" onClick={authorise.cancel}>
            Stop waiting
          </Button>
        )}
      </Group>
      {link.data !== undefined && <LinkDialog link={link.data} vendor={vendor} onClose={link.reset} />}
    </Card>
  )
}

function LinkDialog({
  link,
  vendor,
  onClose,
}: {
  link: MadeReconnectLink
  vendor: string
  onClose: () => void
}) {
  return (
    <Modal opened onClose={onClose} title="A link for the account’s owner">
      <Stack>
        <Text size="sm">
          Send it to whoever may give the permission at {vendor}. They need no login here, and see nothing but
          the names of the workspace and the source. It works once, until {formatInstant(link.expiresAt)}, and
          is shown only now.
        </Text>
        <Group align="flex-end" wrap="nowrap" gap="xs">
          <TextInput
            label="Link"
            flex={1}
            readOnly
            value={link.url}
            onFocus={(event) => event.currentTarget.select()}
          />
          <CopyButton value={link.url} timeout={3_000}>
            {({ copied, copy }) => (
              <Button leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />} onClick={copy}>
                {copied ? 'Copied' : 'Copy'}
              </Button>
            )}
          </CopyButton>
        </Group>
      </Stack>
    </Modal>
  )
}
