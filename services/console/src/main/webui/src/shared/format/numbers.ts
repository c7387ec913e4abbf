import type { Format } from '../api/millrace-types'

/** Figures as people read them. The API gives ratios for percentages: 0.25 is 25 %. */
export function formatValue(value: unknown, format: Format): string {
  if (value === null || value === undefined) return '–'
  if (format.kind === 'TEXT') return formatCell(value)
  const number = toNumber(value)
  if (number === null) return formatCell(value)
  return new Intl.NumberFormat(undefined, { ...styleOf(format), ...digitsOf(format) }).format(number)
}

/** The same, short enough for an axis: $1.2M. */
export function formatCompact(value: unknown, format: Format): string {
  const number = toNumber(value)
  if (number === null) return '–'
  if (format.kind === 'PERCENT') {
    return new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 }).format(number)
  }
  return new Intl.NumberFormat(undefined, {
    ...styleOf(format),
    notation: 'compact',
    minimumFractionDigits: 0,
    maximumFractionDigits: 1,
  }).format(number)
}

export function formatCount(count: number): string {
  return new Intl.NumberFormat().format(count)
}

export function countOfRows(count: number): string {
  return count === 1 ? '1 row' : `${formatCount(count)} rows`
}

export function formatChange(ratio: number): string {
  return new Intl.NumberFormat(undefined, {
    style: 'percent',
    maximumFractionDigits: Math.abs(ratio) < 0.1 ? 1 : 0,
    signDisplay: 'exceptZero',
  }).format(ratio)
}

export function formatBytes(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1)
  return new Intl.NumberFormat(undefined, {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: 1,
  }).format(bytes / 1000 ** power)
}

/** A value of a table's cell whose format is not known. */
export function formatCell(value: unknown): string {
  if (value === null || value === undefined) return '–'
  if (typeof value === 'number')
    return new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 }).format(value)
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'string') return value
  return JSON.stringify(value)
}

/** A number, also one that is sent as text because it has more digits than JSON numbers keep. */
export function toNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'string' && value.trim() !== '') {
    const number = Number(value)
    return Number.isFinite(number) ? number : null
  }
  return null
}

function styleOf(format: Format): Intl.NumberFormatOptions {
  if (format.kind === 'CURRENCY') {
    return { style: 'currency', currency: format.currency ?? 'USD', currencyDisplay: 'narrowSymbol' }
  }
  return format.kind === 'PERCENT' ? { style: 'percent' } : {}
}

function digitsOf(format: Format): Intl.NumberFormatOptions {
  return { minimumFractionDigits: format.decimals, maximumFractionDigits: format.decimals }
}
