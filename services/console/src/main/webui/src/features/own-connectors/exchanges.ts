import type { TrialPage } from '../../shared/api/millrace-types'

/** What a request was for: "Slice 2, page 1: 30 records". */
export function pageLabel(page: TrialPage | undefined): string {
  if (page === undefined) return 'Login, parent stream or schema'
  const part = Object.keys(page.part).length === 0 ? '' : ` ${JSON.stringify(page.part)}`
  const records = page.records === 1 ? '1 record' : `${page.records} records`
  return `Slice ${page.slice}${part}, page ${page.number}: ${records}`
}

/** An address without its host, which is the same for all. */
export function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/]+/, '') || '/'
}

/** JSON with its indentation; anything else as it is. */
export function prettyBody(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
