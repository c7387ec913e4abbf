import type {
  Column,
  Filter,
  Measure,
  QuestionGrain,
  Table,
  TableName,
} from '../../shared/api/millrace-types'

/**
 * Questions are made by clicks; what a person sees of one is words of their business. The API takes less than a whole
 * question and fills in the rest.
 */
export interface Question {
  table: TableName
  dimension: { column: string; grain: QuestionGrain | null } | null
  breakdown: string | null
  measure: { aggregation: Measure['aggregation']; column: string | null }
  filters: Filter[]
  limit: number
}

export const GRAINS: Record<QuestionGrain, string> = {
  DAY: 'Day',
  WEEK: 'Week',
  MONTH: 'Month',
  QUARTER: 'Quarter',
  YEAR: 'Year',
}

export const AGGREGATIONS: Record<Measure['aggregation'], string> = {
  COUNT: 'Number of rows',
  SUM: 'Sum of',
  AVG: 'Average of',
  MIN: 'Smallest',
  MAX: 'Largest',
  COUNT_DISTINCT: 'Number of different',
}

export const OPERATORS: Record<Filter['operator'], string> = {
  EQUALS: 'is',
  NOT_EQUALS: 'is not',
  CONTAINS: 'contains',
  GREATER: 'is more than',
  LESS: 'is less than',
  BETWEEN: 'is between',
  IS_NULL: 'is empty',
  IS_NOT_NULL: 'is not empty',
}

const MOST_ROWS = 1_000

/** The first question about a table: over time if there is a date, else by category; a sum if there is something to sum. */
export function firstQuestion(table: Table): Question {
  const date = table.columns.find((column) => column.kind === 'DATE')
  const category = table.columns.find((column) => column.kind === 'CATEGORY')
  const measure = table.columns.find((column) => column.kind === 'MEASURE')
  const along = date ?? category
  return {
    table: { schema: table.schema, name: table.name },
    dimension:
      along === undefined ? null : { column: along.name, grain: along.kind === 'DATE' ? 'MONTH' : null },
    breakdown: null,
    measure:
      measure === undefined
        ? { aggregation: 'COUNT', column: null }
        : { aggregation: 'SUM', column: measure.name },
    filters: [],
    limit: MOST_ROWS,
  }
}

export function withDimension(question: Question, column: Column | undefined): Question {
  if (column === undefined) return { ...question, dimension: null, breakdown: null }
  const grain = column.kind === 'DATE' ? (question.dimension?.grain ?? 'MONTH') : null
  return {
    ...question,
    dimension: { column: column.name, grain },
    breakdown: question.breakdown === column.name ? null : question.breakdown,
  }
}

export function withAggregation(
  question: Question,
  aggregation: Measure['aggregation'],
  table: Table,
): Question {
  if (aggregation === 'COUNT') return { ...question, measure: { aggregation, column: null } }
  const column = question.measure.column ?? measurable(table, aggregation)[0]?.name ?? null
  return { ...question, measure: { aggregation, column } }
}

/** Columns that an aggregation makes sense for. */
export function measurable(table: Table, aggregation: Measure['aggregation']): Column[] {
  if (aggregation === 'COUNT_DISTINCT') return table.columns
  const numbers = table.columns.filter((column) => column.kind === 'MEASURE')
  return aggregation === 'MIN' || aggregation === 'MAX'
    ? [...numbers, ...table.columns.filter((column) => column.kind === 'DATE')]
    : numbers
}

export function operatorsFor(column: Column): Filter['operator'][] {
  const empty: Filter['operator'][] = ['IS_NULL', 'IS_NOT_NULL']
  if (column.kind === 'DATE' || column.kind === 'MEASURE') {
    return ['EQUALS', 'GREATER', 'LESS', 'BETWEEN', ...empty]
  }
  return ['EQUALS', 'NOT_EQUALS', 'CONTAINS', ...empty]
}

export function valuesNeeded(operator: Filter['operator']): number {
  if (operator === 'IS_NULL' || operator === 'IS_NOT_NULL') return 0
  return operator === 'BETWEEN' ? 2 : 1
}

/** The question as a sentence: "Sum of amount by month of paid at, split by country". */
export function describe(question: Question, table: Table): string {
  const label = (name: string | null) =>
    table.columns.find((column) => column.name === name)?.label ?? name ?? ''
  const { measure, dimension, breakdown } = question
  const what =
    measure.aggregation === 'COUNT'
      ? `Number of ${table.label.toLowerCase()}`
      : `${AGGREGATIONS[measure.aggregation]} ${label(measure.column).toLowerCase()}`
  const along =
    dimension === null
      ? ''
      : dimension.grain === null
        ? ` by ${label(dimension.column).toLowerCase()}`
        : ` by ${GRAINS[dimension.grain].toLowerCase()} of ${label(dimension.column).toLowerCase()}`
  return what + along + (breakdown === null ? '' : `, split by ${label(breakdown).toLowerCase()}`)
}

/** Questions live in the address, so that one can be sent to a colleague. */
export function fromAddress(text: string | null, tables: Table[]): Question | null {
  if (text === null) return null
  try {
    const question = JSON.parse(text) as Question
    return tableOf(question, tables) === undefined ? null : question
  } catch {
    return null
  }
}

export function tableOf(question: Question, tables: Table[]): Table | undefined {
  return tables.find((table) => table.schema === question.table.schema && table.name === question.table.name)
}
