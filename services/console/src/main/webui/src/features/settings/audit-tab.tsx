import { Card, Skeleton, Stack, Table, Text, Title } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { formatInstant } from '../../shared/format/time'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { MoreButton } from '../../shared/ui/more-button'
import { useNarrow } from '../../shared/ui/use-narrow'
import { useWorkspace } from '../../shared/workspace/workspace'
import { auditQuery } from './settings-queries'

export function AuditTab() {
  const { id } = useWorkspace()
  const narrow = useNarrow()
  const audit = useInfiniteQuery(auditQuery(id))
  if (audit.isError) return <ErrorPanel error={audit.error} onRetry={() => void audit.refetch()} />
  if (audit.data === undefined) return <Skeleton h={240} />
  const events = audit.data.pages.flatMap((page) => page.items)
  return (
    <Stack>
      <Title order={2}>Audit log</Title>
      <Card padding={0}>
        <Table.ScrollContainer minWidth={narrow ? 0 : 600}>
          <Table horizontalSpacing={narrow ? 'sm' : 'lg'}>
            <Table.Thead>
              <Table.Tr>
                {(narrow ? ['When', 'What'] : ['When', 'Who', 'What', 'To what']).map((heading) => (
                  <Table.Th key={heading} scope="col">
                    {heading}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {events.map((event) => (
                <Table.Tr key={event.id}>
                  <Table.Td style={{ whiteSpace: 'nowrap' }}>
                    {formatInstant(event.at)}
                    {narrow && (
                      <Text size="xs" c="dimmed">
                        {event.actor}
                      </Text>
                    )}
                  </Table.Td>
                  {!narrow && <Table.Td style={{ overflowWrap: 'anywhere' }}>{event.actor}</Table.Td>}
                  <Table.Td style={{ overflowWrap: 'anywhere' }}>
                    {inWords(event.action)}
                    {narrow && (
                      <Text size="xs" c="dimmed">
                        {event.object}
                      </Text>
                    )}
                  </Table.Td>
                  {!narrow && <Table.Td style={{ overflowWrap: 'anywhere' }}>{event.object}</Table.Td>}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
        {events.length === 0 && (
          <Text c="dimmed" p="lg">
            Nothing has happened yet.
          </Text>
        )}
      </Card>
      {audit.hasNextPage && (
        <MoreButton loading={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
          Show earlier events
        </MoreButton>
      )}
    </Stack>
  )
}

/** What happened, as the log names it: source-connected. */
function inWords(action: string): string {
  const words = action.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
