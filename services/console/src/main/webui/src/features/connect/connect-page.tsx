import {
  Badge,
  Chip,
  Group,
  Loader,
  SimpleGrid,
  Skeleton,
  Text,
  TextInput,
  Title,
  UnstyledButton,
} from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconLock, IconSearch } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import type { ConnectorDescriptor } from '../../shared/api/millrace-types'
import { connectorsQuery } from '../../shared/api/sources'
import { ConnectorIcon } from '../../shared/ui/connector-icon'
import { EmptyState } from '../../shared/ui/empty-state'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { PageHeader } from '../../shared/ui/page-header'
import { routes } from '../../shared/workspace/routes'
import { mayEdit, useWorkspace } from '../../shared/workspace/workspace'
import { CATEGORIES, categoryOf, findConnectors, inSections, wayIn } from './catalogue'
import classes from './connect-page.module.css'
import { DropZone } from './drop-zone'
import { useStartSource } from './start-source'

/** "What runs your business?": drop a file, or pick a tile. */
export function ConnectPage() {
  const { id, role } = useWorkspace()
  const navigate = useNavigate()
  const connectors = useQuery(connectorsQuery(id))
  const start = useStartSource(id)
  const [search, setSearch] = useState('')
  const [category, setCategory] = useState<string | null>(null)

  if (!mayEdit(role)) {
    return (
      <EmptyState icon={<IconLock />} title="Viewers can’t connect data">
        Ask an owner or admin of this workspace to make you an editor.
      </EmptyState>
    )
  }
  const all = connectors.data ?? []
  const takingFiles = all.filter((connector) => wayIn(connector) === 'files')
  const found = findConnectors(all, search, category).filter((connector) => !takingFiles.includes(connector))
  const sections = inSections(found)
  const categories = Object.keys(CATEGORIES).filter((name) =>
    all.some((connector) => !takingFiles.includes(connector) && categoryOf(connector) === name),
  )
  const pick = (connector: ConnectorDescriptor) => {
    switch (wayIn(connector)) {
      case 'instant':
        start.mutate({ connector: connector.name, configuration: {} })
        break
      case 'manifest':
        void navigate(routes.newConnector(id))
        break
      case 'files':
      case 'details':
        void navigate(routes.connectTo(id, connector.name))
    }
  }
  return (
    <>
      <PageHeader
        title="What runs your business?"
        description="Drop a spreadsheet, or pick what you use. We take it from there."
      />
      {connectors.isError && (
        <ErrorPanel error={connectors.error} onRetry={() => void connectors.refetch()} />
      )}
      {connectors.isPending && <Skeleton h={220} mb="xl" />}
      {takingFiles.length > 0 && <DropZone tenant={id} connectors={takingFiles} />}
      {start.isError && <ErrorPanel error={start.error} />}
      <Group justify="space-between" mt="xl" mb="md">
        <Title order={2}>Or pick a tile</Title>
        <TextInput
          type="search"
          aria-label="Search what you use"
          placeholder="Search…"
          leftSection={<IconSearch size={16} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          w={{ base: '100%', xs: 260 }}
        />
      </Group>
      {categories.length > 1 && (
        <Group className={classes.categories} gap="xs" mb="md" role="group" aria-label="Categories">
          <Chip checked={category === null} onChange={() => setCategory(null)} variant="light">
            Everything
          </Chip>
          {categories.map((name) => (
            <Chip key={name} checked={category === name} onChange={() => setCategory(name)} variant="light">
              {CATEGORIES[name]}
            </Chip>
          ))}
        </Group>
      )}
      {connectors.isPending && (
        <Tiles>
          {Array.from({ length: 3 }, (_, index) => (
            <Skeleton key={index} h={104} />
          ))}
        </Tiles>
      )}
      {sections.map((section) => (
        <section key={section.category} aria-label={section.title}>
          {sections.length > 1 && (
            <Title order={3} size="h4" mt="lg" mb="sm">
              {section.title}
            </Title>
          )}
          <Tiles>
            {section.connectors.map((connector) => (
              <Tile
                key={connector.name}
                connector={connector}
                starting={start.isPending && start.variables.connector === connector.name}
                disabled={start.isPending}
                onPick={() => pick(connector)}
              />
            ))}
          </Tiles>
        </section>
      ))}
      {connectors.isSuccess && found.length === 0 && (
        <EmptyState icon={<IconSearch />} title="Nothing of that name yet">
          Most tools export a CSV or Excel file: drop it above, and you have your dashboard all the same.
        </EmptyState>
      )}
    </>
  )
}

function Tiles({ children }: { children: ReactNode }) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, lg: 3 }} spacing="md">
      {children}
    </SimpleGrid>
  )
}

interface TileProps {
  connector: ConnectorDescriptor
  starting: boolean
  disabled: boolean
  onPick: () => void
}

function Tile({ connector, starting, disabled, onPick }: TileProps) {
  return (
    <UnstyledButton className={classes.tile} onClick={onPick} disabled={disabled}>
      <ConnectorIcon connector={connector} size={48} />
      <span className={classes.words}>
        <Group gap="xs" component="span">
          <Text component="span" fw={650}>
            {connector.title}
          </Text>
          {wayIn(connector) === 'instant' && (
            <Badge size="sm" variant="light" tt="none">
              One click
            </Badge>
          )}
        </Group>
        <Text component="span" size="sm" c="dimmed" lineClamp={3}>
          {connector.summary}
        </Text>
      </span>
      {starting && <Loader size="sm" aria-label="Connecting" />}
    </UnstyledButton>
  )
}
