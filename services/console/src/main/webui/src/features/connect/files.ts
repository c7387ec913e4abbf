import { endingOf } from './file-connectors'

const MOST_FILES = 50

/**
 * Why a file can't be taken, in words that say what to do; null when it can.
 *
 * @param readable the ends of names of files that can be read
 */
export function refusalOf(file: Pick<File, 'name' | 'size'>, readable: string[]): string | null {
  const ending = endingOf(file.name)
  if (file.size === 0) return 'This file is empty. Check that it was saved completely.'
  if (ending === 'xls')
    return 'This is an old Excel file. Open it in Excel and save it as .xlsx, then drop it again.'
  if (ending === 'numbers')
    return 'This is a Numbers file. In Numbers, export it as CSV or Excel, then drop it again.'
  if (ending === 'zip' || ending === 'gz')
    return 'This is an archive. Unpack it and drop the files that are inside.'
  if (ending === 'pdf')
    return 'A PDF holds no table that we can read. Export the figures as CSV or Excel instead.'
  if (!readable.includes(ending))
    return 'We read CSV, TSV, Excel (.xlsx) and JSON lines. Export it as one of these.'
  return null
}

export function tooMany(count: number): string | null {
  return count > MOST_FILES ? `Drop up to ${MOST_FILES} files at once; these are ${count}.` : null
}
