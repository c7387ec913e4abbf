import type { ConnectorDescriptor } from '../../shared/api/millrace-types'
import { filesOf } from './file-connectors'

/** How a connector is connected: by dropping files, at once, after some details, or by writing it first. */
export type WayIn = 'files' | 'instant' | 'details' | 'manifest'

/** The tile behind which a manifest is written instead of a form filled in. */
const OWN_API = 'api-manifest'

/** Whether it is made by somebody of the workspace. */
export function isOwn(connector: ConnectorDescriptor): boolean {
  return connector.category === 'own'
}

/** In the order in which they are shown. */
export const CATEGORIES: Record<string, string> = {
  start: 'Start here',
  own: 'Your own',
  files: 'Files and sheets',
  finance: 'Finance',
  sales: 'Sales',
  marketing: 'Marketing',
  support: 'Support',
  product: 'Product',
  engineering: 'Engineering',
  databases: 'Databases',
  saas: 'Other apps',
}

/** Where a connector belongs, also when its worker is newer than this app and knows more categories. */
export function categoryOf(connector: ConnectorDescriptor): string {
  return connector.category in CATEGORIES ? connector.category : 'saas'
}

export interface Section {
  category: string
  title: string
  connectors: ConnectorDescriptor[]
}

/** Connectors under the headings of their categories; those of a category stay in their order. */
export function inSections(connectors: ConnectorDescriptor[]): Section[] {
  return Object.entries(CATEGORIES)
    .map(([category, title]) => ({
      category,
      title,
      connectors: connectors.filter((connector) => categoryOf(connector) === category),
    }))
    .filter((section) => section.connectors.length > 0)
}

export function wayIn(connector: ConnectorDescriptor): WayIn {
  if (filesOf(connector) !== null) return 'files'
  if (connector.name === OWN_API) return 'manifest'
  const required = connector.configurationSchema.required
  return Array.isArray(required) && required.length > 0 ? 'details' : 'instant'
}

/** Those that match what a person types, in the order: files, the sample, everything else by name. */
export function findConnectors(
  connectors: ConnectorDescriptor[],
  search: string,
  category: string | null,
): ConnectorDescriptor[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return connectors
    .filter((connector) => category === null || categoryOf(connector) === category)
    .filter((connector) => {
      const text = [
        connector.name,
        connector.title,
        connector.summary,
        CATEGORIES[categoryOf(connector)],
        ...connector.keywords,
      ]
        .join(' ')
        .toLowerCase()
      return words.every((word) => text.includes(word))
    })
    .sort((left, right) => rank(left) - rank(right) || left.title.localeCompare(right.title))
}

function rank(connector: ConnectorDescriptor): number {
  return connector.category === 'files' ? 0 : connector.category === 'start' ? 1 : 2
}
