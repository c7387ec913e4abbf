import classes from './millstream.module.css'

/** A picture of what Millrace does: streams run in from the left, the wheel turns, a chart rises on the right. */
export function Millstream() {
  const bars = [38, 56, 47, 74, 66, 98, 88, 122]
  return (
    <svg className={classes.picture} viewBox="0 0 520 410" aria-hidden>
      <rect className={classes.card} x="140" y="26" width="350" height="262" rx="20" />
      <rect className={classes.faint} x="178" y="54" width="92" height="11" rx="5.500" />
      <rect className={classes.strong} x="178" y="76" width="136" height="22" rx="7" />
      <rect className={classes.rise} x="434" y="60" width="40" height="18" rx="9" />
      {bars.map((height, index) => (
        <rect
          key={height}
          className={index === bars.length - 1 ? classes.lastBar : classes.bar}
          x={180 + index * 37}
          y={256 - height}
          width="22"
          height={height}
          rx="5"
        />
      ))}
      <path
        className={classes.streamBack}
        d="M-10 342c44-34 84-34 128 0s84 34 128 0 84-34 128 0 84 34 128 0 40-20 60-24"
      />
      <path
        className={classes.stream}
        d="M-10 372c44-34 84-34 128 0s84 34 128 0 84-34 128 0 84 34 128 0 40-20 60-24"
      />
      <g className={classes.wheel}>
        <circle cx="112" cy="262" r="62" />
        <circle cx="112" cy="262" r="11" className={classes.hub} />
        {Array.from({ length: 8 }, (_, spoke) => (
          <path key={spoke} d="M112 246v-62" transform={`rotate(${spoke * 45} 112 262)`} />
        ))}
      </g>
    </svg>
  )
}
