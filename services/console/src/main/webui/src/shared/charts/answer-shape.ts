import type { Answer, AnswerColumn } from '../api/millrace-types'
import { formatCell, toNumber } from '../format/numbers'

/** One line, set of bars or ring of an answer. */
export interface Series {
  name: string
  values: (number | null)[]
}

/** An answer as charts need it: positions on the axis, and a value of each series at each. */
export interface AnswerShape {
  axis: AnswerColumn | null
  positions: unknown[]
  series: Series[]
}

/** More series than this can't be told apart: the smallest become one. */
const MOST_SERIES = 7

/**
 * The first time column, or else the first dimension, is the axis; a further dimension splits into series; otherwise each
 * measure is a series.
 */
export function shapeOf(answer: Pick<Answer, 'columns' | 'rows'>): AnswerShape {
  const { columns, rows } = answer
  const axisIndex = firstIndex(columns, 'TIME') ?? firstIndex(columns, 'DIMENSION')
  const measures = columns.flatMap((column, index) => (column.role === 'MEASURE' ? [{ column, index }] : []))
  if (axisIndex === undefined) {
    return {
      axis: null,
      positions: [],
      series: measures.map(({ column, index }) => ({
        name: column.label,
        values: rows.map((row) => toNumber(row[index])),
      })),
    }
  }
  const axis = columns[axisIndex] ?? null
  const splitIndex = columns.findIndex((column, index) => index !== axisIndex && column.role === 'DIMENSION')
  const measure = measures[0]
  if (splitIndex >= 0 && measure !== undefined) {
    return { axis, ...split(rows, axisIndex, splitIndex, measure.index) }
  }
  return {
    axis,
    positions: rows.map((row) => row[axisIndex]),
    series: measures.map(({ column, index }) => ({
      name: column.label,
      values: rows.map((row) => toNumber(row[index])),
    })),
  }
}

function firstIndex(columns: AnswerColumn[], role: AnswerColumn['role']): number | undefined {
  const index = columns.findIndex((column) => column.role === role)
  return index < 0 ? undefined : index
}

function split(rows: unknown[][], axisIndex: number, splitIndex: number, measureIndex: number) {
  const positions: unknown[] = []
  const places = new Map<unknown, number>()
  const totals = new Map<string, number>()
  for (const row of rows) {
    const position = row[axisIndex]
    if (!places.has(position)) {
      places.set(position, positions.length)
      positions.push(position)
    }
    const name = seriesName(row[splitIndex])
    totals.set(name, (totals.get(name) ?? 0) + Math.abs(toNumber(row[measureIndex]) ?? 0))
  }
  const ranked = [...totals.keys()].sort((left, right) => (totals.get(right) ?? 0) - (totals.get(left) ?? 0))
  const named = ranked.length > MOST_SERIES + 1 ? ranked.slice(0, MOST_SERIES) : ranked
  const names = named.length < ranked.length ? [...named, 'Other'] : named
  const series = names.map((name): Series => ({ name, values: positions.map(() => null) }))
  for (const row of rows) {
    const name = seriesName(row[splitIndex])
    const target = series[named.includes(name) ? named.indexOf(name) : names.length - 1]
    const place = places.get(row[axisIndex])
    const value = toNumber(row[measureIndex])
    if (target !== undefined && place !== undefined && value !== null) {
      target.values[place] = (target.values[place] ?? 0) + value
    }
  }
  return { positions, series }
}

function seriesName(value: unknown): string {
  return value === null || value === undefined || value === '' ? '(none)' : formatCell(value)
}
