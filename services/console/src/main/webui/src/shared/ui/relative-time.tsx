import { Tooltip } from '@mantine/core'
import { useEffect, useState } from 'react'
import { formatInstant, formatRelative } from '../format/time'

const AGAIN_MILLIS = 20_000

/** "2 minutes ago", kept current; the exact time on hover. */
export function RelativeTime({ instant }: { instant: string }) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), AGAIN_MILLIS)
    return () => clearInterval(timer)
  }, [])
  return (
    <Tooltip label={formatInstant(instant)}>
      <time dateTime={instant}>{formatRelative(instant, now)}</time>
    </Tooltip>
  )
}
