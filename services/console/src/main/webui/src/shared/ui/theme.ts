import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

const mill: MantineColorsTuple = [
  '#e8f6f7',
  '#cfebed',
  '#a3d8dc',
  '#70c3c9',
  '#46afb7',
  '#2699a3',
  '#0e7c86',
  '#0c6a73',
  '#0a565e',
  '#083f46',
]
const gray: MantineColorsTuple = [
  '#f6f9f9',
  '#eef3f4',
  '#e1e9ea',
  '#cfdadc',
  '#b1c0c3',
  '#8a9da1',
  '#5b7176',
  '#42575c',
  '#2a3d42',
  '#12292e',
]
const dark: MantineColorsTuple = [
  '#dfe9ea',
  '#b4c4c7',
  '#93a7aa',
  '#6b8085',
  '#31454a',
  '#26373b',
  '#1b2a2e',
  '#152226',
  '#0f191c',
  '#0a1214',
]

/** For buttons after which something is gone: the first shade of red that white writing is readable on. */
export const DANGER = 'red.9'

export const theme = createTheme({
  primaryColor: 'mill',
  // White writing is readable on this one in both schemes.
  primaryShade: 6,
  colors: { mill, gray, dark },
  black: '#12292e',
  autoContrast: true,
  fontFamily: "'Figtree Variable', system-ui, sans-serif",
  headings: {
    fontFamily: "'Figtree Variable', system-ui, sans-serif",
    fontWeight: '680',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.25' },
      h2: { fontSize: '1.25rem', lineHeight: '1.3' },
      h3: { fontSize: '1.05rem', lineHeight: '1.35' },
    },
  },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Card: { defaultProps: { withBorder: true, radius: 'lg', padding: 'lg' } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    // A menu holds its items only; the first of them takes the focus.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Modal: {
      defaultProps: { radius: 'lg', centered: true, closeButtonProps: { 'aria-label': 'Close' } },
      styles: {
        title: { fontWeight: 680, fontSize: '1.1rem' },
        header: { background: 'var(--millrace-surface)' },
        content: { background: 'var(--millrace-surface)' },
      },
    },
    Drawer: {
      defaultProps: { closeButtonProps: { 'aria-label': 'Close' } },
      styles: {
        title: { fontWeight: 680, fontSize: '1.25rem', overflowWrap: 'anywhere' },
        header: { background: 'var(--millrace-surface)' },
        content: { background: 'var(--millrace-surface)' },
      },
    },
    Tabs: { styles: { list: { flexWrap: 'nowrap', overflowX: 'auto', overflowY: 'hidden' } } },
    Table: { defaultProps: { verticalSpacing: 'sm' } },
    // What can be scrolled can be reached with the keyboard.
    TableScrollContainer: { defaultProps: { scrollAreaProps: { viewportProps: { tabIndex: 0 } } } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300 } },
    Skeleton: { defaultProps: { radius: 'md' } },
  },
})

const TINTED = ['mill', 'gray', 'teal', 'orange', 'red']

/** Quiet grounds for badges, alerts and buttons: a breath of the colour, and writing that is readable on it and on the page. */
function tints(share: number, writing: (colour: string) => string): Record<string, string> {
  return Object.fromEntries(
    TINTED.flatMap((name) => [
      [
        `--mantine-color-${name}-light`,
        `color-mix(in srgb, var(--mantine-color-${name}-6) ${share}%, transparent)`,
      ],
      [
        `--mantine-color-${name}-light-hover`,
        `color-mix(in srgb, var(--mantine-color-${name}-6) ${share + 6}%, transparent)`,
      ],
      [`--mantine-color-${name}-light-color`, writing(`--mantine-color-${name}`)],
      [`--mantine-color-${name}-text`, writing(`--mantine-color-${name}`)],
    ]),
  )
}

/** Colours of our own that change with the scheme. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...tints(12, (colour) => `color-mix(in srgb, var(${colour}-9) 78%, black)`),
    '--mantine-color-error': 'var(--mantine-color-red-9)',
    '--mantine-color-body': '#f6f9f9',
    '--millrace-surface': '#ffffff',
    '--millrace-ink': '#12292e',
    '--millrace-mark': '#0e6e78',
    '--millrace-stream': '#46afb7',
    '--mantine-color-dimmed': '#566c71',
    '--mantine-color-default-border': '#dce5e7',
  },
  dark: {
    ...tints(20, (colour) => `var(${colour}-3)`),
    '--mantine-color-error': 'var(--mantine-color-red-4)',
    '--mantine-color-body': '#0f191c',
    '--millrace-surface': '#152226',
    '--millrace-ink': '#eef4f4',
    '--millrace-mark': '#46afb7',
    '--millrace-stream': '#a3d8dc',
    '--mantine-color-dimmed': '#93a7aa',
    '--mantine-color-default-border': '#26373b',
  },
})
