import type {
  ColumnRule,
  ColumnRuleTreatment as Treatment,
  Field,
  PipelineStream,
  PipelineStreamEdit,
  Stream,
  SyncMode,
} from '../../shared/api/millrace-types'
import { formatDuration } from '../../shared/format/time'

/** Ways to read a table, the one that fits most first. */
export const MODES: Record<SyncMode, { title: string; words: string }> = {
  FULL_REFRESH_OVERWRITE: {
    title: 'Everything, each time',
    words: 'The table here looks like the one at the source. The simplest way, and quick for small tables.',
  },
  INCREMENTAL_UPSERT: {
    title: 'Only what is new or changed',
    words: 'Quick for large tables. A row that has changed takes the place of the old one.',
  },
  INCREMENTAL_HISTORY: {
    title: 'Keep every version of a row',
    words: 'Reads what is new or changed, and keeps what was there before, with the time when it was true.',
  },
  INCREMENTAL_APPEND: {
    title: 'Only what is new, added on',
    words: 'For rows that never change once they are written, such as visits or log entries.',
  },
  FULL_REFRESH_APPEND: {
    title: 'Everything, added on',
    words: 'Adds a copy of the whole table with every run. It grows quickly.',
  },
}

export const MODE_NAMES = Object.keys(MODES) as SyncMode[]

export function isIncremental(mode: SyncMode): boolean {
  return mode.startsWith('INCREMENTAL')
}

export function needsKey(mode: SyncMode): boolean {
  return mode === 'INCREMENTAL_UPSERT' || mode === 'INCREMENTAL_HISTORY'
}

/** Another mode, with the key and the cursor that the source names where none are chosen. */
export function withMode(stream: PipelineStream, mode: SyncMode, found: Stream): Partial<PipelineStream> {
  if (!isIncremental(mode)) return { syncMode: mode }
  return {
    syncMode: mode,
    cursorField: stream.cursorField ?? found.cursorField,
    primaryKey: stream.primaryKey.length > 0 ? stream.primaryKey : found.primaryKey,
  }
}

/** What is still to be chosen before the settings make sense, by the field that asks for it. */
export function missingOf(stream: PipelineStream, found: Stream): { cursor?: string; key?: string } {
  return {
    ...(isIncremental(stream.syncMode) &&
      stream.cursorField === null &&
      !found.resumable && { cursor: 'Choose the column that tells which rows are new.' }),
    ...(needsKey(stream.syncMode) &&
      stream.primaryKey.length === 0 && { key: 'Choose the columns that tell one row from another.' }),
  }
}

/** The type of a field without its precision. */
function kindOf(field: Field): string {
  return field.type.replace(/\(.*$/, '')
}

const TIMES = ['timestamptz', 'timestamp', 'date']
const ORDERED = [...TIMES, 'integer', 'decimal', 'double', 'text', 'uuid']

/** Columns that can tell which rows are new, times first: only what has an order can. */
export function cursorCandidates(found: Stream): string[] {
  return found.fields
    .filter((field) => ORDERED.includes(kindOf(field)))
    .sort((left, right) => ORDERED.indexOf(kindOf(left)) - ORDERED.indexOf(kindOf(right)))
    .map((field) => field.name)
}

/** How a cursor is written by somebody who wants to begin at a value of it. */
export function cursorInput(stream: PipelineStream, found: Stream): 'date' | 'number' | 'text' {
  const field = found.fields.find((known) => known.name === stream.cursorField)
  if (field === undefined) return 'text'
  if (TIMES.includes(kindOf(field))) return 'date'
  return ['integer', 'decimal', 'double'].includes(kindOf(field)) ? 'number' : 'text'
}

/** Whether the cursor is a time, so that one can begin some time before it. */
export function takesLookback(stream: PipelineStream, found: Stream): boolean {
  return isIncremental(stream.syncMode) && cursorInput(stream, found) === 'date'
}

/** Whether reading again from a value replaces what is there, so that no row is there twice. */
export function canReadAgain(stream: PipelineStream): boolean {
  return needsKey(stream.syncMode) && stream.cursorField !== null
}

/** Whether the table has columns in which lists may be. */
export function mayHaveLists(found: Stream): boolean {
  return found.fields.some((field) => kindOf(field) === 'json')
}

/** The key by which a row of a list says which row it is of; undefined where there is none, or more than one row for each. */
export function keyOfLists(stream: PipelineStream, found: Stream | undefined): string[] | undefined {
  const key = stream.primaryKey.length > 0 ? stream.primaryKey : (found?.primaryKey ?? [])
  const oneRowEach = stream.syncMode === 'FULL_REFRESH_OVERWRITE' || stream.syncMode === 'INCREMENTAL_UPSERT'
  return oneRowEach && key.length > 0 ? key : undefined
}

const DURATION = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?$/
const NONE = 'PT0S'
const LOOKBACKS: [string, string][] = [
  [NONE, 'No, go on where it stopped'],
  ['PT1H', 'One hour'],
  ['P1D', 'One day'],
  ['P3D', 'Three days'],
  ['P7D', 'A week'],
  ['P30D', '30 days'],
]

function secondsOf(duration: string): number {
  const [, days = 0, hours = 0, minutes = 0, seconds = 0] = DURATION.exec(duration) ?? []
  return Number(days) * 86_400 + Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)
}

