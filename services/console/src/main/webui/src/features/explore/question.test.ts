import { expect, test } from 'vitest'
import { tableOf } from '../../../fake-api/catalogue.ts'
import { describe, firstQuestion, fromAddress, withAggregation, withDimension } from './question'

const table = tableOf('sample_1', 'payments', 10, 's')

test('the first question is a sum over time', () => {
  expect(describe(firstQuestion(table), table)).toBe('Sum of amount by month of created at')
})

test('by a category there is no grain, and no split by the same column', () => {
  const split = { ...firstQuestion(table), breakdown: 'country' }
  const question = withDimension(split, table.columns[2])
  expect(question.dimension).toEqual({ column: 'country', grain: null })
  expect(question.breakdown).toBeNull()
})

test('counting needs no column, summing finds one', () => {
  const counted = withAggregation(firstQuestion(table), 'COUNT', table)
  expect(counted.measure).toEqual({ aggregation: 'COUNT', column: null })
  expect(withAggregation(counted, 'AVG', table).measure).toEqual({ aggregation: 'AVG', column: 'amount' })
})

test('an address that asks about another workspace’s table is not believed', () => {
  const question = { ...firstQuestion(table), table: { schema: 'other', name: 'payments' } }
  expect(fromAddress(JSON.stringify(question), [table])).toBeNull()
  expect(fromAddress('{', [table])).toBeNull()
})
