import type { Pipeline, SchemaChange } from '../../shared/api/millrace-types'

const TYPES: Record<string, string> = {
  boolean: 'yes or no',
  integer: 'whole numbers',
  decimal: 'numbers',
  double: 'numbers',
  date: 'dates',
  time: 'times of day',
  timestamp: 'times',
  timestamptz: 'times',
  text: 'text',
  uuid: 'ids',
  binary: 'bytes',
  json: 'JSON',
}

function wordsOf(type: string | null): string {
  return TYPES[(type ?? '').replace(/\(.*$/, '')] ?? type ?? 'something else'
}

/** What has changed about a table, in a sentence that its name stands before. */
export function describeChange({ field, kind, from, to }: SchemaChange): string {
  switch (kind) {
    case 'ADDED':
      return field === null ? 'is a new table' : `has a new column ${field} (${wordsOf(to)})`
    case 'REMOVED':
      return field === null
        ? 'is gone from the source; what was loaded stays'
        : `has lost its column ${field}; what was loaded stays`
    case 'TYPE_CHANGED': {
      const same = wordsOf(from) === wordsOf(to)
      const [before, after] = same ? [from ?? '', to ?? ''] : [wordsOf(from), wordsOf(to)]
      return `had ${before} in ${field ?? 'a column'}, and now has ${after}`
    }
  }
}

export interface WaitingStream {
  stream: string
  changes: SchemaChange[]
  /** Whether it was set that somebody is asked, and not that the table is kept as it is. */
  asks: boolean
  /** Whether the whole table is gone: to accept that is to read it no longer. */
  gone: boolean
}

/** What waits, by the table that it is accepted with. A table that is new has not been set to anything, so it asks. */
export function waitingOf(changes: SchemaChange[], pipeline: Pipeline | undefined): WaitingStream[] {
  const held = changes.filter((change) => change.state === 'HELD')
  return [...new Set(held.map((change) => change.stream))].map((stream) => {
    const own = held.filter((change) => change.stream === stream)
    const settings = pipeline?.streams.find((known) => known.name === stream)
    return {
      stream,
      changes: own,
      asks: settings?.schemaChanges !== 'FREEZE' || own.some((change) => change.field === null),
      gone: own.some((change) => change.field === null && change.kind === 'REMOVED'),
    }
  })
}
