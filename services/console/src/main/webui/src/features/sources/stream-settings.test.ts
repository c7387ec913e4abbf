import { expect, test } from 'vitest'
import type { PipelineStream, Stream } from '../../shared/api/millrace-types'
import {
  cursorCandidates,
  editOf,
  exampleOf,
  keyOfLists,
  lookbackOption,
  lookbackOptions,
  mayHaveLists,
  missingOf,
  remarksOf,
  treatmentsOf,
  withMode,
} from './stream-settings'

const FOUND: Stream = {
  name: 'orders',
  fields: [
    { name: 'id', type: 'integer', nullable: false },
    { name: 'email', type: 'text', nullable: true },
    { name: 'paid', type: 'boolean', nullable: true },
    { name: 'total', type: 'decimal(12, 2)', nullable: true },
    { name: 'changed_at', type: 'timestamptz', nullable: false },
  ],
  primaryKey: ['id'],
  cursorField: 'changed_at',
  recommended: true,
  estimatedRows: 10,
  resumable: false,
}
const STREAM: PipelineStream = {
  name: 'orders',
  selected: true,
  syncMode: 'FULL_REFRESH_OVERWRITE',
  primaryKey: [],
  cursorField: null,
  table: 'orders',
  lookback: 'PT0S',
  schemaChanges: 'FOLLOW',
  columns: [],
  nested: 'JSON',
}

test('a mode that reads what is new takes the key and the cursor that the source names', () => {
  expect(withMode(STREAM, 'INCREMENTAL_UPSERT', FOUND)).toEqual({
    syncMode: 'INCREMENTAL_UPSERT',
    primaryKey: ['id'],
    cursorField: 'changed_at',
  })
  expect(withMode(STREAM, 'FULL_REFRESH_APPEND', FOUND)).toEqual({ syncMode: 'FULL_REFRESH_APPEND' })
})

test('what a mode lacks is asked for', () => {
  const history: PipelineStream = { ...STREAM, syncMode: 'INCREMENTAL_HISTORY' }
  expect(missingOf(history, FOUND)).toEqual({
    cursor: 'Choose the column that tells which rows are new.',
    key: 'Choose the columns that tell one row from another.',
  })
  expect(missingOf({ ...history, primaryKey: ['id'] }, { ...FOUND, resumable: true })).toEqual({})
})

test('times come first among what can tell which rows are new', () => {
  expect(cursorCandidates(FOUND)).toEqual(['changed_at', 'id', 'total', 'email'])
})

test('a lookback is found however it is written', () => {
  expect(lookbackOption('PT72H')).toBe('P3D')
  expect(lookbackOptions('PT72H')).toHaveLength(6)
  expect(lookbackOption('PT90M')).toBe('PT90M')
  expect(lookbackOptions('PT90M').at(-1)).toEqual({ value: 'PT90M', label: '1 h 30 min' })
})

test('a lookback goes away with the time that it counted from', () => {
  const byTime: PipelineStream = {
    ...STREAM,
    syncMode: 'INCREMENTAL_UPSERT',
    primaryKey: ['id'],
    cursorField: 'changed_at',
    lookback: 'PT24H',
  }
  expect(editOf(byTime, FOUND).lookback).toBe('PT24H')
  expect(editOf({ ...byTime, cursorField: 'id' }, FOUND).lookback).toBe('PT0S')
})

test('what tells rows apart or which are new can’t be made useless', () => {
  const upsert: PipelineStream = {
    ...STREAM,
    syncMode: 'INCREMENTAL_UPSERT',
    primaryKey: ['id'],
    cursorField: 'changed_at',
  }
  expect(treatmentsOf('changed_at', upsert)).toEqual([])
  expect(treatmentsOf('id', upsert)).toEqual(['HASH'])
  expect(treatmentsOf('email', upsert)).toEqual(['SKIP', 'HASH', 'MASK', 'TRUNCATE'])
})

test('an example shows what a rule does', () => {
  const email = FOUND.fields[1]
  const rule = (treatment: 'MASK' | 'SKIP' | 'TRUNCATE', length: number | null) =>
    exampleOf({ field: 'email', treatment, length }, email).after
  expect(rule('MASK', null)).toBe('xxxx.xxxx@xxxxxxx.xxx')
  expect(rule('TRUNCATE', 4)).toBe('anna')
  expect(rule('SKIP', null)).toBeNull()
  expect(exampleOf({ field: 'total', treatment: 'MASK', length: null }, FOUND.fields[3])).toEqual({
    before: '1250.00',
    after: '0000.00',
  })
})

test('a list of tables tells what is out of the ordinary', () => {
  expect(remarksOf(STREAM)).toEqual([])
  expect(
    remarksOf({
      ...STREAM,
      syncMode: 'INCREMENTAL_APPEND',
      lookback: 'PT72H',
      schemaChanges: 'ASK',
      columns: [{ field: 'email', treatment: 'HASH', length: null }],
    }),
  ).toEqual(['1 column protected', 'asks before it changes', 'reads three days again'])
})

test('lists get tables of their own where there is a key with one row for each, and keep it', () => {
  expect(mayHaveLists(FOUND)).toBe(false)
  expect(keyOfLists(STREAM, FOUND)).toEqual(['id'])
  expect(keyOfLists(STREAM, { ...FOUND, primaryKey: [] })).toBeUndefined()
  const split: PipelineStream = { ...STREAM, primaryKey: ['id'], nested: 'TABLES' }
  expect(editOf(split, FOUND).nested).toBe('TABLES')
  expect(editOf({ ...split, syncMode: 'FULL_REFRESH_APPEND' }, FOUND).nested).toBe('JSON')
  expect(remarksOf(split)).toEqual(['lists have tables of their own'])
})
