import { Accordion, Badge, Code, Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { TrialExchange, TrialPage } from '../../shared/api/millrace-types'
import { formatDuration } from '../../shared/format/time'
import classes from './exchange-list.module.css'
import { pageLabel, pathOf, prettyBody } from './exchanges'

interface ExchangeListProps {
  exchanges: TrialExchange[]
  pages: TrialPage[]
}

/** Each request and its answer, in the order in which they were sent. */
export function ExchangeList({ exchanges, pages }: ExchangeListProps) {
  if (exchanges.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        Nothing was asked.
      </Text>
    )
  }
  return (
    <Accordion
      variant="separated"
      chevronPosition="left"
      order={3}
      multiple
      classNames={{ control: classes.control }}
    >
      {exchanges.map((exchange, index) => (
        // Requests have no identity but their place.
        <Accordion.Item key={index} value={String(index)}>
          <Accordion.Control>
            <Group gap="xs" wrap="nowrap" align="baseline">
              <Status status={exchange.status} />
              <span className={classes.words}>
                <span className={classes.path}>
                  {exchange.method} {pathOf(exchange.url)}
                </span>
                <Text span size="xs" c="dimmed" display="block">
                  {pageLabel(exchange.page === null ? undefined : pages[exchange.page])}
                  {' · '}
                  {formatDuration(exchange.millis)}
                </Text>
              </span>
            </Group>
          </Accordion.Control>
          <Accordion.Panel>
            <Exchange exchange={exchange} />
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  )
}

function Status({ status }: { status: number | null }) {
  return (
    <Badge
      color={status === null || status >= 400 ? 'red' : 'teal'}
      variant="light"
      tt="none"
      className={classes.status}
    >
      {status ?? 'No answer'}
    </Badge>
  )
}

function Exchange({ exchange }: { exchange: TrialExchange }) {
  return (
    <Stack gap="sm">
      <Part title="Request">
        <Block label="Request address">{`${exchange.method} ${exchange.url}`}</Block>
        <Headers label="Request headers" headers={exchange.requestHeaders} />
        {exchange.requestBody !== null && (
          <Block label="Request body">{prettyBody(exchange.requestBody)}</Block>
        )}
      </Part>
      <Part title="Answer">
        {exchange.failure !== null && <Text size="sm">{exchange.failure}</Text>}
        <Headers label="Answer headers" headers={exchange.responseHeaders} />
        {exchange.body !== null && exchange.body !== '' && (
          <Block label="Answer body">{exchange.bodyCut ? exchange.body : prettyBody(exchange.body)}</Block>
        )}
        {exchange.bodyCut && (
          <Text size="xs" c="dimmed">
            The answer is longer; this is its beginning. All of it was read.
          </Text>
        )}
      </Part>
    </Stack>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack gap={6}>
      <Text size="sm" fw={650}>
        {title}
      </Text>
      {children}
    </Stack>
  )
}

function Headers({ label, headers }: { label: string; headers: Record<string, string> }) {
  const entries = Object.entries(headers)
  if (entries.length === 0) return null
  return <Block label={label}>{entries.map(([name, value]) => `${name}: ${value}`).join('\n')}</Block>
}

function Block({ label, children }: { label: string; children: string }) {
  return (
    <Code block className={classes.block} tabIndex={0} role="region" aria-label={label}>
      {children}
    </Code>
  )
}
