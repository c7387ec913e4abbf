import { Table, Text } from '@mantine/core'
import { useState } from 'react'
import { formatCount } from '../../shared/format/numbers'
import { MoreButton } from '../../shared/ui/more-button'
import classes from './record-table.module.css'

const ROWS_AT_FIRST = 25
const LONGEST_VALUE = 200

interface RecordTableProps {
  records: Record<string, unknown>[]
  /** How many were read, of which these are the first. */
  total: number
}

/** Records as the API gave them, a column for each field that one of them has. */
export function RecordTable({ records, total }: RecordTableProps) {
  const [shown, setShown] = useState(ROWS_AT_FIRST)
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))]
  if (records.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        No records came. Look at the requests: the answer may be empty, or the records lie elsewhere in it
        than the extractor’s field_path says.
      </Text>
    )
  }
  return (
    <>
      <div className={classes.frame} tabIndex={0} role="region" aria-label="Records">
        <Table highlightOnHover stickyHeader verticalSpacing={6} fz="sm">
          <Table.Thead className={classes.head}>
            <Table.Tr>
              {columns.map((column) => (
                <Table.Th key={column} scope="col">
                  {column}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {records.slice(0, shown).map((record, index) => (
              // Records have no identity but their place.
              <Table.Tr key={index}>
                {columns.map((column) => (
                  <Table.Td key={column} className={classes.value} title={shownValue(record[column])}>
                    {shownValue(record[column])}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        {records.length > shown && (
          <MoreButton onClick={() => setShown(shown + 100)}>
            Show more of {formatCount(records.length)} records
          </MoreButton>
        )}
      </div>
      {total > records.length && (
        <Text size="xs" c="dimmed" mt="xs">
          The first {formatCount(records.length)} of {formatCount(total)} records that were read.
        </Text>
      )}
    </>
  )
}

function shownValue(value: unknown): string {
  if (value === undefined) return ''
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text
}
