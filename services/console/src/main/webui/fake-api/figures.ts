import type { Answer, Card, Question } from '../src/shared/api/millrace-types'

const COUNTRIES = [
  'Germany',
  'United States',
  'France',
  'Netherlands',
  'Sweden',
  'Japan',
  'Spain',
  'Brazil',
  'Poland',
]
const PLANS = ['Basic', 'Team', 'Company']

export function sampleCards(): Card[] {
  const money = { kind: 'CURRENCY', currency: 'USD', decimals: 0 } as const
  const count = { kind: 'NUMBER', currency: null, decimals: 0 } as const
  const share = { kind: 'PERCENT', currency: null, decimals: 1 } as const
  return [
    card('revenue', 'Revenue this month', 'Paid invoices of the calendar month so far.', 'NUMBER', 3, money),
    card(
      'mrr',
      'Monthly recurring revenue',
      'What active subscriptions bring in each month.',
      'NUMBER',
      3,
      money,
    ),
    card('churn', 'Churn', 'Share of customers who left in the last 30 days.', 'NUMBER', 3, share),
    card('new-customers', 'New customers', '', 'NUMBER', 3, count),
    card('revenue-by-month', 'Revenue by month', '', 'AREA', 8, money),
    card('plans', 'Customers by plan', '', 'PIE', 4, count),
    card('visits', 'Visits by channel', '', 'LINE', 6, count),
    card('countries', 'Revenue by country', '', 'BAR', 6, money),
    card('best', 'Best customers', 'By what they paid in all.', 'TABLE', 6, money),
    card('tickets', 'Tickets by week', '', 'BAR', 6, count),
  ]
}

function card(
  id: string,
  title: string,
  description: string,
  visualization: Card['visualization'],
  width: number,
  format: Card['format'],
): Card {
  const question = { table: { schema: 'sample_business_models', name: id }, filters: [] }
  return { id, title, description, visualization, width, format, period: null, question }
}

export function answerOf(id: string): Answer {
  switch (id) {
    case 'revenue':
      return number(84_230.5, { previous: 78_910, changeRatio: 0.0674, label: 'than last month by this day' })
    case 'mrr':
      return number(71_480, { previous: 69_120, changeRatio: 0.0341, label: 'than last month' })
    case 'churn':
      return number(0.0214, { previous: 0.0262, changeRatio: -0.183, label: 'than the 30 days before' })
    case 'new-customers':
      return number(128, { previous: null, changeRatio: null, label: 'no month before to compare with' })
    case 'plans':
      return answer(
        [dimension('Plan'), measure('Customers')],
        [
          ['Basic', 1_204],
          ['Team', 611],
          ['Company', 143],
        ],
      )
    case 'visits':
      return answer(
        [time('Week'), dimension('Channel'), measure('Visits')],
        periods(20, 7).flatMap((week, index) =>
          ['Search', 'Newsletter', 'Social', 'Direct'].map((channel, place) => [
            week,
            channel,
            Math.round(900 / (place + 1) + 160 * Math.sin(index / 2 + place) + index * 14),
          ]),
        ),
      )
    case 'countries':
      return answer(
        [dimension('Country'), measure('Revenue')],
        COUNTRIES.map((country, index) => [country, Math.round(412_000 / (index + 1.2))]),
      )
    case 'best':
      return answer(
        [dimension('Customer'), dimension('Country'), measure('Paid')],
        COUNTRIES.map((country, index) => [
          `${['Alder', 'Birch & Sons', 'Cedar Holding International Trading Company', 'Dogwood', 'Elm', 'Fir'][index % 6] ?? ''} ${index + 1}`,
          country,
          48_200.5 - index * 3_120,
        ]),
      )
    case 'tickets':
      return answer(
        [time('Week'), measure('Tickets')],
        periods(14, 7).map((week, index) => [week, 60 + ((index * 37) % 41)]),
      )
    default:
      return answer(
        [time('Month'), measure('Revenue')],
        months(24).map((month, index) => [
          month,
          Math.round(24_000 + index * 2_450 + 4_000 * Math.sin(index / 1.9)),
        ]),
      )
  }
}

/** An answer of the right form, whose figures follow from the question alone. */
export function answerQuestion(question: Question): Answer {
  const { dimension: along = null, breakdown = null, measure: asked = null } = question
  const value = measure(asked?.column == null ? 'Rows' : 'Amount')
  const filtered = question.filters.length > 0 ? 0.4 : 1
  const amount = (index: number, place = 0) =>
    Math.round(filtered * (4_000 + index * 310 + 900 * Math.sin(index / 2 + place)) * (place === 0 ? 1 : 0.6))
  if (along === null) return { ...answer([value], [[amount(40)]]), visualization: 'NUMBER' }
  const positions =
    along.grain == null
      ? COUNTRIES
      : along.grain === 'YEAR'
        ? months(36).filter((_, month) => month % 12 === 0)
        : months(24)
  const axis = along.grain == null ? dimension('Country') : time('Month')
  const visualization = along.grain == null ? 'BAR' : 'LINE'
  if (breakdown === null) {
    return {
      ...answer(
        [axis, value],
        positions.map((position, index) => [position, amount(index)]),
      ),
      visualization,
    }
  }
  return {
    ...answer(
      [axis, dimension('Plan'), value],
      positions.flatMap((position, index) =>
        PLANS.map((plan, place) => [position, plan, amount(index, place)]),
      ),
    ),
    visualization,
  }
}

function number(value: number, comparison: Answer['comparison']): Answer {
  return { ...answer([measure('Value')], [[value]]), comparison: comparison ?? null }
}

function answer(columns: Answer['columns'], rows: unknown[][]): Answer {
  return {
    columns,
    rows,
    dataVersion: 1,
    computedAt: new Date(Date.now() - 130_000).toISOString(),
    fromCache: true,
    comparison: null,
    visualization: 'TABLE',
  }
}

const time = (label: string) => ({ name: label.toLowerCase(), label, type: 'date', role: 'TIME' }) as const
const dimension = (label: string) =>
  ({ name: label.toLowerCase(), label, type: 'text', role: 'DIMENSION' }) as const
const measure = (label: string) =>
  ({ name: label.toLowerCase(), label, type: 'numeric', role: 'MEASURE' }) as const

function months(count: number): string[] {
  const now = new Date()
  return Array.from({ length: count }, (_, index) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - count + 1 + index, 1))
      .toISOString()
      .slice(0, 10),
  )
}

function periods(count: number, days: number): string[] {
  const end = Math.floor(Date.now() / 86_400_000) * 86_400_000
  return Array.from({ length: count }, (_, index) =>
    new Date(end - (count - 1 - index) * days * 86_400_000).toISOString().slice(0, 10),
  )
}
