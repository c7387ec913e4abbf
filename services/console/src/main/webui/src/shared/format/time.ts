const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

/** "2 minutes ago", "in 3 hours", "just now". */
export function formatRelative(instant: string, now = Date.now()): string {
  const seconds = (Date.parse(instant) - now) / 1000
  const words = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' })
  for (const [unit, length] of STEPS) {
    if (Math.abs(seconds) >= length) return words.format(Math.round(seconds / length), unit)
  }
  return seconds > 5 ? 'in a moment' : 'just now'
}

export function formatInstant(instant: string): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(
    Date.parse(instant),
  )
}

export function formatTimeOfDay(instant: string): string {
  return new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' }).format(Date.parse(instant))
}

/** "850 ms", "12 s", "3 min 20 s". */
export function formatDuration(millis: number): string {
  if (millis < 1_000) return `${Math.round(millis)} ms`
  const seconds = Math.round(millis / 1_000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

export function formatDay(value: unknown): string {
  return formatPeriod(value, { day: 'numeric', month: 'short', year: 'numeric' })
}

/** A point of a time axis, as coarse as the distance between its points. */
export function formatPeriod(value: unknown, options: Intl.DateTimeFormatOptions): string {
  if (typeof value !== 'string' && typeof value !== 'number') return '–'
  const time = typeof value === 'number' ? value : Date.parse(value)
  if (Number.isNaN(time)) return String(value)
  return new Intl.DateTimeFormat(undefined, { timeZone: 'UTC', ...options }).format(time)
}

const DAY_MILLIS = 86_400_000

/** How to write the points of a time axis, judged by the distance between them. Rows may share a point. */
export function periodOptions(values: unknown[]): Intl.DateTimeFormatOptions {
  const times = [...new Set(values.map((value) => (typeof value === 'string' ? Date.parse(value) : NaN)))]
    .filter((time) => !Number.isNaN(time))
    .sort((left, right) => left - right)
  const gaps = times.slice(1).map((time, index) => (time - (times[index] ?? time)) / DAY_MILLIS)
  const days = Math.min(...gaps)
  if (times.every((time) => time % DAY_MILLIS === 0)) {
    if (gaps.length === 0) return { day: 'numeric', month: 'short', year: 'numeric' }
    if (days > 300) return { year: 'numeric' }
    return days > 25 ? { month: 'short', year: 'numeric' } : { day: 'numeric', month: 'short' }
  }
  return { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }
}

/** Whether the last point of a time axis is a period that has not ended, judged by the distance between the points. */
export function isLastPeriodOpen(values: unknown[], now = Date.now()): boolean {
  const times = values.map((value) => (typeof value === 'string' ? Date.parse(value) : NaN))
  const last = times.at(-1)
  const before = times.at(-2)
  if (last === undefined || before === undefined || Number.isNaN(last - before)) return false
  const days = (last - before) / DAY_MILLIS
  const end = new Date(last)
  if (days > 300) end.setUTCFullYear(end.getUTCFullYear() + 1)
  else if (days > 80) end.setUTCMonth(end.getUTCMonth() + 3)
  else if (days > 25) end.setUTCMonth(end.getUTCMonth() + 1)
  else end.setUTCDate(end.getUTCDate() + (days > 6 ? 7 : 1))
  return last <= now && now < end.getTime()
}
