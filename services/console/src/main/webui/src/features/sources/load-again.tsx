import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { IconCalendarRepeat, IconRotateClockwise2 } from '@tabler/icons-react'
import { useId, useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import type { PipelineStream, Stream, SyncMode } from '../../shared/api/millrace-types'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { notifyDone } from '../../shared/ui/notify'
import { DANGER } from '../../shared/ui/theme'
import { routes } from '../../shared/workspace/routes'
import { useStreamAsk } from './source-queries'
import { canReadAgain, cursorInput } from './stream-settings'

interface LoadAgainProps {
  tenant: string
  source: string
  /** As it is saved: what is asked for here does not wait for other changes. */
  stream: PipelineStream
  found: Stream
  busy: boolean
}

/** Ways to have a table loaded once more: all of it, or from some value on. */
export function LoadAgain(props: LoadAgainProps) {
  const { stream } = props
  const [asking, setAsking] = useState<'anew' | 'from' | null>(null)
  if (stream.syncMode === 'FULL_REFRESH_OVERWRITE') {
    return (
      <Text size="sm" c="dimmed">
        This table is loaded anew with every run.
      </Text>
    )
  }
  return (
    <>
      <Group gap="xs">
        <Button
          variant="default"
          leftSection={<IconRotateClockwise2 size={16} />}
          onClick={() => setAsking('anew')}
        >
          Load this table anew…
        </Button>
        {canReadAgain(stream) && (
          <Button
            variant="default"
            leftSection={<IconCalendarRepeat size={16} />}
            onClick={() => setAsking('from')}
          >
            Read again from…
          </Button>
        )}
      </Group>
      {asking === 'anew' && <LoadAnew {...props} onClose={() => setAsking(null)} />}
      {asking === 'from' && <ReadAgainFrom {...props} onClose={() => setAsking(null)} />}
    </>
  )
}

const LOST: Partial<Record<SyncMode, string>> = {
  INCREMENTAL_HISTORY: 'The earlier versions of its rows will be gone: the source does not have them.',
  INCREMENTAL_APPEND: 'Rows that the source itself no longer has will be gone.',
  FULL_REFRESH_APPEND: 'The copies of earlier runs will be gone.',
}

function LoadAnew({ onClose, ...props }: LoadAgainProps & { onClose: () => void }) {
  const lost = LOST[props.stream.syncMode]
  return (
    <AskDialog
      {...props}
      title={`Load ${props.stream.name} anew?`}
      confirm="Load it anew"
      dangerous={lost !== undefined}
      from={() => null}
      onClose={onClose}
    >
      <Text size="sm">
        The table is read from the beginning. Reports show the rows that are there until the new ones take
        their place, all at once. Other tables are not touched, and nothing changes at the source.
      </Text>
      {lost !== undefined && (
        <Text size="sm" fw={600}>
          {lost}
        </Text>
      )}
    </AskDialog>
  )
}

function ReadAgainFrom({ onClose, ...props }: LoadAgainProps & { onClose: () => void }) {
  const { stream, found } = props
  const [from, setFrom] = useState('')
  const input = cursorInput(stream, found)
  return (
    <AskDialog
      {...props}
      title={`Read ${stream.name} again`}
      confirm="Read it again"
      from={() => from.trim()}
      onClose={onClose}
    >
      <TextInput
        label={input === 'date' ? 'From this date on' : `From this ${stream.cursorField ?? 'value'} on`}
        type={input === 'date' ? 'date' : 'text'}
        inputMode={input === 'number' ? 'decimal' : undefined}
        max={input === 'date' ? new Date().toISOString().slice(0, 10) : undefined}
        value={from}
        required
        data-autofocus
        maw={240}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <Text size="sm">
        Every row with this {stream.cursorField} or a later one is read once more.{' '}
        {stream.syncMode === 'INCREMENTAL_HISTORY'
          ? 'What has changed becomes a new version; what was kept stays.'
          : 'It takes the place of the one that is here, so nothing is there twice, and nothing is deleted.'}{' '}
        After that, reading goes on as usual.
      </Text>
    </AskDialog>
  )
}

interface AskDialogProps extends LoadAgainProps {
  title: string
  confirm: string
  dangerous?: boolean
  /** From which value of the cursor on; null for the whole table. */
  from: () => string | null
  children: ReactNode
  onClose: () => void
}

function AskDialog(props: AskDialogProps) {
  const { tenant, source, stream, busy, title, confirm, dangerous = false, from, children, onClose } = props
  const [atOnce, setAtOnce] = useState(true)
  const ask = useStreamAsk(tenant, source, stream.name)
  const navigate = useNavigate()
  const form = useId()
  return (
    <Modal opened onClose={onClose} title={title} zIndex={300}>
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault()
          ask.mutate(
            { from: from(), run: atOnce && !busy },
            {
              onSuccess: ({ run }) => {
                onClose()
                if (run === null) notifyDone(`The next run reads ${stream.name} again.`)
                else void navigate(routes.run(tenant, run.id))
              },
            },
          )
        }}
      >
        <Stack>
          {children}
          <Checkbox
            label="Start right away"
            description={
              busy
                ? 'The source is being read right now, so this is done with the run after that.'
                : 'Otherwise it is done with the next run.'
            }
            checked={atOnce && !busy}
            disabled={busy}
            onChange={(event) => setAtOnce(event.currentTarget.checked)}
          />
          {ask.isError && <ErrorPanel error={ask.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Not now
            </Button>
            <Button type="submit" loading={ask.isPending} {...(dangerous && { color: DANGER })}>
              {confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
