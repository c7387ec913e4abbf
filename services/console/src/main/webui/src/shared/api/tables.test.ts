import { expect, test } from 'vitest'
import type { Table } from './millrace-types'
import { rowsHeld } from './tables'

test('the rows that a source holds are those of its own tables, not of the models made of them', () => {
  expect(rowsHeld([table('shop', 1_200), table('shop', 30), table('shop_models', 5)], 'shop')).toBe(1_230)
})

test('a sum that lacks a table is not told', () => {
  expect(rowsHeld([table('shop', 1_200), table('shop', null)], 'shop')).toBeNull()
  expect(rowsHeld([table('shop', 1_200)], 'crm')).toBeNull()
  expect(rowsHeld(undefined, 'shop')).toBeNull()
})

function table(schema: string, rows: number | null): Table {
  return { schema, name: 'orders', label: 'Orders', sourceId: null, rows, columns: [] }
}
