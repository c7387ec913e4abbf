import type { ConnectorDescriptor } from '../../shared/api/millrace-types'
import { filesOf } from './file-connectors'

/** How a connector is connected: by dropping files, at once, or after some details. */
export type WayIn = 'files' | 'instant' | 'details'

export const CATEGORIES: Record<string, string> = {
  start: 'Start here',
  files: 'Spreadsheets',
  databases: 'Databases',
  saas: 'Apps',
}

export function wayIn(connector: ConnectorDescriptor): WayIn {
  if (filesOf(connector) !== null) return 'files'
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
    .filter((connector) => category === null || connector.category === category)
    .filter((connector) => {
      const text = [connector.name, connector.title, connector.summary, ...connector.keywords]
        .join(' ')
        .toLowerCase()
      return words.every((word) => text.includes(word))
    })
    .sort((left, right) => rank(left) - rank(right) || left.title.localeCompare(right.title))
}

function rank(connector: ConnectorDescriptor): number {
  return connector.category === 'files' ? 0 : connector.category === 'start' ? 1 : 2
}
