import { expect, test } from 'vitest'
import { inOrder, isAdvanced, isMultiline, isTextList } from './schema-hints'

const schema = {
  properties: {
    port: { type: 'integer', order: 2 },
    host: { type: 'string', order: 1 },
    note: { type: 'string', multiline: true },
    schemas: { type: 'array', items: { type: 'string' }, order: 3, advanced: true },
  },
}

test('properties come in their order, and those without one last', () => {
  expect(inOrder(schema)).toEqual(['host', 'port', 'schemas', 'note'])
})

test('knows what few people need, and what is a list of texts', () => {
  expect(isAdvanced(schema, 'schemas')).toBe(true)
  expect(isAdvanced(schema, 'host')).toBe(false)
  expect(isTextList(schema, 'schemas')).toBe(true)
  expect(isTextList(schema, 'note')).toBe(false)
})

test('knows what has lines', () => {
  expect(isMultiline(schema, 'note')).toBe(true)
  expect(isMultiline(schema, 'host')).toBe(false)
})
