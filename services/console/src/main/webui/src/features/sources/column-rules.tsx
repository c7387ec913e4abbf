import { Anchor, Badge, Group, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import type {
  ColumnRule,
  ColumnRuleTreatment as Treatment,
  Field,
  PipelineStream,
} from '../../shared/api/millrace-types'
import { formatCount } from '../../shared/format/numbers'
import { MoreButton } from '../../shared/ui/more-button'
import classes from './column-rules.module.css'
import { exampleOf, TREATMENTS, treatmentsOf } from './stream-settings'

const SHOWN_AT_FIRST = 12
const SHOWN_MORE = 50
const LONGEST_TEXT = 10_000
const AS_IT_IS = 'AS_IT_IS'

interface ColumnRulesProps {
  stream: PipelineStream
  fields: Field[]
  editable: boolean
  onChange: (columns: ColumnRule[]) => void
}

/** What becomes of each column before it is loaded. */
export function ColumnRules({ stream, fields, editable, onChange }: ColumnRulesProps) {
  const [search, setSearch] = useState('')
  const [most, setMost] = useState(SHOWN_AT_FIRST)
  const gone = stream.columns.filter((rule) => !fields.some((field) => field.name === rule.field))
  const names = [...fields.map((field) => field.name), ...gone.map((rule) => rule.field)]
  const matching = names.filter((name) => name.toLowerCase().includes(search.toLowerCase()))
  const shown = matching.slice(0, most)
  const set = (field: string, rule: ColumnRule | null) =>
    onChange([...stream.columns.filter((known) => known.field !== field), ...(rule === null ? [] : [rule])])
  return (
    <Stack gap="xs">
      {names.length > SHOWN_AT_FIRST && (
        <TextInput
          type="search"
          aria-label="Search columns"
          placeholder="Search columns…"
          leftSection={<IconSearch size={16} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      <ul className={classes.list}>
        {shown.map((name) => (
          <ColumnRow
            key={name}
            name={name}
            field={fields.find((field) => field.name === name)}
            rule={stream.columns.find((rule) => rule.field === name)}
            allowed={treatmentsOf(name, stream)}
            editable={editable}
            onChange={(rule) => set(name, rule)}
          />
        ))}
      </ul>
      {shown.length < matching.length && (
        <MoreButton onClick={() => setMost(most + SHOWN_MORE)}>
          Show more of {formatCount(matching.length)} columns
        </MoreButton>
      )}
      {matching.length === 0 && (
        <Text size="sm" c="dimmed">
          No column is called that.{' '}
          <Anchor component="button" type="button" inherit onClick={() => setSearch('')}>
            Show all
          </Anchor>
        </Text>
      )}
    </Stack>
  )
}

interface ColumnRowProps {
  name: string
  field: Field | undefined
  rule: ColumnRule | undefined
  allowed: Treatment[]
  editable: boolean
  onChange: (rule: ColumnRule | null) => void
}

function ColumnRow({ name, field, rule, allowed, editable, onChange }: ColumnRowProps) {
  const present = rule === undefined ? [] : [rule.treatment]
  const options = [...new Set([...allowed, ...present])]
  const example = rule === undefined ? null : exampleOf(rule, field)
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <Group gap={6}>
          <Text size="sm" fw={550} className={classes.name}>
            {name}
          </Text>
          {field === undefined && (
            <Badge color="orange" variant="light" tt="none" size="sm">
              gone from the source
            </Badge>
          )}
        </Group>
        {field !== undefined && (
          <Text size="xs" c="dimmed">
            {field.type}
          </Text>
        )}
      </div>
      {options.length === 0 ? (
        <Text size="xs" c="dimmed" className={classes.choice}>
          Tells which rows are new, so it is read as it is
        </Text>
      ) : (
        <Group gap={6} className={classes.choice} wrap="nowrap">
          <Select
            aria-label={`What becomes of ${name}`}
            size="xs"
            flex={1}
            disabled={!editable}
            allowDeselect={false}
            comboboxProps={{ keepMounted: false }}
            data={[
              { value: AS_IT_IS, label: 'As it is' },
              ...options.map((value) => ({ value, label: TREATMENTS[value] })),
            ]}
            value={rule?.treatment ?? AS_IT_IS}
            onChange={(chosen) =>
              onChange(
                chosen === null || chosen === AS_IT_IS
                  ? null
                  : { field: name, treatment: chosen, length: chosen === 'TRUNCATE' ? 4 : null },
              )
            }
          />
          {rule?.treatment === 'TRUNCATE' && (
            <NumberInput
              aria-label={`How many characters of ${name}`}
              size="xs"
              w={70}
              min={1}
              max={LONGEST_TEXT}
              clampBehavior="strict"
              allowDecimal={false}
              disabled={!editable}
              value={rule.length ?? 1}
              onChange={(length) => onChange({ ...rule, length: Number(length) || 1 })}
            />
          )}
        </Group>
      )}
      {example !== null && (
        <Text size="xs" c="dimmed" className={classes.example}>
          {field === undefined ? (
            'The rule stays, in case the column comes back.'
          ) : example.after === null ? (
            'This column is not loaded.'
          ) : (
            <>
              For example <code>{example.before}</code> becomes <code>{example.after}</code>
              {example.remark !== undefined && `; ${example.remark}`}
            </>
          )}
        </Text>
      )}
    </li>
  )
}
