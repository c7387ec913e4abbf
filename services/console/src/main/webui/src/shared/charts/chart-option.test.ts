import { expect, test } from 'vitest'
import type { Answer, Format } from '../api/millrace-types'
import { axisTooltip } from './axis-tooltip'
import { chartOption } from './chart-option'
import { chartPalette } from './palette'

const FORMAT: Format = { kind: 'NUMBER', currency: null, decimals: 0 }
const NOW = Date.parse('2026-11-21T07:00:00Z')
const answer: Pick<Answer, 'columns' | 'rows'> = {
  columns: [
    { name: 'month', label: 'Month', type: 'date', role: 'TIME' },
    { name: 'paid', label: 'Paid', type: 'numeric', role: 'MEASURE' },
  ],
  rows: [
    ['2026-09-01', 10],
    ['2026-10-01', 12],
    ['2026-11-01', 3],
  ],
}

test('the month that has not ended is a dashed end of the line', () => {
  expect(chartOption('LINE', answer, FORMAT, chartPalette(false), NOW).series).toMatchObject([
    { data: [10, 12, null], lineStyle: { type: 'solid' } },
    { data: [null, 12, 3], lineStyle: { type: 'dashed' } },
  ])
})

test('a line whose last month has ended is one', () => {
  const later = Date.parse('2026-12-01T00:00:00Z')
  expect(chartOption('LINE', answer, FORMAT, chartPalette(false), later).series).toMatchObject([
    { data: [10, 12, 3], lineStyle: { type: 'solid' } },
  ])
})

test('the bar of the month that has not ended is hatched', () => {
  expect(chartOption('BAR', answer, FORMAT, chartPalette(false), NOW).series).toMatchObject([
    { data: [10, 12, { value: 3, itemStyle: { decal: { symbol: 'rect' } } }] },
  ])
})

test('all names of the series are shown, and the plot starts below as many lines as they take', () => {
  const channels = ['Organic search', 'Paid search', 'Referral', 'Newsletter', 'Partner']
  const split: Pick<Answer, 'columns' | 'rows'> = {
    columns: [
      { name: 'month', label: 'Month', type: 'date', role: 'TIME' },
      { name: 'channel', label: 'Channel', type: 'text', role: 'DIMENSION' },
      { name: 'visits', label: 'Visits', type: 'bigint', role: 'MEASURE' },
    ],
    rows: channels.map((channel) => ['2026-10-01', channel, 5]),
  }
  const palette = chartPalette(false)
  expect(chartOption('BAR', split, FORMAT, palette, NOW, 320)).toMatchObject({
    legend: { type: 'plain' },
    grid: { top: 58 },
  })
  expect(chartOption('BAR', split, FORMAT, palette, NOW, 900).grid).toMatchObject({ top: 36 })
})

test('the pointer says that a month has not ended, once for a line in two parts, and takes names as text', () => {
  const shown = axisTooltip(
    FORMAT,
    2,
  )([
    { name: 'Nov 2026', seriesName: '<b>Paid</b>', value: null, dataIndex: 2 },
    { name: 'Nov 2026', seriesName: '<b>Paid</b>', value: 3, dataIndex: 2 },
  ])
  expect(shown.textContent).toBe('Nov 2026, so far<b>Paid</b>3')
  expect(shown.querySelector('b')).toBeNull()
})
