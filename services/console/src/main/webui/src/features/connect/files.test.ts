import { expect, test } from 'vitest'
import { refusalOf } from './files'

const READABLE = ['csv', 'xlsx', 'jsonl']

test.each(['orders.csv', 'Q3 Figures.XLSX', 'events.jsonl'])('%s is taken', (name) => {
  expect(refusalOf({ name, size: 10 }, READABLE)).toBeNull()
})

test.each([
  ['old.xls', 10, /save it as \.xlsx/],
  ['report.pdf', 10, /Export the figures/],
  ['orders.csv', 0, /empty/],
  ['photo.png', 10, /We read CSV/],
])('%s of %d bytes is refused with what to do', (name, size, words) => {
  expect(refusalOf({ name, size }, READABLE)).toMatch(words)
})
