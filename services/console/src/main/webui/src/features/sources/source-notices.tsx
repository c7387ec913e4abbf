import { Alert, Button, Text } from '@mantine/core'
import { IconAlertTriangle, IconInfoCircle, IconPlayerPause } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Source } from '../../shared/api/millrace-types'
import { titleOf } from '../../shared/api/problem'
import { isBusy } from '../../shared/api/sources'
import { formatInstant } from '../../shared/format/time'
import { notifyError } from '../../shared/ui/notify'
import { RelativeTime } from '../../shared/ui/relative-time'
import { useRunNow } from './source-queries'

interface SourceNoticesProps {
  tenant: string
  source: Source
  editable: boolean
}

/** What keeps a source from being read as it was meant to be, and what can be done. */
export function SourceNotices({ tenant, source, editable }: SourceNoticesProps) {
  return (
    <>
      {source.note !== null && (
        <Alert color="blue" icon={<IconInfoCircle />} title="Waiting" mb="lg" radius="lg" role="status">
          {source.note}
        </Alert>
      )}
      {!isBusy(source) && <Trouble tenant={tenant} source={source} editable={editable} />}
    </>
  )
}

function Trouble({ tenant, source, editable }: SourceNoticesProps) {
  const { latestRun, pausedReason, pausedUntil, failuresInARow } = source
  const failure = latestRun?.state === 'FAILED' ? latestRun.failure : null
  const tryNow = editable && <TryNow tenant={tenant} source={source.id} />
  if (pausedReason !== null) {
    return (
      <Warning title="Paused until you try again" icon={<IconPlayerPause />}>
        {pausedReason}
        {tryNow}
      </Warning>
    )
  }
  if (failure === null) return null
  return (
    <Warning title={titleOf(failure.code)} icon={<IconAlertTriangle />}>
      {failure.message}
      {pausedUntil !== null && (
        <>
          <Text size="sm" mt="xs">
            {failuresInARow > 1 && `${failuresInARow} scheduled runs in a row have failed. `}
            So that a source in trouble is not asked too often, the next one is later than usual:{' '}
            <RelativeTime instant={pausedUntil} />, on {formatInstant(pausedUntil)}.
          </Text>
          {tryNow}
        </>
      )}
    </Warning>
  )
}

function Warning({ title, icon, children }: { title: string; icon: ReactNode; children: ReactNode }) {
  return (
    <Alert color="orange" icon={icon} title={title} mb="lg" radius="lg" role="alert">
      {children}
    </Alert>
  )
}

function TryNow({ tenant, source }: { tenant: string; source: string }) {
  const runNow = useRunNow(tenant, source)
  return (
    <div>
      <Button
        size="xs"
        variant="default"
        mt="sm"
        loading={runNow.isPending}
        onClick={() => runNow.mutate(undefined, { onError: notifyError })}
      >
        Try now
      </Button>
    </div>
  )
}
