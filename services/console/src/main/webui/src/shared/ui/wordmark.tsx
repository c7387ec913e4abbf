interface WordmarkProps {
  /** Height of the mark, in pixels. */
  size?: number
  /** Only the mark, without the name beside it. */
  markOnly?: boolean
}

/** A water wheel above its stream. */
export function Wordmark({ size = 28, markOnly = false }: WordmarkProps) {
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: size * 0.34 }}>
      <svg width={size} height={size} viewBox="0 0 48 48" role="img" aria-label="Millrace">
        <g fill="none" stroke="var(--millrace-mark)" strokeLinecap="round">
          <circle cx="24" cy="19.500" r="11" strokeWidth="3.200" />
          <path
            strokeWidth="3.200"
            d="M24 3.500v7M24 28.500v7M8 19.500h7M33 19.500h7M12.700 8.200l5 5M30.300 25.800l5 5M35.300 8.200l-5 5M17.700 25.800l-5 5"
          />
          <path
            stroke="var(--millrace-stream)"
            strokeWidth="4"
            d="M3 42.500c4.200-3.700 8.400-3.700 12.600 0s8.400 3.700 12.600 0 8.400-3.700 12.600 0c1.400 1.200 2.800 2 4.200 2.400"
          />
        </g>
        <circle cx="24" cy="19.500" r="3.400" fill="var(--millrace-mark)" />
      </svg>
      {!markOnly && (
        <span
          aria-hidden
          style={{
            fontWeight: 750,
            fontSize: size * 0.76,
            letterSpacing: '-0.025em',
            color: 'var(--millrace-ink)',
          }}
        >
          millrace
        </span>
      )}
    </span>
  )
}
