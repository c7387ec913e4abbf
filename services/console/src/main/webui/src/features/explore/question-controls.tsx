import { SegmentedControl, Select, Stack } from '@mantine/core'
import type { Measure, QuestionGrain, Table } from '../../shared/api/millrace-types'
import { FilterList } from './filter-list'
import { AGGREGATIONS, GRAINS, measurable, withAggregation, withDimension, type Question } from './question'

interface QuestionControlsProps {
  table: Table
  question: Question
  onChange: (question: Question) => void
}

export function QuestionControls({ table, question, onChange }: QuestionControlsProps) {
  const { measure, dimension, breakdown } = question
  const dimensions = table.columns.filter((column) => column.kind !== 'MEASURE' && column.kind !== 'TEXT')
  const splits = table.columns.filter(
    (column) => column.kind === 'CATEGORY' && column.name !== dimension?.column,
  )
  const measures = measurable(table, measure.aggregation)
  const options = (columns: Table['columns']) =>
    columns.map((column) => ({ value: column.name, label: column.label }))
  const aggregations = (Object.keys(AGGREGATIONS) as Measure['aggregation'][]).filter(
    (aggregation) => aggregation === 'COUNT' || measurable(table, aggregation).length > 0,
  )
  return (
    <Stack gap="md">
      <Select
        label="Show"
        allowDeselect={false}
        data={aggregations.map((aggregation) => ({ value: aggregation, label: AGGREGATIONS[aggregation] }))}
        value={measure.aggregation}
        onChange={(value) => {
          if (value !== null) onChange(withAggregation(question, value, table))
        }}
      />
      {measure.aggregation !== 'COUNT' && (
        <Select
          aria-label="Of which column"
          allowDeselect={false}
          searchable
          data={options(measures)}
          value={measure.column}
          onChange={(column) => onChange({ ...question, measure: { ...measure, column } })}
        />
      )}
      <Select
        label="By"
        clearable
        searchable
        placeholder="Everything in one"
        data={options(dimensions)}
        value={dimension?.column ?? null}
        onChange={(name) =>
          onChange(
            withDimension(
              question,
              table.columns.find((column) => column.name === name),
            ),
          )
        }
      />
      {dimension?.grain != null && (
        <SegmentedControl
          aria-label="Of which length"
          size="xs"
          fullWidth
          data={(Object.keys(GRAINS) as QuestionGrain[]).map((grain) => ({
            value: grain,
            label: GRAINS[grain],
          }))}
          value={dimension.grain}
          onChange={(grain) => onChange({ ...question, dimension: { ...dimension, grain } })}
        />
      )}
      {dimension !== null && splits.length > 0 && (
        <Select
          label="Split by"
          clearable
          searchable
          placeholder="Nothing"
          data={options(splits)}
          value={breakdown}
          onChange={(name) => onChange({ ...question, breakdown: name })}
        />
      )}
      <FilterList
        table={table}
        filters={question.filters}
        onChange={(filters) => onChange({ ...question, filters })}
      />
    </Stack>
  )
}
