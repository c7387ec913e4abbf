import { expect, test } from 'vitest'
import { FakePlatform } from '../../../fake-api/platform.ts'
import type { DashboardSummary } from '../../shared/api/millrace-types'
import { journeyOf } from './journey'

function at(seconds: number) {
  const platform = new FakePlatform({ delayMillis: 0 })
  const fake = platform.connect('sample', null, {})
  fake.startedAt -= seconds * 1_000
  platform.advance(fake)
  const dashboards = [...platform.dashboards.values()].map(({ dashboard }): DashboardSummary => ({
    ...dashboard,
    cardCount: dashboard.cards.length,
  }))
  return {
    source: fake.source,
    run: fake.source.latestRun,
    transformRuns: platform.transformRuns(fake),
    dashboards,
  }
}

test.each([
  [0, { looking: 'active', loading: 'waiting', building: 'waiting', dashboard: 'waiting' }],
  [3, { looking: 'done', loading: 'active', building: 'waiting', dashboard: 'waiting' }],
  [7, { looking: 'done', loading: 'done', building: 'active', dashboard: 'waiting' }],
  [8.5, { looking: 'done', loading: 'done', building: 'done', dashboard: 'active' }],
  [20, { looking: 'done', loading: 'done', building: 'done', dashboard: 'done' }],
])('after %d seconds the steps are where they should be', (seconds, steps) => {
  expect(journeyOf(at(seconds))).toMatchObject(steps)
})

test('a source without models goes straight to its dashboard', () => {
  const known = { ...at(20), transformRuns: [] }
  expect(journeyOf(known)).toMatchObject({ building: 'done', dashboard: 'done' })
})

test('a failed sync stops there and says why', () => {
  const known = at(3)
  const failure = {
    code: 'source-interrupted',
    kind: 'SOURCE',
    retryable: true,
    message: 'It broke off.',
  } as const
  const run = known.run === null ? null : { ...known.run, state: 'FAILED' as const, failure }
  expect(journeyOf({ ...known, run })).toMatchObject({ loading: 'failed', building: 'waiting', failure })
})
