import { Card, Center, Group, Loader, SegmentedControl, Skeleton, Text, Title } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, bodyOf } from '../../shared/api/client'
import type { Answer, Format, Table, Visualization } from '../../shared/api/millrace-types'
import { AnswerTable } from '../../shared/charts/answer-table'
import { Chart } from '../../shared/charts/chart'
import { formatCount, formatValue } from '../../shared/format/numbers'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { describe, type Question } from './question'

type View = 'AUTO' | Exclude<Visualization, 'NUMBER'>

const VIEWS: { value: View; label: string }[] = [
  { value: 'AUTO', label: 'Best fit' },
  { value: 'LINE', label: 'Line' },
  { value: 'BAR', label: 'Bars' },
  { value: 'PIE', label: 'Ring' },
  { value: 'TABLE', label: 'Table' },
]

const FORMAT: Format = { kind: 'NUMBER', currency: null, decimals: 0 }

interface AnswerPanelProps {
  tenant: string
  table: Table
  question: Question
}

export function AnswerPanel({ tenant, table, question }: AnswerPanelProps) {
  const [view, setView] = useState<View>('AUTO')
  const answer = useQuery({
    queryKey: ['tenant', tenant, 'answers', 'question', question],
    queryFn: async () =>
      bodyOf(
        await api.POST('/api/v1/tenants/{tenant}/questions/answers', {
          params: { path: { tenant } },
          body: question,
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  const sentence = describe(question, table)
  return (
    <Card component="section" aria-label="Answer" padding="lg" mih={480}>
      <Group justify="space-between" mb="md" gap="sm">
        <Group gap="xs" flex="1 1 16rem">
          <Title order={2} size="h3">
            {sentence}
          </Title>
          {answer.isFetching && <Loader size={14} aria-label="Working it out" />}
        </Group>
        <SegmentedControl aria-label="Shown as" size="xs" data={VIEWS} value={view} onChange={setView} />
      </Group>
      {answer.isPending && <Skeleton h={380} />}
      {answer.isError && <ErrorPanel error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.data !== undefined && !answer.isError && (
        <Shown answer={answer.data} view={view} sentence={sentence} limit={question.limit} />
      )}
    </Card>
  )
}

interface ShownProps {
  answer: Answer
  view: View
  sentence: string
  limit: number
}

function Shown({ answer, view, sentence, limit }: ShownProps) {
  const format = { ...FORMAT, decimals: hasFractions(answer) ? 2 : 0 }
  const fitting = view === 'AUTO' ? answer.visualization : view
  const axis = answer.columns.some((column) => column.role !== 'MEASURE')
  const kind = axis || fitting === 'TABLE' ? fitting : 'NUMBER'
  if (answer.rows.length === 0) {
    return (
      <Center h={340}>
        <Text c="dimmed">No rows match. Take a filter away, or pick something else.</Text>
      </Center>
    )
  }
  if (kind === 'NUMBER') {
    const value = answer.rows[0]?.at(-1)
    return (
      <Center h={340}>
        <Text fz={56} fw={700} lts="-0.03em">
          {formatValue(value, format)}
        </Text>
      </Center>
    )
  }
  return (
    <>
      {kind === 'TABLE' ? (
        <div style={{ maxHeight: 560, overflow: 'auto' }}>
          <AnswerTable answer={answer} format={format} label={sentence} />
        </div>
      ) : (
        <Chart kind={kind} answer={answer} format={format} height={400} label={`${sentence}, a chart`} />
      )}
      {answer.rows.length >= limit && (
        <Text size="sm" c="dimmed" mt="sm">
          These are the first {formatCount(limit)} rows. Pick a coarser grouping or add a filter to see the
          whole.
        </Text>
      )}
    </>
  )
}

function hasFractions(answer: Answer): boolean {
  const measures = answer.columns.flatMap((column, index) => (column.role === 'MEASURE' ? [index] : []))
  return answer.rows.some((row) => measures.some((index) => !Number.isInteger(Number(row[index] ?? 0))))
}
