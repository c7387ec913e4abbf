import { expect, test } from 'vitest'
import type { SchemaChange } from '../../shared/api/millrace-types'
import { describeChange, waitingOf } from './schema-changes'

const CHANGE: SchemaChange = {
  id: 'c',
  at: '2026-11-21T10:00:00Z',
  runId: 'r',
  stream: 'orders',
  field: 'amount',
  kind: 'ADDED',
  from: null,
  to: 'decimal(12, 2)',
  state: 'HELD',
}

test('changes are told in words of the people who read them', () => {
  expect(describeChange(CHANGE)).toBe('has a new column amount (numbers)')
  expect(describeChange({ ...CHANGE, field: null, to: null })).toBe('is a new table')
  expect(describeChange({ ...CHANGE, kind: 'REMOVED', to: null })).toBe(
    'has lost its column amount; what was loaded stays',
  )
  const changed: SchemaChange = { ...CHANGE, kind: 'TYPE_CHANGED', from: 'integer', to: 'text' }
  expect(describeChange(changed)).toBe('had whole numbers in amount, and now has text')
  expect(describeChange({ ...changed, from: 'decimal(10, 2)', to: 'decimal(14, 2)' })).toBe(
    'had decimal(10, 2) in amount, and now has decimal(14, 2)',
  )
})

test('what waits is gathered by table, and what was taken over does not wait', () => {
  const waiting = waitingOf(
    [CHANGE, { ...CHANGE, field: 'note' }, { ...CHANGE, stream: 'items', state: 'FOLLOWED' }],
    undefined,
  )
  expect(waiting.map(({ stream, changes, asks }) => [stream, changes.length, asks])).toEqual([
    ['orders', 2, true],
  ])
})

test('a table that is gone asks, whatever was set', () => {
  const [waiting] = waitingOf([{ ...CHANGE, field: null, to: null, kind: 'REMOVED' }], undefined)
  expect([waiting?.stream, waiting?.asks, waiting?.gone]).toEqual(['orders', true, true])
})
