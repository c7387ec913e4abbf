import type { ConnectorDescriptor } from '../../shared/api/millrace-types'

/** Which files a connector takes that is configured with uploads. */
interface FilesTaken {
  endings: string[]
  /** What the first line of its files looks like, where others have the same ending. */
  firstLine: RegExp | null
  most: number
}

/** What the schema of a connector's configuration says about its uploads; null when it takes none. */
export function filesOf(connector: ConnectorDescriptor): FilesTaken | null {
  const properties = connector.configurationSchema.properties as Record<string, unknown> | undefined
  const uploads = properties?.uploads as Record<string, unknown> | undefined
  if (uploads?.type !== 'array') return null
  const { fileEndings, firstLine, maxItems } = uploads
  return {
    endings: Array.isArray(fileEndings) ? fileEndings.map(String) : [],
    firstLine: typeof firstLine === 'string' ? new RegExp(firstLine) : null,
    most: typeof maxItems === 'number' ? maxItems : Infinity,
  }
}

export function endingOf(name: string): string {
  return name.split('.').pop()?.toLowerCase() ?? ''
}

/** Enough for a first line with the schema of a wide table. */
const HEAD_BYTES = 256 * 1024

export function endingsOf(connectors: ConnectorDescriptor[]): string[] {
  return [...new Set(connectors.flatMap((connector) => filesOf(connector)?.endings ?? []))]
}

/** The connector that a file is for. Where several name its ending, it is the one that knows its first line. */
export async function connectorFor(
  file: File,
  connectors: ConnectorDescriptor[],
): Promise<ConnectorDescriptor | undefined> {
  const named = connectors.filter((connector) => endingsOf([connector]).includes(endingOf(file.name)))
  if (named.length < 2) return named[0]
  const [line = ''] = (await file.slice(0, HEAD_BYTES).text()).trimStart().split('\n')
  return (
    named.find((connector) => filesOf(connector)?.firstLine?.test(line) === true) ??
    named.find((connector) => filesOf(connector)?.firstLine === null)
  )
}

/** Why files can't become one source, in words that say what to do; null when they can. */
export function apartFrom(connectors: ConnectorDescriptor[]): string | null {
  const [first] = connectors
  if (first === undefined) return null
  if (connectors.some((connector) => connector !== first)) {
    return 'These files are of different kinds. Remove those of one kind, and connect them afterwards.'
  }
  const { most } = filesOf(first) ?? { most: Infinity }
  return connectors.length > most
    ? `${first.title}: ${most === 1 ? 'one file' : `${most} files`} at a time. Remove the others, and connect them afterwards.`
    : null
}
