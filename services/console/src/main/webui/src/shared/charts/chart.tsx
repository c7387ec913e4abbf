import { useComputedColorScheme } from '@mantine/core'
import { BarChart, LineChart, PieChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use as register, type ECharts } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef, useState } from 'react'
import type { Answer, Format, Visualization } from '../api/millrace-types'
import { chartOption } from './chart-option'
import { chartPalette } from './palette'

register([
  LineChart,
  BarChart,
  PieChart,
  GridComponent,
  TooltipComponent,
  LegendComponent,
  AriaComponent,
  CanvasRenderer,
])

interface ChartProps {
  kind: Exclude<Visualization, 'NUMBER' | 'TABLE'>
  answer: Pick<Answer, 'columns' | 'rows'>
  format: Format
  /** What a screen reader says it is. */
  label: string
  height?: number | string
}

export function Chart({ kind, answer, format, label, height = 280 }: ChartProps) {
  const dark = useComputedColorScheme('light') === 'dark'
  const element = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts>(null)
  const [width, setWidth] = useState<number>()

  useEffect(() => {
    if (element.current === null) return
    const drawn = init(element.current)
    chart.current = drawn
    const observer = new ResizeObserver(() => {
      drawn.resize()
      setWidth(drawn.getWidth())
    })
    observer.observe(element.current)
    return () => {
      observer.disconnect()
      drawn.dispose()
      chart.current = null
    }
  }, [])

  useEffect(() => {
    chart.current?.setOption(chartOption(kind, answer, format, chartPalette(dark), Date.now(), width), true)
    // ECharts writes a label of its own; ours says what the chart is about.
    element.current?.setAttribute('aria-label', label)
  }, [kind, answer, format, dark, label, width])

  return <div ref={element} role="img" aria-label={label} style={{ height, width: '100%' }} />
}
