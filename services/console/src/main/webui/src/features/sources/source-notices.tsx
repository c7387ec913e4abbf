import { Alert, Anchor, Button, Text } from '@mantine/core'
import { IconAlertTriangle, IconInfoCircle, IconKey, IconPlayerPause } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { Source } from '../../shared/api/millrace-types'
import { titleOf } from '../../shared/api/problem'
import { isBusy } from '../../shared/api/sources'
import { formatInstant } from '../../shared/format/time'
import { notifyError } from '../../shared/ui/notify'
import { RelativeTime } from '../../shared/ui/relative-time'
import { routes } from '../../shared/workspace/routes'
import { useWorkspace } from '../../shared/workspace/workspace'
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
      <AccessEnding source={source} />
      {!isBusy(source) && <Trouble tenant={tenant} source={source} editable={editable} />}
    </>
  )
}

const SOON_MILLIS = 14 * 86_400_000

/** A permission that ends soon, while there is time to give it anew. */
function AccessEnding({ source: { id, accessEndsAt } }: { source: Source }) {
  const { id: tenant } = useWorkspace()
  const [now] = useState(() => Date.now())
  if (accessEndsAt === null || Date.parse(accessEndsAt) - now > SOON_MILLIS) return null
  return (
    <Warning title="This access ends soon" icon={<IconKey />}>
      It ends on {formatInstant(accessEndsAt)}. Give the permission anew under{' '}
      <Anchor component={Link} inherit to={routes.sourceSettings(tenant, id)}>
        Details
      </Anchor>
      , so that it goes on being read.
    </Warning>
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
