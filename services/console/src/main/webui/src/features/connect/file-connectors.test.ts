import { expect, test } from 'vitest'
import { CONNECTORS } from '../../../fake-api/catalogue.ts'
import { apartFrom, connectorFor, endingsOf, filesOf } from './file-connectors'

const TAKERS = CONNECTORS.filter((connector) => filesOf(connector) !== null)
const MESSAGE = '{"type": "SCHEMA", "stream": "orders", "schema": {}}\n{"type": "RECORD"}\n'

test.each([
  ['orders.singer', MESSAGE, 'singer-file'],
  ['orders.jsonl', MESSAGE, 'singer-file'],
  ['events.jsonl', '{"type": "click", "value": 3}\n', 'file'],
  ['orders.csv', MESSAGE, 'file'],
  ['damaged.singer', 'nothing of the kind', 'singer-file'],
])('%s goes to the connector that reads it', async (name, text, connector) => {
  expect((await connectorFor(new File([text], name), TAKERS))?.name).toBe(connector)
})

test('what can be read is what the connectors name', () => {
  expect(endingsOf(TAKERS)).toEqual(['csv', 'tsv', 'txt', 'xlsx', 'json', 'jsonl', 'ndjson', 'singer'])
})

test('files that one source can’t have are named', () => {
  const [file, singer] = TAKERS
  if (file === undefined || singer === undefined) throw new Error('Two connectors take files')
  expect(apartFrom([file, file])).toBeNull()
  expect(apartFrom([file, singer])).toMatch(/different kinds/)
  expect(apartFrom([singer, singer])).toMatch(/^Singer messages: one file at a time/)
})
