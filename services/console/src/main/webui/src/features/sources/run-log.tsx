import { Badge, Card, Group, SegmentedControl, Skeleton, Text, Title } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { LogEntry } from '../../shared/api/millrace-types'
import { formatTimeOfDay } from '../../shared/format/time'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { MoreButton } from '../../shared/ui/more-button'
import classes from './run-log.module.css'
import { logQuery } from './source-queries'

const COLOURS: Record<LogEntry['level'], string> = { INFO: 'gray', WARN: 'orange', ERROR: 'red' }
const LEVEL_NAMES: Record<LogEntry['level'], string> = { INFO: 'Info', WARN: 'Warning', ERROR: 'Error' }

export function RunLog({ tenant, run, active }: { tenant: string; run: string; active: boolean }) {
  const [shown, setShown] = useState<'all' | 'problems'>('all')
  const log = useInfiniteQuery(logQuery(tenant, run, active))
  const entries = (log.data?.pages.flatMap((page) => page.items) ?? []).filter(
    (entry) => shown === 'all' || entry.level !== 'INFO',
  )
  return (
    <Card component="section" aria-labelledby="log-title">
      <Group justify="space-between" mb="sm">
        <Title order={2} id="log-title">
          Log
        </Title>
        <SegmentedControl
          size="xs"
          aria-label="Which lines"
          data={[
            { value: 'all', label: 'Everything' },
            { value: 'problems', label: 'Only problems' },
          ]}
          value={shown}
          onChange={(value) => setShown(value)}
        />
      </Group>
      {log.isPending && <Skeleton h={120} />}
      {log.isError && <ErrorPanel error={log.error} onRetry={() => void log.refetch()} />}
      <ol className={classes.log} aria-live={active ? 'polite' : undefined}>
        {entries.map((entry, index) => (
          // Lines have no identity but their place.
          <li key={index} className={classes.line}>
            <time dateTime={entry.at} className={classes.time}>
              {formatTimeOfDay(entry.at)}
            </time>
            <Badge size="sm" variant="light" color={COLOURS[entry.level]} tt="none" className={classes.level}>
              {LEVEL_NAMES[entry.level]}
            </Badge>
            <span className={classes.message}>
              {entry.stream !== null && <strong>{entry.stream}: </strong>}
              {entry.message}
            </span>
          </li>
        ))}
      </ol>
      {log.isSuccess && entries.length === 0 && (
        <Text c="dimmed" size="sm">
          {shown === 'problems' ? 'No problems.' : 'Nothing is logged yet.'}
        </Text>
      )}
      {log.hasNextPage && (
        <MoreButton loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          Show more lines
        </MoreButton>
      )}
    </Card>
  )
}
