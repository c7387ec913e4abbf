import type { Schedule, ScheduleEdit } from '../../shared/api/millrace-types'

/** A schedule as a person sets it. */
export interface ScheduleForm {
  kind: 'manual' | 'hours' | 'daily' | 'expert'
  hours: number
  /** HH:MM */
  time: string
  cron: string
  timeZone: string
}

const DAILY = /^(\d{1,2}) (\d{1,2}) \* \* \*$/
const HOURS = /^PT(\d+)H$/

export function toForm(schedule: Schedule): ScheduleForm {
  const form: ScheduleForm = {
    kind: 'manual',
    hours: 6,
    time: '06:00',
    cron: schedule.cron ?? '0 6 * * 1-5',
    timeZone: schedule.kind === 'CRON' ? schedule.timeZone : ownTimeZone(),
  }
  if (schedule.kind === 'INTERVAL') return { ...form, kind: 'hours', hours: hoursOf(schedule.interval) ?? 6 }
  if (schedule.kind === 'CRON') {
    const time = dailyTime(schedule.cron)
    return time === null ? { ...form, kind: 'expert' } : { ...form, kind: 'daily', time }
  }
  return form
}

export function fromForm(form: ScheduleForm): ScheduleEdit {
  const { timeZone } = form
  switch (form.kind) {
    case 'manual':
      return { kind: 'MANUAL', interval: null, cron: null, timeZone }
    case 'hours':
      return { kind: 'INTERVAL', interval: `PT${form.hours}H`, cron: null, timeZone }
    case 'daily': {
      const [hour = '6', minute = '0'] = form.time.split(':')
      return { kind: 'CRON', interval: null, cron: `${Number(minute)} ${Number(hour)} * * *`, timeZone }
    }
    case 'expert':
      return { kind: 'CRON', interval: null, cron: form.cron.trim(), timeZone }
  }
}

export function describeSchedule(schedule: Schedule): string {
  switch (schedule.kind) {
    case 'MANUAL':
      return 'read when you say so'
    case 'INTERVAL': {
      const hours = hoursOf(schedule.interval)
      if (hours === null) return `every ${(schedule.interval ?? '').replace('PT', '').toLowerCase()}`
      return hours === 1 ? 'every hour' : hours === 24 ? 'every day' : `every ${hours} hours`
    }
    case 'CRON': {
      const time = dailyTime(schedule.cron)
      return time === null ? `by ${schedule.cron ?? ''}` : `daily at ${time} ${schedule.timeZone}`
    }
  }
}

export function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

function hoursOf(interval: string | null): number | null {
  const hours = HOURS.exec(interval ?? '')?.[1]
  if (hours !== undefined) return Number(hours)
  const days = /^P(\d+)D$/.exec(interval ?? '')?.[1]
  return days === undefined ? null : Number(days) * 24
}

function dailyTime(cron: string | null): string | null {
  const match = DAILY.exec(cron ?? '')
  const [, minute, hour] = match ?? []
  return minute === undefined || hour === undefined
    ? null
    : `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`
}
