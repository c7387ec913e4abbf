import type { EChartsCoreOption } from 'echarts/core'
import type { Answer, Format, Visualization } from '../api/millrace-types'
import { formatCompact, formatValue } from '../format/numbers'
import { formatPeriod, isLastPeriodOpen, periodOptions } from '../format/time'
import { shapeOf, type AnswerShape, type Series } from './answer-shape'
import { axisTooltip } from './axis-tooltip'
import type { ChartPalette } from './palette'

type ChartKind = Exclude<Visualization, 'NUMBER' | 'TABLE'>

/** Canvas knows no inheritance. */
const FONT = "'Figtree Variable', system-ui, sans-serif"

/** A pie of more slices can't be read: the smallest become one. */
const MOST_SLICES = 6

/** What ECharts draws for an answer. Pure, so that it is tested without a screen. */
export function chartOption(
  kind: ChartKind,
  answer: Pick<Answer, 'columns' | 'rows'>,
  format: Format,
  palette: ChartPalette,
  now = Date.now(),
  width = Number.POSITIVE_INFINITY,
): EChartsCoreOption {
  const shape = shapeOf(answer)
  const base = {
    color: palette.series,
    textStyle: { fontFamily: FONT, color: palette.text },
    animationDuration: 300,
    aria: { enabled: true },
  }
  return kind === 'PIE'
    ? { ...base, ...pie(shape, format, palette) }
    : { ...base, ...cartesian(kind, shape, format, palette, now, width) }
}

/** What stands at the positions of the axis. */
export function positionLabels(shape: AnswerShape): string[] {
  if (shape.axis?.role !== 'TIME') {
    return shape.positions.map((position) =>
      position === null || position === undefined || position === ''
        ? '(none)'
        : String(position as string | number),
    )
  }
  const options = periodOptions(shape.positions)
  return shape.positions.map((position) => formatPeriod(position, options))
}

