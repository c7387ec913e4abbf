import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import type { Run } from './millrace-types'
import { applyEvent } from './live-events'

test('progress is shown at once, with totals over the tables', () => {
  const queries = new QueryClient()
  const stream = {
    rowsRead: 5,
    rowsLoaded: 4,
    rowsSetAside: 1,
    valuesSetAside: 0,
    bytesRead: 9,
    expectedRows: null,
    setAside: [],
  }
  queries.setQueryData(['tenant', 't', 'runs', 'r'], { id: 'r', state: 'QUEUED', streams: [], rowsLoaded: 0 })
  applyEvent(queries, 't', {
    type: 'dev.millrace.run.progressed.v1',
    data: {
      runId: 'r',
      kind: 'SYNC',
      state: 'RUNNING',
      streams: [
        { ...stream, stream: 'orders', state: 'RUNNING' },
        { ...stream, stream: 'items', state: 'RUNNING' },
      ],
    },
  })
  expect(queries.getQueryData<Run>(['tenant', 't', 'runs', 'r'])).toMatchObject({
    state: 'RUNNING',
    rowsLoaded: 8,
  })
})

test('a source that has changed is looked at again', () => {
  const queries = new QueryClient()
  const queryKey = ['tenant', 't', 'sources', 's', 'schema-changes']
  queries.setQueryData(queryKey, { pages: [] })
  applyEvent(queries, 't', { type: 'dev.millrace.schema.changed.v1', data: { sourceId: 's' } })
  expect(queries.getQueryState(queryKey)?.isInvalidated).toBe(true)
})
