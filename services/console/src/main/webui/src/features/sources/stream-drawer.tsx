import { Button, Drawer, Group, MultiSelect, Radio, Select, Stack, Switch, Text, Title } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { PipelineStream, SchemaChanges, Stream } from '../../shared/api/millrace-types'
import { hasCode } from '../../shared/api/problem'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { ColumnRules } from './column-rules'
import { LoadAgain } from './load-again'
import { ReloadDialog } from './reload-dialog'
import { usePipelineChange } from './source-queries'
import classes from './stream-drawer.module.css'
import {
  cursorCandidates,
  editOf,
  isIncremental,
  keyOfLists,
  lookbackOption,
  lookbackOptions,
  mayHaveLists,
  missingOf,
  MODE_NAMES,
  MODES,
  needsKey,
  takesLookback,
  withMode,
} from './stream-settings'

interface StreamDrawerProps {
  tenant: string
  source: string
  stream: PipelineStream
  found: Stream | undefined
  editable: boolean
  busy: boolean
  onClose: () => void
}

/** All that can be set for one table. */
export function StreamDrawer(props: StreamDrawerProps) {
  const { stream, found, onClose } = props
  return (
    <Drawer opened onClose={onClose} title={stream.name} position="right" size="lg">
      {found === undefined ? (
        <Text size="sm">
          The source has no table of this name any more. What was loaded stays, and can be explored. If the
          table comes back, it is read as before.
        </Text>
      ) : (
        <StreamForm {...props} found={found} />
      )}
    </Drawer>
  )
}

const WHEN_IT_CHANGES: Record<SchemaChanges, { title: string; words: string }> = {
  FOLLOW: {
    title: 'Follow it',
    words: 'New columns appear here too. Nothing that was loaded is ever dropped.',
  },
  ASK: {
    title: 'Ask me first',
    words: 'New columns wait on the source’s page until somebody takes them over.',
  },
  FREEZE: {
    title: 'Keep it as it is',
    words: 'Only the columns of today are read. What is new is listed, and nobody is asked.',
  },
}

type StreamFormProps = StreamDrawerProps & { found: Stream }

function StreamForm({ tenant, source, stream, found, editable, busy, onClose }: StreamFormProps) {
  const [edited, setEdited] = useState<Partial<PipelineStream>>({})
  const [tried, setTried] = useState(false)
  const change = usePipelineChange(tenant, source, `${stream.name}: saved. It counts from the next run on.`)
  const value = { ...stream, ...edited }
  const missing = missingOf(value, found)
  const listKey = keyOfLists(value, found)
  const dirty = Object.keys(edited).length > 0
  const set = (part: Partial<PipelineStream>) => setEdited((before) => ({ ...before, ...part }))
  const save = (confirmReload: boolean) =>
    change.mutate({ streams: [editOf(value, found)], confirmReload }, { onSuccess: onClose })
  return (
    <>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setTried(true)
          if (Object.keys(missing).length === 0) save(false)
        }}
      >
        <fieldset disabled={!editable} className={classes.fields}>
          <Section>
            <Choice
              label="What is read"
              options={MODE_NAMES.map((mode) => ({ value: mode, ...MODES[mode] }))}
              value={value.syncMode}
              onChange={(mode) => set(withMode(value, mode, found))}
            />
            {isIncremental(value.syncMode) && (
              <Select
                label="Which column tells what is new?"
                description={
                  found.resumable
                    ? 'The source keeps its place by itself, so none is needed.'
                    : 'One that grows with every change, such as the time when a row was changed.'
                }
                data={cursorCandidates(found)}
                value={value.cursorField}
                clearable={found.resumable}
                searchable
                error={tried && missing.cursor}
                onChange={(cursorField) => set({ cursorField })}
              />
            )}
            {needsKey(value.syncMode) && (
              <MultiSelect
                label="Which columns tell one row from another?"
                description="Together they are different for every row, such as its number."
                data={found.fields.map((field) => field.name)}
                value={value.primaryKey}
                searchable
                error={tried && missing.key}
                onChange={(primaryKey) => set({ primaryKey })}
              />
            )}
            {mayHaveLists(found) && listKey !== undefined && (
              <Switch
                label="Give lists tables of their own"
                description="Such as the items of an order: one row for each, with the order that it belongs to."
                checked={value.nested === 'TABLES'}
                onChange={(event) =>
                  set(
                    event.currentTarget.checked
                      ? { nested: 'TABLES', primaryKey: listKey }
                      : { nested: 'JSON' },
                  )
                }
              />
            )}
            {takesLookback(value, found) && (
              <Select
                label="Read again a bit further back"
                description="For rows that the source writes late. What is there already is not loaded twice."
                allowDeselect={false}
                data={lookbackOptions(value.lookback)}
                value={lookbackOption(value.lookback)}
                onChange={(lookback) => lookback !== null && set({ lookback })}
              />
            )}
          </Section>
          <Section>
            <Choice
              label="When the source changes this table"
              options={CHANGE_NAMES.map((name) => ({ value: name, ...WHEN_IT_CHANGES[name] }))}
              value={value.schemaChanges}
              onChange={(schemaChanges) => set({ schemaChanges })}
            />
          </Section>
          <Section>
            <div>
              <Title order={3}>Columns</Title>
              <Text size="sm" c="dimmed">
                What is left out, hashed or masked here never reaches your tables.
              </Text>
            </div>
            <ColumnRules
              stream={value}
              fields={found.fields}
              editable={editable}
              onChange={(columns) => set({ columns })}
            />
          </Section>
        </fieldset>
        {change.isError && !hasCode(change.error, 'reload-needed') && <ErrorPanel error={change.error} />}
        {editable && (
          <Group justify="flex-end" className={classes.footer}>
            <Button variant="default" onClick={onClose}>
              {dirty ? 'Discard the changes' : 'Close'}
            </Button>
            <Button type="submit" disabled={!dirty} loading={change.isPending}>
              Save
            </Button>
          </Group>
        )}
      </form>
      {editable && stream.selected && (
        <Section>
          <Title order={3}>Load again</Title>
          <LoadAgain tenant={tenant} source={source} stream={stream} found={found} busy={busy} />
        </Section>
      )}
      <ReloadDialog
        error={change.error}
        losesFormerRows={
          stream.syncMode !== 'FULL_REFRESH_OVERWRITE' && stream.syncMode !== 'INCREMENTAL_UPSERT'
        }
        busy={change.isPending}
        onConfirm={() => save(true)}
        onClose={() => change.reset()}
      />
    </>
  )
}

const CHANGE_NAMES = Object.keys(WHEN_IT_CHANGES) as SchemaChanges[]

function Section({ children }: { children: ReactNode }) {
  return (
    <Stack className={classes.section} gap="md">
      {children}
    </Stack>
  )
}

interface ChoiceProps<T extends string> {
  label: string
  options: { value: T; title: string; words: string }[]
  value: T
  onChange: (value: T) => void
}

function Choice<T extends string>({ label, options, value, onChange }: ChoiceProps<T>) {
  return (
    <Radio.Group label={label} value={value} onChange={onChange} classNames={{ label: classes.heading }}>
      <Stack mt="sm" gap="sm">
        {options.map((option) => (
          <Radio key={option.value} value={option.value} label={option.title} description={option.words} />
        ))}
      </Stack>
    </Radio.Group>
  )
}
