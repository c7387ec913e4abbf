import { expect, test } from 'vitest'
import { describeSchedule, fromForm, toForm } from './schedule'

const utc = { timeZone: 'UTC', nextAt: null }

test('a daily time is a cron expression and back', () => {
  const schedule = { kind: 'CRON', interval: null, cron: '30 6 * * *', ...utc } as const
  const form = toForm(schedule)
  expect(form).toMatchObject({ kind: 'daily', time: '06:30', timeZone: 'UTC' })
  expect(fromForm(form)).toEqual({ kind: 'CRON', interval: null, cron: '30 6 * * *', timeZone: 'UTC' })
})

test('any other cron expression is for experts', () => {
  expect(toForm({ kind: 'CRON', interval: null, cron: '*/15 * * * 1-5', ...utc }).kind).toBe('expert')
})

test('intervals are hours', () => {
  expect(toForm({ kind: 'INTERVAL', interval: 'PT6H', cron: null, ...utc })).toMatchObject({
    kind: 'hours',
    hours: 6,
  })
  expect(toForm({ kind: 'INTERVAL', interval: 'P1D', cron: null, ...utc }).hours).toBe(24)
  expect(describeSchedule({ kind: 'INTERVAL', interval: 'PT1H', cron: null, ...utc })).toBe('every hour')
})