/** Lookbacks to choose from; one that the API was given and is not among them is added as it stands. */
export function lookbackOptions(present: string): { value: string; label: string }[] {
  const options = LOOKBACKS.map(([value, label]) => ({ value, label }))
  return LOOKBACKS.some(([value]) => secondsOf(value) === secondsOf(present))
    ? options
    : [...options, { value: present, label: lookbackLabel(present) }]
}

function lookbackLabel(present: string): string {
  const known = LOOKBACKS.find(([value]) => secondsOf(value) === secondsOf(present))
  return known?.[1] ?? formatDuration(secondsOf(present) * 1_000)
}

/** The option that stands for a lookback: the API writes three days as 72 hours. */
export function lookbackOption(present: string): string {
  return LOOKBACKS.find(([value]) => secondsOf(value) === secondsOf(present))?.[0] ?? present
}

export const TREATMENTS: Record<Treatment, string> = {
  SKIP: 'Leave it out',
  HASH: 'Hash it',
  MASK: 'Mask it',
  TRUNCATE: 'First characters only',
}

/** What may become of a column. What tells rows apart, and which of them are new, must go on doing so. */
export function treatmentsOf(field: string, stream: PipelineStream): Treatment[] {
  if (isIncremental(stream.syncMode) && stream.cursorField === field) return []
  if (!stream.primaryKey.includes(field)) return ['SKIP', 'HASH', 'MASK', 'TRUNCATE']
  return needsKey(stream.syncMode) ? ['HASH'] : ['HASH', 'MASK', 'TRUNCATE']
}

const EXAMPLES: Record<string, string> = {
  boolean: 'true',
  integer: '48210',
  decimal: '1250.00',
  double: '0.75',
  date: '2026-01-31',
  time: '08:30:00',
  timestamp: '2026-01-31 08:30:00',
  timestamptz: '2026-01-31 08:30:00Z',
  uuid: '5f1c2b7e-91d4-4c0a-8a57-3e2d6b9c0f14',
  json: '{"city": "Lund"}',
}

interface Example {
  before: string
  /** Null when nothing is loaded. */
  after: string | null
  remark?: string
}

/** A value such as the column might hold, and what is loaded instead of it. */
export function exampleOf(rule: ColumnRule, field: Field | undefined): Example {
  const before = (field && EXAMPLES[kindOf(field)]) ?? 'anna.berg@example.com'
  switch (rule.treatment) {
    case 'SKIP':
      return { before, after: null }
    case 'HASH':
      return { before, after: '9b2f61…c41e', remark: 'the same value always becomes the same' }
    case 'MASK':
      return { before, after: before.replace(/\p{L}/gu, 'x').replace(/\p{Nd}/gu, '0') }
    case 'TRUNCATE':
      return {
        before,
        after: Array.from(before)
          .slice(0, rule.length ?? 0)
          .join(''),
      }
  }
}

/** What is out of the ordinary about a table, for a list of tables. */
export function remarksOf(stream: PipelineStream): string[] {
  const hidden = stream.columns.length
  return [
    ...(hidden === 0 ? [] : [hidden === 1 ? '1 column protected' : `${hidden} columns protected`]),
    ...(stream.schemaChanges === 'FOLLOW'
      ? []
      : [stream.schemaChanges === 'ASK' ? 'asks before it changes' : 'kept as it is']),
    ...(secondsOf(stream.lookback) === 0 || !isIncremental(stream.syncMode)
      ? []
      : [`reads ${lookbackLabel(stream.lookback).toLowerCase()} again`]),
    ...(stream.nested === 'TABLES' ? ['lists have tables of their own'] : []),
  ]
}

/**
 * The edit that the API takes. A lookback that the cursor can't have goes away with the cursor that could, and tables of lists with
 * the key.
 */
export function editOf(stream: PipelineStream, found: Stream | undefined): PipelineStreamEdit {
  const { name, selected, syncMode, primaryKey, cursorField, schemaChanges, columns } = stream
  const lookback =
    found !== undefined && isIncremental(syncMode) && !takesLookback(stream, found) ? NONE : stream.lookback
  const nested = keyOfLists(stream, found) === undefined ? 'JSON' : stream.nested
  return { name, selected, syncMode, primaryKey, cursorField, lookback, schemaChanges, columns, nested }
}
