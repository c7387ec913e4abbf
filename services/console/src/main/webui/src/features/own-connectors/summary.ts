import type { TrialRead } from '../../shared/api/millrace-types'
import { formatCount } from '../../shared/format/numbers'

/** "41 records in 3 pages of 2 slices. There is more." */
export function summaryOf(read: Pick<TrialRead, 'recordsRead' | 'pages' | 'end'>): string {
  const slices = new Set(read.pages.map((page) => page.slice)).size
  const words = [
    count(read.recordsRead, 'record'),
    ...(read.pages.length > 0 ? [`in ${count(read.pages.length, 'page')}`] : []),
    ...(slices > 1 ? [`of ${count(slices, 'slice')}`] : []),
  ]
  const more =
    read.end === 'ENOUGH'
      ? ' There is more: a test reads a few pages of a few slices.'
      : read.end === 'COMPLETE'
        ? ' That is all there is.'
        : ''
  return `${words.join(' ')}.${more}`
}

function count(number: number, thing: string): string {
  return `${formatCount(number)} ${number === 1 ? thing : `${thing}s`}`
}