function cartesian(
  kind: 'LINE' | 'AREA' | 'BAR',
  shape: AnswerShape,
  format: Format,
  palette: ChartPalette,
  now: number,
  width: number,
) {
  const labels = positionLabels(shape)
  const open = shape.axis?.role === 'TIME' && isLastPeriodOpen(shape.positions, now)
  const lying = kind === 'BAR' && shape.axis?.role !== 'TIME' && labels.length > 0
  const categories = {
    type: 'category',
    data: labels,
    inverse: lying,
    boundaryGap: kind === 'BAR',
    axisTick: { show: false },
    axisLine: { lineStyle: { color: palette.line } },
    axisLabel: {
      color: palette.mutedText,
      hideOverlap: true,
      ...(lying ? { width: 120, overflow: 'truncate' } : {}),
    },
  }
  const values = {
    type: 'value',
    axisLabel: { color: palette.mutedText, formatter: (value: number) => formatCompact(value, format) },
    splitLine: { lineStyle: { color: palette.line } },
    splitNumber: 4,
  }
  const several = shape.series.length > 1
  return {
    grid: {
      left: 4,
      right: 16,
      top: several ? 14 + LEGEND_LINE * legendLines(shape.series, width) : 12,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    legend: several ? legend(palette) : undefined,
    tooltip: {
      ...tooltip('axis', format, palette),
      formatter: axisTooltip(format, open ? labels.length - 1 : null),
    },
    xAxis: lying ? values : categories,
    yAxis: lying ? categories : values,
    series: shape.series.flatMap((series, index) =>
      drawn(kind, series, several, palette.series[index % palette.series.length], open),
    ),
  }
}

/** A period that has not ended is hatched or dashed: it would look like a slump. */
function drawn(
  kind: 'LINE' | 'AREA' | 'BAR',
  series: Series,
  several: boolean,
  colour: string | undefined,
  open: boolean,
): object[] {
  const last = series.values.length - 1
  if (kind === 'BAR') {
    return [
      {
        type: 'bar',
        name: series.name,
        color: colour,
        data: series.values.map((value, index) =>
          open && index === last ? { value, itemStyle: { opacity: 0.75, decal: HATCHED } } : value,
        ),
        stack: several ? 'all' : undefined,
        barMaxWidth: 28,
        itemStyle: { borderRadius: several ? 0 : 3 },
      },
    ]
  }
  const line = (part: 'whole' | 'open', values: (number | null)[]) => ({
    type: 'line',
    name: series.name,
    color: colour,
    data: values,
    symbol: 'circle',
    symbolSize: 6,
    showSymbol: part === 'whole' && values.length < 3,
    lineStyle: { width: 2.5, type: part === 'open' ? 'dashed' : 'solid' },
    stack: kind === 'AREA' && several ? part : undefined,
    areaStyle: kind === 'AREA' ? { color: colour, opacity: areaOpacity(several, part) } : undefined,
  })
  if (!open) return [line('whole', series.values)]
  return [
    line(
      'whole',
      series.values.map((value, index) => (index === last ? null : value)),
    ),
    line(
      'open',
      series.values.map((value, index) => (index < last - 1 ? null : value)),
    ),
  ]
}

const HATCHED = { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: Math.PI / 4 }

function areaOpacity(several: boolean, part: 'whole' | 'open'): number {
  const whole = several ? 0.45 : 0.14
  return part === 'whole' ? whole : whole / 2
}

function pie(shape: AnswerShape, format: Format, palette: ChartPalette) {
  const labels = positionLabels(shape)
  const values = shape.series[0]?.values ?? []
  const slices = labels
    .map((name, index) => ({ name, value: values[index] ?? 0 }))
    .sort((left, right) => right.value - left.value)
  const rest = slices.slice(MOST_SLICES)
  const shown =
    rest.length > 1
      ? [
          ...slices.slice(0, MOST_SLICES),
          { name: 'Other', value: rest.reduce((sum, slice) => sum + slice.value, 0) },
        ]
      : slices
  return {
    tooltip: tooltip('item', format, palette),
    legend: {
      ...legend(palette),
      top: undefined,
      bottom: 0,
      formatter: (name: string) => withShare(name, shown),
    },
    series: [
      {
        type: 'pie',
        radius: ['40%', '62%'],
        center: ['50%', '34%'],
        data: shown,
        label: { show: false },
        itemStyle: { borderColor: palette.surface, borderWidth: 2 },
      },
    ],
  }
}

/** Slices say their share, which a ring alone leaves to guessing. */
function withShare(name: string, slices: { name: string; value: number }[]): string {
  const total = slices.reduce((sum, slice) => sum + slice.value, 0)
  const value = slices.find((slice) => slice.name === name)?.value ?? 0
  return total === 0 ? name : `${name} ${Math.round((value / total) * 100)}%`
}

/** All names at once, in as many lines as they need: a page of them can't be compared with the next. */
function legend(palette: ChartPalette) {
  return {
    type: 'plain',
    top: 0,
    left: 0,
    icon: 'circle',
    itemWidth: 9,
    itemHeight: 9,
    textStyle: { color: palette.mutedText },
  }
}

/** Pixels of a line of the legend, with the space below it. */
const LEGEND_LINE = 22
/** Pixels of a letter of the legend, rather too many than too few. */
const LEGEND_LETTER = 7
/** Pixels of the mark of a name and of the spaces around it. */
const LEGEND_MARK = 26

/** How many lines the legend takes: ECharts does not keep the plot clear of it. */
function legendLines(series: Series[], width: number): number {
  let lines = 1
  let used = 0
  for (const { name } of series) {
    const needed = LEGEND_MARK + name.length * LEGEND_LETTER
    if (used > 0 && used + needed > width) {
      lines++
      used = 0
    }
    used += needed
  }
  return lines
}

function tooltip(trigger: 'axis' | 'item', format: Format, palette: ChartPalette) {
  return {
    trigger,
    confine: true,
    backgroundColor: palette.surface,
    borderColor: palette.line,
    textStyle: { color: palette.text, fontSize: 13 },
    axisPointer: { type: 'line', lineStyle: { color: palette.mutedText, type: 'dashed' } },
    valueFormatter: (value: unknown) => formatValue(value, format),
  }
}
