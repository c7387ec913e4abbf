import type { Format } from '../api/millrace-types'
import { formatValue } from '../format/numbers'

interface Point {
  name: string
  seriesName?: string
  color?: string
  value: unknown
  dataIndex: number
}

/**
 * What is shown beside the pointer, as elements rather than HTML: names come from people's data.
 *
 * @param openIndex the position of the period that has not ended
 */
export function axisTooltip(format: Format, openIndex: number | null) {
  return (points: Point | Point[]): HTMLElement => {
    const all = Array.isArray(points) ? points : [points]
    const content = document.createElement('div')
    const title = document.createElement('strong')
    const open = openIndex !== null && all[0]?.dataIndex === openIndex
    title.textContent = `${all[0]?.name ?? ''}${open ? ', so far' : ''}`
    content.append(title)
    for (const point of distinct(all)) {
      const row = document.createElement('div')
      row.style.cssText = 'display:flex;justify-content:space-between;gap:1.5em'
      const name = document.createElement('span')
      const dot = document.createElement('span')
      dot.style.cssText = 'display:inline-block;width:9px;height:9px;border-radius:50%;margin-right:6px'
      dot.style.backgroundColor = point.color ?? 'transparent'
      name.append(dot, point.seriesName ?? '')
      const value = document.createElement('strong')
      value.textContent = formatValue(point.value, format)
      row.append(name, value)
      content.append(row)
    }
    return content
  }
}

/** A line that is drawn in two parts is one series to a person. */
function distinct(points: Point[]): Point[] {
  const filled = points.filter(
    (point) => point.value !== null && point.value !== undefined && point.value !== '-',
  )
  return [...new Map(filled.map((point) => [point.seriesName, point])).values()]
}
