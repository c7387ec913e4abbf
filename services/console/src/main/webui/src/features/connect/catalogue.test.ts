import { expect, test } from 'vitest'
import type { ConnectorDescriptor } from '../../shared/api/millrace-types'
import { findConnectors, inSections } from './catalogue'

function connector(title: string, category: string, keywords: string[] = []): ConnectorDescriptor {
  return {
    name: title.toLowerCase(),
    title,
    summary: `What ${title} knows.`,
    category,
    colour: '#334155',
    initials: 'Xx',
    keywords,
    configurationSchema: {},
  }
}

const STRIPE = connector('Stripe', 'finance', ['payments', 'mrr'])
const XERO = connector('Xero', 'finance')
const JIRA = connector('Jira', 'engineering')
const SAMPLE = connector('Sample business', 'start')
const NEWER = connector('Newer', 'robots')
const ALL = [XERO, JIRA, NEWER, STRIPE, SAMPLE]

test('each category has its heading, in an order of our own, and by name within', () => {
  const sections = inSections(findConnectors(ALL, '', null))
  expect(sections.map((section) => [section.title, section.connectors.map((one) => one.title)])).toEqual([
    ['Start here', ['Sample business']],
    ['Finance', ['Stripe', 'Xero']],
    ['Engineering', ['Jira']],
    ['Other apps', ['Newer']],
  ])
})

test('a word finds titles, keywords and categories', () => {
  expect(findConnectors(ALL, 'stri', null)).toEqual([STRIPE])
  expect(findConnectors(ALL, 'MRR', null)).toEqual([STRIPE])
  expect(findConnectors(ALL, 'finance', null)).toEqual([STRIPE, XERO])
  expect(findConnectors(ALL, 'finance jira', null)).toEqual([])
})

test('a category that this app does not know is among the other apps', () => {
  expect(findConnectors(ALL, '', 'saas')).toEqual([NEWER])
})
