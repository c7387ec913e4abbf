import { expect, test } from 'vitest'
import type { AnswerColumn } from '../api/millrace-types'
import { shapeOf } from './answer-shape'

const month: AnswerColumn = { name: 'month', label: 'Month', type: 'date', role: 'TIME' }
const plan: AnswerColumn = { name: 'plan', label: 'Plan', type: 'text', role: 'DIMENSION' }
const paid: AnswerColumn = { name: 'paid', label: 'Paid', type: 'numeric', role: 'MEASURE' }

test('a dimension beside time becomes series, with gaps where a series has no value', () => {
  const shape = shapeOf({
    columns: [month, plan, paid],
    rows: [
      ['2026-01-01', 'Team', 10],
      ['2026-02-01', 'Team', '12.50'],
      ['2026-02-01', null, 1],
    ],
  })
  expect(shape.positions).toEqual(['2026-01-01', '2026-02-01'])
  expect(shape.series).toEqual([
    { name: 'Team', values: [10, 12.5] },
    { name: '(none)', values: [null, 1] },
  ])
})

test('the smallest of too many series become one, and nothing is lost', () => {
  const rows = Array.from({ length: 12 }, (_, index) => ['2026-01-01', `p${index}`, index + 1])
  const { series } = shapeOf({ columns: [month, plan, paid], rows })
  expect(series.map(({ name }) => name)).toEqual(['p11', 'p10', 'p9', 'p8', 'p7', 'p6', 'p5', 'Other'])
  expect(series.reduce((sum, { values }) => sum + (values[0] ?? 0), 0)).toBe(78)
})

test('an answer without an axis has values only', () => {
  expect(shapeOf({ columns: [paid], rows: [[7]] })).toEqual({
    axis: null,
    positions: [],
    series: [{ name: 'Paid', values: [7] }],
  })
})
