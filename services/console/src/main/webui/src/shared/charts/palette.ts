/**
 * Colours of series, told apart also by people with colour-blindness (steps of lightness between neighbours), with at least
 * 3:1 against the surface of their scheme (WCAG 2.2, 1.4.11).
 */
export interface ChartPalette {
  series: string[]
  text: string
  mutedText: string
  line: string
  surface: string
}

const LIGHT: ChartPalette = {
  series: ['#0e7c86', '#d9822b', '#4a5fc1', '#c2415d', '#5f8f3e', '#8a4f9e', '#2b8fd0', '#8a6d3b'],
  text: '#12292e',
  mutedText: '#5b7176',
  line: '#e1e9ea',
  surface: '#ffffff',
}

const DARK: ChartPalette = {
  series: ['#3fbcc4', '#f0a856', '#93a4f4', '#f08499', '#9ccb78', '#cf9be0', '#74c0f2', '#d3b885'],
  text: '#dfe9ea',
  mutedText: '#93a7aa',
  line: '#26373b',
  surface: '#152226',
}

export function chartPalette(dark: boolean): ChartPalette {
  return dark ? DARK : LIGHT
}
