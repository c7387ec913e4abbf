import { expect, test } from 'vitest'
import { formatBytes, formatChange, formatCompact, formatValue } from './numbers'
import { formatDuration, formatPeriod, formatRelative, periodOptions, isLastPeriodOpen } from './time'

test('money, shares and counts look like themselves', () => {
  expect(formatValue(1234.5, { kind: 'CURRENCY', currency: 'USD', decimals: 2 })).toBe('$1,234.50')
  expect(formatValue(0.0214, { kind: 'PERCENT', currency: null, decimals: 1 })).toBe('2.1%')
  expect(formatValue('98765432109876', { kind: 'NUMBER', currency: null, decimals: 0 })).toBe(
    '98,765,432,109,876',
  )
  expect(formatValue(null, { kind: 'NUMBER', currency: null, decimals: 0 })).toBe('–')
  expect(formatCompact(1_250_000, { kind: 'CURRENCY', currency: 'USD', decimals: 0 })).toBe('$1.3M')
})

test('a change carries its sign', () => {
  expect(formatChange(0.0674)).toBe('+6.7%')
  expect(formatChange(-0.183)).toBe('-18%')
})

test('sizes and durations are short', () => {
  expect(formatBytes(0)).toBe('0 bytes')
  expect(formatBytes(1_240_000)).toBe('1.2 MB')
  expect(formatDuration(850)).toBe('850 ms')
  expect(formatDuration(200_000)).toBe('3 min 20 s')
})

test('time is told as people tell it', () => {
  const now = Date.parse('2026-11-21T10:00:00Z')
  expect(formatRelative('2026-11-21T09:58:00Z', now)).toBe('2 minutes ago')
  expect(formatRelative('2026-11-21T13:00:00Z', now)).toBe('in 3 hours')
  expect(formatRelative('2026-11-21T09:59:58Z', now)).toBe('just now')
})

test('an axis is as coarse as its points', () => {
  const months = ['2026-01-01', '2026-02-01']
  expect(formatPeriod(months[1], periodOptions(months))).toBe('Feb 2026')
  const weeks = ['2026-01-05', '2026-01-12']
  expect(formatPeriod(weeks[1], periodOptions(weeks))).toBe('Jan 12')
  const rowsOfOneDay = ['2026-08-28', '2026-08-28']
  expect(formatPeriod(rowsOfOneDay[0], periodOptions(rowsOfOneDay))).toBe('Aug 28, 2026')
  const hours = ['2026-08-28T09:00:00Z', '2026-08-28T10:00:00Z']
  expect(formatPeriod(hours[1], periodOptions(hours))).toContain('10:00')
})

test('a period that has not ended is open, one that has is not', () => {
  const now = Date.parse('2026-11-21T07:00:00Z')
  expect(isLastPeriodOpen(['2026-10-01', '2026-11-01'], now)).toBe(true)
  expect(isLastPeriodOpen(['2026-09-01', '2026-10-01'], now)).toBe(false)
  expect(isLastPeriodOpen(['2026-11-09', '2026-11-16'], now)).toBe(true)
  expect(isLastPeriodOpen(['2026-11-02', '2026-11-09'], now)).toBe(false)
  expect(isLastPeriodOpen(['2025-01-01', '2026-01-01'], now)).toBe(true)
  expect(isLastPeriodOpen(['2026-11-20', '2026-11-21'], now)).toBe(true)
  expect(isLastPeriodOpen(['2026-11-01'], now)).toBe(false)
})
