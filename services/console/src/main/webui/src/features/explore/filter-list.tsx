import { ActionIcon, Button, Group, Pill, Popover, Select, Stack, Text, TextInput } from '@mantine/core'
import { IconFilterPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { Filter, Table } from '../../shared/api/millrace-types'
import { formatCell } from '../../shared/format/numbers'
import { OPERATORS, operatorsFor, valuesNeeded } from './question'

interface FilterListProps {
  table: Table
  filters: Filter[]
  onChange: (filters: Filter[]) => void
}

export function FilterList({ table, filters, onChange }: FilterListProps) {
  const [adding, setAdding] = useState(false)
  return (
    <div role="group" aria-label="Only rows where">
      <Text size="sm" fw={500} mb={4}>
        Only rows where
      </Text>
      <Stack gap={6}>
        {filters.map((filter, index) => (
          <Group key={`${filter.column}-${filter.operator}-${filter.values.join()}`} gap={4} wrap="nowrap">
            <Pill size="lg" flex={1} miw={0}>
              {sentence(filter, table)}
            </Pill>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Remove: ${sentence(filter, table)}`}
              onClick={() => onChange(filters.filter((_, place) => place !== index))}
            >
              <IconX size={16} />
            </ActionIcon>
          </Group>
        ))}
      </Stack>
      <Popover opened={adding} onChange={setAdding} width={300} trapFocus position="bottom-start" shadow="md">
        <Popover.Target>
          <Button
            variant="subtle"
            size="compact-sm"
            mt={4}
            leftSection={<IconFilterPlus size={16} />}
            onClick={() => setAdding(!adding)}
          >
            Add a filter
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <NewFilter
            table={table}
            onAdd={(filter) => {
              setAdding(false)
              onChange([...filters, filter])
            }}
          />
        </Popover.Dropdown>
      </Popover>
    </div>
  )
}

function NewFilter({ table, onAdd }: { table: Table; onAdd: (filter: Filter) => void }) {
  const [name, setName] = useState(table.columns[0]?.name ?? '')
  const [operator, setOperator] = useState<Filter['operator']>('EQUALS')
  const [values, setValues] = useState(['', ''])
  const column = table.columns.find((known) => known.name === name)
  const needed = valuesNeeded(operator)
  const given = values.slice(0, needed).map((value) => value.trim())
  const kind = column?.kind === 'DATE' ? 'date' : column?.kind === 'MEASURE' ? 'number' : 'text'
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onAdd({ column: name, operator, values: given })
      }}
    >
      <Stack gap="xs">
        <Select
          label="Column"
          searchable
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
          data={table.columns.map((known) => ({ value: known.name, label: known.label }))}
          value={name}
          onChange={(value) => {
            setName(value ?? '')
            setOperator('EQUALS')
          }}
        />
        <Select
          aria-label="Condition"
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
          data={(column === undefined ? [] : operatorsFor(column)).map((value) => ({
            value,
            label: OPERATORS[value],
          }))}
          value={operator}
          onChange={(value) => setOperator(value ?? 'EQUALS')}
        />
        {given.map((_, index) => (
          <TextInput
            // The two ends of a range have no identity but their place.
            key={index}
            aria-label={index === 0 ? 'Value' : 'and'}
            type={kind}
            step="any"
            value={values[index] ?? ''}
            onChange={(event) => {
              const text = event.currentTarget.value
              setValues((present) => present.map((value, place) => (place === index ? text : value)))
            }}
          />
        ))}
        <Button type="submit" size="xs" disabled={name === '' || given.includes('')}>
          Add
        </Button>
      </Stack>
    </form>
  )
}

function sentence(filter: Filter, table: Table): string {
  const label = table.columns.find((column) => column.name === filter.column)?.label ?? filter.column
  return `${label} ${OPERATORS[filter.operator]} ${filter.values.map(formatCell).join(' and ')}`.trim()
}
