import { Group, Text, Tooltip } from '@mantine/core'
import { IconArrowDownRight, IconArrowUpRight, IconMinus } from '@tabler/icons-react'
import type { Answer, Format } from '../../shared/api/millrace-types'
import { formatChange, formatValue } from '../../shared/format/numbers'
import classes from './number-figure.module.css'

/** A single figure, and how it has moved. Neither colour nor arrow judges: more churn is not good news. */
export function NumberFigure({ answer, format }: { answer: Answer; format: Format }) {
  const measure = answer.columns.findIndex((column) => column.role === 'MEASURE')
  const value = answer.rows.at(-1)?.[Math.max(measure, 0)] ?? null
  const { comparison } = answer
  const ratio = comparison?.changeRatio ?? null
  const Arrow =
    ratio === null || Math.abs(ratio) < 0.0005 ? IconMinus : ratio > 0 ? IconArrowUpRight : IconArrowDownRight
  return (
    <div className={classes.figure}>
      <span className={classes.value}>{formatValue(value, format)}</span>
      {comparison != null && (
        <Tooltip
          label={`Before: ${formatValue(comparison.previous, format)}`}
          disabled={comparison.previous === null}
        >
          <Group
            gap={4}
            wrap="nowrap"
            className={classes.change}
            tabIndex={comparison.previous === null ? undefined : 0}
          >
            <Arrow size={16} aria-hidden />
            {ratio !== null && <strong>{formatChange(ratio)}</strong>}
            <Text span size="sm" c="dimmed" lineClamp={2} lh={1.25}>
              {comparison.label}
            </Text>
          </Group>
        </Tooltip>
      )}
    </div>
  )
}
