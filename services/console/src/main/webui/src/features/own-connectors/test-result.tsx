import { Alert, Badge, Code, CopyButton, Button, Group, Stack, Tabs, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconClock, IconCopy, IconKeyOff } from '@tabler/icons-react'
import type { TrialRead } from '../../shared/api/millrace-types'
import { formatCount } from '../../shared/format/numbers'
import { ExchangeList } from './exchange-list'
import { RecordTable } from './record-table'
import { summaryOf } from './summary'
import classes from './test-result.module.css'

/** What a short read gave. */
export function TestResult({ read }: { read: TrialRead }) {
  return (
    <Stack gap="sm">
      <Outcome read={read} />
      {read.replaced.length > 0 && (
        <Alert color="orange" icon={<IconKeyOff />} title="A credential was used up">
          The API has replaced {read.replaced.join(' and ')} during this test, and nobody keeps the new one.
          Get another before you test again or connect.
        </Alert>
      )}
      <Tabs defaultValue={read.end === 'FAILED' ? 'requests' : 'records'} keepMounted={false}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="records">Records</Tabs.Tab>
          <Tabs.Tab value="requests">Requests ({formatCount(read.exchanges.length)})</Tabs.Tab>
          <Tabs.Tab value="schema">Schema</Tabs.Tab>
          <Tabs.Tab value="log">Log{read.log.length > 0 && ` (${formatCount(read.log.length)})`}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="records">
          <RecordTable records={read.records} total={read.recordsRead} />
        </Tabs.Panel>
        <Tabs.Panel value="requests">
          <ExchangeList exchanges={read.exchanges} pages={read.pages} />
        </Tabs.Panel>
        <Tabs.Panel value="schema">
          <Schema read={read} />
        </Tabs.Panel>
        <Tabs.Panel value="log">
          {read.log.length === 0 && (
            <Text size="sm" c="dimmed">
              Nothing was logged.
            </Text>
          )}
          <Stack component="ol" gap={6} className={classes.log}>
            {read.log.map(({ level, message }, index) => (
              // Lines have no identity but their place.
              <li key={index}>
                {level === 'WARN' && (
                  <Badge size="sm" color="orange" variant="light" tt="none" mr={6}>
                    Warning
                  </Badge>
                )}
                {message}
              </li>
            ))}
          </Stack>
        </Tabs.Panel>
      </Tabs>
    </Stack>
  )
}

function Outcome({ read }: { read: TrialRead }) {
  if (read.end === 'FAILED') {
    return (
      <Alert color="orange" icon={<IconAlertTriangle />} title="That didn’t work" role="alert">
        <span className={classes.message}>{read.message}</span>
      </Alert>
    )
  }
  if (read.end === 'OUT_OF_TIME') {
    return (
      <Alert color="orange" icon={<IconClock />} title="It took too long" role="alert">
        A test may take 20 seconds. {summaryOf(read)}
      </Alert>
    )
  }
  return (
    <Alert color="teal" icon={<IconCheck />} title="It works" role="status">
      {summaryOf(read)}
    </Alert>
  )
}

function Schema({ read }: { read: TrialRead }) {
  const text = JSON.stringify(read.schema, null, 2)
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
        <Text size="sm" c="dimmed">
          As the records are that were read. It may be used in an InlineSchemaLoader.
        </Text>
        <CopyButton value={text} timeout={3_000}>
          {({ copied, copy }) => (
            <Button
              size="xs"
              variant="default"
              style={{ flexShrink: 0 }}
              leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
              onClick={copy}
            >
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </Group>
      {read.undeclared.length > 0 && (
        <Text size="sm">
          The manifest’s schema lacks <span className={classes.message}>{read.undeclared.join(', ')}</span>.
        </Text>
      )}
      <Code block className={classes.code} tabIndex={0} aria-label="Schema of the records">
        {text}
      </Code>
    </Stack>
  )
}
