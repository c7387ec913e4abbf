import { Card, Group, Table, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import type { Run, StreamProgress } from '../../shared/api/millrace-types'
import { countOfRows, formatBytes, formatCount } from '../../shared/format/numbers'
import { StateBadge } from '../../shared/ui/state-badge'
import { useNarrow } from '../../shared/ui/use-narrow'
import classes from './run-tables.module.css'
import { addsUp } from './runs'

/** What a run has done with each table: every row that was read is loaded, or set aside for a reason. */
export function RunTables({ run }: { run: Run }) {
  const narrow = useNarrow()
  const failedFirst = [...run.streams].sort(
    (left, right) => Number(right.state === 'FAILED') - Number(left.state === 'FAILED'),
  )
  const done = run.streams.filter((stream) => stream.state === 'SUCCEEDED')
  return (
    <Card padding={0} mb="lg" component="section" aria-label="Tables">
      <Table.ScrollContainer minWidth={narrow ? 0 : 680}>
        <Table horizontalSpacing={narrow ? 'sm' : 'lg'} className={classes.table}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Table</Table.Th>
              <Table.Th scope="col">State</Table.Th>
              {!narrow && (
                <>
                  <Table.Th scope="col" ta="right">
                    Read
                  </Table.Th>
                  <Table.Th scope="col" ta="right">
                    Loaded
                  </Table.Th>
                  <Table.Th scope="col" ta="right">
                    Set aside
                  </Table.Th>
                  <Table.Th scope="col" ta="right">
                    Size
                  </Table.Th>
                </>
              )}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {failedFirst.map((stream) => (
              <StreamRow key={stream.stream} stream={stream} narrow={narrow} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {done.length > 0 && done.every(addsUp) && (
        <Group gap={8} px={narrow ? 'sm' : 'lg'} py="md" wrap="nowrap" align="flex-start">
          <IconCircleCheck size={18} aria-hidden className={classes.check} />
          <Text size="sm">
            {done.length === run.streams.length
              ? 'It adds up: every row that was read is loaded or set aside.'
              : 'In the tables that are done, every row that was read is loaded or set aside.'}{' '}
            This was checked in the warehouse.
          </Text>
        </Group>
      )}
    </Card>
  )
}

function StreamRow({ stream, narrow }: { stream: StreamProgress; narrow: boolean }) {
  // Only a table that is done adds up: of another, rows are still on their way.
  const [equals, plus] = stream.state === 'SUCCEEDED' && addsUp(stream) ? [' = ', ' + '] : ['', '']
  const aside = stream.rowsSetAside > 0 ? 'orange' : undefined
  return (
    <Table.Tr>
      <Table.Td className={classes.name}>
        {stream.stream}
        {narrow && (
          <Text size="xs" c="dimmed">
            {formatCount(stream.rowsRead)} read{equals || ', '}
            {formatCount(stream.rowsLoaded)} loaded{plus || ', '}
            {formatCount(stream.rowsSetAside)} set aside
          </Text>
        )}
        {stream.state === 'FAILED' && (
          <Text size="xs" c="dimmed">
            What was loaded before stays.
          </Text>
        )}
        <Reasons stream={stream} />
      </Table.Td>
      <Table.Td>
        <StateBadge state={stream.state} />
      </Table.Td>
      {!narrow && (
        <>
          <Table.Td ta="right">{formatCount(stream.rowsRead)}</Table.Td>
          <Table.Td ta="right">
            {equals}
            {formatCount(stream.rowsLoaded)}
          </Table.Td>
          <Table.Td ta="right" c={aside}>
            {plus}
            {formatCount(stream.rowsSetAside)}
          </Table.Td>
          <Table.Td ta="right">{formatBytes(stream.bytesRead)}</Table.Td>
        </>
      )}
    </Table.Tr>
  )
}

function Reasons({ stream }: { stream: StreamProgress }) {
  if (stream.setAside.length === 0 && stream.valuesSetAside === 0) return null
  return (
    <ul className={classes.reasons} aria-label={`What was set aside of ${stream.stream}`}>
      {stream.setAside.map(({ reason, rows }) => (
        <li key={reason}>
          {countOfRows(rows)} set aside: {reason}
        </li>
      ))}
      {stream.valuesSetAside > 0 && (
        <li>
          {stream.valuesSetAside === 1
            ? '1 value did not fit its column and was left empty; its row says why'
            : `${formatCount(stream.valuesSetAside)} values did not fit their columns and were left empty; their rows say why`}{' '}
          in <code>_millrace_issues</code>.
        </li>
      )}
    </ul>
  )
}
