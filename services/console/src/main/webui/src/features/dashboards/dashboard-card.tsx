import {
  ActionIcon,
  Alert,
  Button,
  Card as Panel,
  Center,
  Group,
  Skeleton,
  Text,
  Title,
  Tooltip,
} from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconChartBar, IconInfoCircle, IconTable } from '@tabler/icons-react'
import { useState } from 'react'
import type { Answer, Card } from '../../shared/api/millrace-types'
import { explain } from '../../shared/api/problem'
import { AnswerTable } from '../../shared/charts/answer-table'
import { Chart } from '../../shared/charts/chart'
import classes from './dashboard-card.module.css'
import { answerQuery } from './dashboard-queries'
import { NumberFigure } from './number-figure'

interface DashboardCardProps {
  tenant: string
  dashboard: string
  card: Card
}

/** One figure, chart or table, with its own loading, emptiness and error. */
export function DashboardCard({ tenant, dashboard, card }: DashboardCardProps) {
  const answer = useQuery(answerQuery(tenant, dashboard, card.id))
  const [asTable, setAsTable] = useState(false)
  const chart = card.visualization !== 'NUMBER' && card.visualization !== 'TABLE'
  const titleId = `card-${card.id}`
  return (
    <Panel component="section" aria-labelledby={titleId} className={classes.card} padding="md">
      <Group justify="space-between" wrap="nowrap" gap="xs" align="flex-start">
        <Group gap={6} wrap="nowrap" miw={0}>
          <Title order={2} id={titleId} className={classes.title} title={card.title}>
            {card.title}
          </Title>
          {card.description !== '' && (
            <Tooltip
              label={card.description}
              multiline
              maw={280}
              events={{ hover: true, focus: true, touch: true }}
            >
              <ActionIcon
                variant="transparent"
                color="gray"
                size={18}
                aria-label={`About ${card.title}: ${card.description}`}
              >
                <IconInfoCircle size={15} />
              </ActionIcon>
            </Tooltip>
          )}
        </Group>
        {chart && answer.data !== undefined && answer.data.rows.length > 0 && (
          <Tooltip label={asTable ? 'Show as a chart' : 'Show as a table'}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={`Show ${card.title} as a ${asTable ? 'chart' : 'table'}`}
              onClick={() => setAsTable(!asTable)}
            >
              {asTable ? <IconChartBar size={16} /> : <IconTable size={16} />}
            </ActionIcon>
          </Tooltip>
        )}
      </Group>
      <div className={classes.body}>
        {answer.isPending && (
          <Skeleton h="100%" mih={48} role="progressbar" aria-label={`Loading ${card.title}`} />
        )}
        {answer.isError && answer.data === undefined && (
          <CardError error={answer.error} onRetry={() => void answer.refetch()} />
        )}
        {answer.data !== undefined && <Content card={card} answer={answer.data} asTable={asTable} />}
      </div>
    </Panel>
  )
}

function Content({ card, answer, asTable }: { card: Card; answer: Answer; asTable: boolean }) {
  if (card.visualization === 'NUMBER') return <NumberFigure answer={answer} format={card.format} />
  if (answer.rows.length === 0) {
    return (
      <Center h="100%">
        <Text c="dimmed" size="sm">
          Nothing to show for this yet
        </Text>
      </Center>
    )
  }
  if (card.visualization === 'TABLE' || asTable) {
    return <AnswerTable answer={answer} format={card.format} label={card.title} />
  }
  return (
    <Chart
      kind={card.visualization}
      answer={answer}
      format={card.format}
      height="100%"
      label={`${card.title}, a chart of ${answer.rows.length} values. The button “Show as a table” reads them out.`}
    />
  )
}

function CardError({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { title, detail } = explain(error)
  return (
    <Alert color="orange" variant="light" p="sm" role="alert" title={title}>
      <Text size="sm" lineClamp={3} title={detail}>
        {detail}
      </Text>
      <Button size="compact-xs" variant="default" mt={8} onClick={onRetry}>
        Try again
      </Button>
    </Alert>
  )
}
