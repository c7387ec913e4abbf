import { Button, Card, Group, List, Modal, Stack, Text, TextInput, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { api, bodyOf } from '../../shared/api/client'
import { meQuery } from '../../shared/api/session'
import { formatInstant } from '../../shared/format/time'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { notifyDone } from '../../shared/ui/notify'
import { DANGER } from '../../shared/ui/theme'
import { routes } from '../../shared/workspace/routes'
import { useWorkspace } from '../../shared/workspace/workspace'

/** What can't be undone for ever; for owners. */
export function DangerZone() {
  const { name } = useWorkspace()
  const me = useQuery(meQuery)
  const [opened, { open, close }] = useDisclosure()
  return (
    <Card
      maw={560}
      component="section"
      aria-labelledby="danger-zone"
      style={{ borderColor: 'var(--mantine-color-error)' }}
    >
      <Title order={2} size="h3" id="danger-zone" mb="sm">
        Danger zone
      </Title>
      <Group justify="space-between" align="center" gap="md">
        <div style={{ flex: '1 1 260px' }}>
          <Text fw={600} size="sm">
            Delete this workspace
          </Text>
          <Text size="sm" c="dimmed">
            Everything in it goes, for everybody. {howLong(me.data?.restorableDays)}
          </Text>
        </div>
        <Button color="red" variant="light" onClick={open}>
          Delete workspace
        </Button>
      </Group>
      <Modal opened={opened} onClose={close} title={`Delete ${name}?`}>
        <DeleteForm onClose={close} />
      </Modal>
    </Card>
  )
}

function DeleteForm({ onClose }: { onClose: () => void }) {
  const { id, name } = useWorkspace()
  const me = useQuery(meQuery)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const remove = useMutation({
    mutationFn: async () =>
      bodyOf(
        await api.DELETE('/api/v1/tenants/{tenant}', {
          params: { path: { tenant: id }, query: { name: typed.trim() } },
        }),
      ),
    onSuccess: async (deleted) => {
      notifyDone(`${name} was deleted. You can restore it until ${formatInstant(deleted.endsAt)}.`)
      await navigate(routes.workspace(id), { replace: true })
      await queries.invalidateQueries({ queryKey: meQuery.queryKey })
      queries.removeQueries({ queryKey: ['tenant', id] })
    },
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        remove.mutate()
      }}
    >
      <Stack>
        <Text size="sm">At once, for everybody:</Text>
        <List size="sm" spacing={4}>
          <List.Item>all members and API keys are locked out</List.Item>
          <List.Item>loads stop, and nothing is loaded any more</List.Item>
          <List.Item>dashboards are gone</List.Item>
        </List>
        <Text size="sm">
          {howLong(me.data?.restorableDays)} Then all of it is gone for good: the loaded data, dashboards,
          connected sources with their logins, uploaded files and the audit log.
        </Text>
        <TextInput
          label={
            <>
              To confirm, type <b style={{ overflowWrap: 'anywhere' }}>{name}</b>
            </>
          }
          value={typed}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {remove.isError && <ErrorPanel error={remove.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Keep it
          </Button>
          <Button type="submit" color={DANGER} loading={remove.isPending} disabled={typed.trim() !== name}>
            Delete this workspace
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** The operator decides how long. */
function howLong(days: number | undefined): string {
  if (days === undefined) return ''
  if (days < 1) return 'It is erased within the minute.'
  return `An owner can restore it for ${days === 1 ? 'one day' : `${days} days`}.`
}
