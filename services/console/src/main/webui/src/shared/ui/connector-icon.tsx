import { ThemeIcon } from '@mantine/core'
import type { ConnectorDescriptor } from '../api/millrace-types'

interface ConnectorIconProps {
  connector: Pick<ConnectorDescriptor, 'initials' | 'colour' | 'title'> | undefined
  size?: number
}

export function ConnectorIcon({ connector, size = 40 }: ConnectorIconProps) {
  return (
    <ThemeIcon
      size={size}
      radius={size * 0.28}
      color={connector?.colour ?? 'var(--mantine-color-default-border)'}
      autoContrast
      aria-hidden
      style={{
        fontWeight: 700,
        fontSize: size * 0.4,
        letterSpacing: '-0.02em',
        flexShrink: 0,
        // Dark tiles have an edge on a dark page.
        boxShadow: 'inset 0 0 0 1px rgb(255 255 255 / 16%)',
      }}
    >
      {connector?.initials}
    </ThemeIcon>
  )
}
