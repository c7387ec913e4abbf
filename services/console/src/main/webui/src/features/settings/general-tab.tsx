import { Button, Card, Group, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, bodyOf } from '../../shared/api/client'
import { meQuery } from '../../shared/api/session'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { notifyDone } from '../../shared/ui/notify'
import { mayAdminister, useWorkspace } from '../../shared/workspace/workspace'
import { DangerZone } from './danger-zone'
import { ExportCard } from './export-card'

export function GeneralTab() {
  const { id, name: present, role } = useWorkspace()
  const queries = useQueryClient()
  const [name, setName] = useState(present)
  const rename = useMutation({
    mutationFn: async () =>
      bodyOf(
        await api.PATCH('/api/v1/tenants/{tenant}', {
          params: { path: { tenant: id } },
          body: { name: name.trim() },
        }),
      ),
    onSuccess: () => {
      notifyDone('The workspace has its new name.')
      return queries.invalidateQueries({ queryKey: meQuery.queryKey })
    },
  })
  return (
    <Stack gap="xl">
      <Card maw={560}>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            rename.mutate()
          }}
        >
          <Stack>
            <TextInput
              label="Name of the workspace"
              value={name}
              maxLength={80}
              disabled={!mayAdminister(role)}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Text size="sm" c="dimmed">
              Programs know it as{' '}
              <Text span ff="monospace" inherit style={{ overflowWrap: 'anywhere' }}>
                {id}
              </Text>
            </Text>
            {rename.isError && <ErrorPanel error={rename.error} />}
            {mayAdminister(role) && (
              <Group justify="flex-end">
                <Button
                  type="submit"
                  loading={rename.isPending}
                  disabled={name.trim() === '' || name.trim() === present}
                >
                  Save the name
                </Button>
              </Group>
            )}
          </Stack>
        </form>
      </Card>
      {mayAdminister(role) && <ExportCard />}
      {role === 'OWNER' && <DangerZone />}
    </Stack>
  )
}
