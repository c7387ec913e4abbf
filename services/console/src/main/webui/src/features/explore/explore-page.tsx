import { Button, Grid, Group, Select, Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconCompass } from '@tabler/icons-react'
import { Link, useSearchParams } from 'react-router'
import type { Table } from '../../shared/api/millrace-types'
import { sourcesQuery } from '../../shared/api/sources'
import { tablesQuery } from '../../shared/api/tables'
import { formatCount } from '../../shared/format/numbers'
import { EmptyState } from '../../shared/ui/empty-state'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { PageHeader } from '../../shared/ui/page-header'
import { routes } from '../../shared/workspace/routes'
import { useWorkspace } from '../../shared/workspace/workspace'
import { AnswerPanel } from './answer-panel'
import { firstQuestion, fromAddress, tableOf, type Question } from './question'
import { QuestionControls } from './question-controls'

/** Any table as a chart, by clicks. */
export function ExplorePage() {
  const { id } = useWorkspace()
  const [search, setSearch] = useSearchParams()
  const tables = useQuery(tablesQuery(id))
  const sources = useQuery(sourcesQuery(id))
  const all = tables.data ?? []
  const first = all[0]
  const question = fromAddress(search.get('q'), all) ?? (first === undefined ? null : firstQuestion(first))
  const table = question === null ? undefined : tableOf(question, all)
  const ask = (next: Question) => setSearch({ q: JSON.stringify(next) }, { replace: true })

  return (
    <>
      <PageHeader title="Explore" description="Pick a table and click your way to an answer." />
      {tables.isError && <ErrorPanel error={tables.error} onRetry={() => void tables.refetch()} />}
      {tables.isPending && <Skeleton h={480} />}
      {tables.isSuccess && all.length === 0 && (
        <EmptyState
          icon={<IconCompass />}
          title="Nothing to explore yet"
          action={
            <Button component={Link} to={routes.connect(id)}>
              Connect data
            </Button>
          }
        >
          Connect a spreadsheet or a tool, and its tables can be explored here.
        </EmptyState>
      )}
      {question !== null && table !== undefined && (
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, md: 4, lg: 3 }}>
            <Select
              label="Table"
              searchable
              allowDeselect={false}
              data={grouped(all, (source) => sources.data?.find((known) => known.id === source)?.name)}
              value={keyOf(table)}
              onChange={(key) => {
                const picked = all.find((known) => keyOf(known) === key)
                if (picked !== undefined) ask(firstQuestion(picked))
              }}
              mb={6}
            />
            <Group gap={6} mb="lg">
              <Text size="sm" c="dimmed">
                {table.rows === null ? '' : `about ${formatCount(table.rows)} rows · `}
                {table.columns.length} columns
              </Text>
            </Group>
            <QuestionControls table={table} question={question} onChange={ask} />
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 8, lg: 9 }}>
            <AnswerPanel tenant={id} table={table} question={question} />
          </Grid.Col>
        </Grid>
      )}
    </>
  )
}

function keyOf(table: Table): string {
  return `${table.schema}.${table.name}`
}

function grouped(tables: Table[], sourceName: (source: string | null) => string | undefined) {
  const groups = new Map<string, { value: string; label: string }[]>()
  for (const table of tables) {
    const name = sourceName(table.sourceId) ?? 'Other tables'
    groups.set(name, [...(groups.get(name) ?? []), { value: keyOf(table), label: table.label }])
  }
  return [...groups].map(([group, items]) => ({ group, items }))
}
