import { Table, Text } from '@mantine/core'
import { useState } from 'react'
import type { Answer, Format } from '../api/millrace-types'
import { formatCell, formatCount, formatValue } from '../format/numbers'
import { formatPeriod, periodOptions } from '../format/time'
import { MoreButton } from '../ui/more-button'
import classes from './answer-table.module.css'

interface AnswerTableProps {
  answer: Pick<Answer, 'columns' | 'rows'>
  format: Format
  /** What the table is about, for screen readers. */
  label: string
}

const ROWS_AT_FIRST = 50

export function AnswerTable({ answer, format, label }: AnswerTableProps) {
  const [shown, setShown] = useState(ROWS_AT_FIRST)
  const { columns, rows } = answer
  const measures = columns.filter((column) => column.role === 'MEASURE')
  const periods = columns.map((column, index) =>
    column.role === 'TIME' ? periodOptions(rows.map((row) => row[index])) : null,
  )
  return (
    <div className={classes.frame} tabIndex={0} role="region" aria-label={label}>
      <Table highlightOnHover stickyHeader verticalSpacing={7}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column.name} scope="col" ta={column.role === 'MEASURE' ? 'right' : 'left'}>
                {column.label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.slice(0, shown).map((row, rowIndex) => (
            // Rows of an answer have no identity but their place.
            <Table.Tr key={rowIndex}>
              {columns.map((column, index) => (
                <Table.Td
                  key={column.name}
                  className={column.role === 'MEASURE' ? classes.figure : classes.words}
                >
                  {cell(
                    row[index],
                    column.role,
                    measures.length === 1 ? format : null,
                    periods[index] ?? null,
                  )}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {rows.length > shown && (
        <MoreButton onClick={() => setShown(shown + 200)}>
          Show more of {formatCount(rows.length)} rows
        </MoreButton>
      )}
      {rows.length === 0 && (
        <Text c="dimmed" p="md">
          There is nothing here yet.
        </Text>
      )}
    </div>
  )
}

function cell(
  value: unknown,
  role: Answer['columns'][number]['role'],
  format: Format | null,
  period: Intl.DateTimeFormatOptions | null,
): string {
  if (role === 'MEASURE') return format === null ? formatCell(value) : formatValue(value, format)
  return period === null || value === null ? formatCell(value) : formatPeriod(value, period)
}
