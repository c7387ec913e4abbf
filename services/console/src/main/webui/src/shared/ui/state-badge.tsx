import { Badge, Loader } from '@mantine/core'
import type { RunState, SourceState, StreamState } from '../api/millrace-types'

type State = RunState | SourceState | StreamState | 'PAUSED'

const LOOKS: Record<State, { colour: string; words: string }> = {
  QUEUED: { colour: 'gray', words: 'Waiting' },
  WAITING: { colour: 'gray', words: 'Waiting' },
  RUNNING: { colour: 'mill', words: 'Running' },
  CONNECTING: { colour: 'mill', words: 'Connecting' },
  SUCCEEDED: { colour: 'teal', words: 'Done' },
  READY: { colour: 'teal', words: 'Up to date' },
  FAILED: { colour: 'red', words: 'Failed' },
  PAUSED: { colour: 'orange', words: 'Paused' },
  CANCELLED: { colour: 'gray', words: 'Cancelled' },
}

export function StateBadge({ state }: { state: State }) {
  const { colour, words } = LOOKS[state]
  const moving = state === 'RUNNING' || state === 'CONNECTING'
  return (
    <Badge
      color={colour}
      variant="light"
      tt="none"
      fw={600}
      leftSection={moving ? <Loader size={10} color={colour} /> : undefined}
      style={{ flexShrink: 0 }}
    >
      {words}
    </Badge>
  )
}
