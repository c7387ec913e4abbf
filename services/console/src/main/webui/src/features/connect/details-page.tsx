import { Alert, Anchor, Button, Card, Group, Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconArrowLeft, IconLock } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { ConnectorDescriptor } from '../../shared/api/millrace-types'
import { connectorsQuery } from '../../shared/api/sources'
import { SchemaForm } from '../../shared/forms/schema-form'
import { ConnectorIcon } from '../../shared/ui/connector-icon'
import { EmptyState } from '../../shared/ui/empty-state'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { PageHeader } from '../../shared/ui/page-header'
import { routes } from '../../shared/workspace/routes'
import { useWorkspace } from '../../shared/workspace/workspace'
import { isOwn } from './catalogue'
import { useStartSource } from './start-source'

/** The details that a connector needs, as its configuration schema asks for them. */
export function DetailsPage() {
  const { id } = useWorkspace()
  const { connector: name = '' } = useParams()
  const connectors = useQuery(connectorsQuery(id))
  const connector = connectors.data?.find((known) => known.name === name)
  if (connectors.isError)
    return <ErrorPanel error={connectors.error} onRetry={() => void connectors.refetch()} />
  if (connectors.isPending) return <Skeleton h={420} maw={640} />
  if (connector === undefined) {
    return (
      <EmptyState
        icon={<IconLock />}
        title="We don’t know how to connect that"
        action={
          <Button component={Link} to={routes.connect(id)}>
            See what can be connected
          </Button>
        }
      >
        It may have been renamed since the link was made.
      </EmptyState>
    )
  }
  return <Details tenant={id} connector={connector} />
}

function Details({ tenant, connector }: { tenant: string; connector: ConnectorDescriptor }) {
  const start = useStartSource(tenant)
  const [configuration, setConfiguration] = useState<Record<string, unknown>>({})
  return (
    <div style={{ maxWidth: 640 }}>
      <PageHeader
        title={`Connect ${connector.title}`}
        description={connector.summary}
        above={
          <Group mb="md" justify="space-between">
            <Anchor component={Link} to={routes.connect(tenant)} size="sm">
              <IconArrowLeft size={14} aria-hidden /> All sources
            </Anchor>
            <Group gap="sm">
              {isOwn(connector) && (
                <Anchor component={Link} to={routes.ownConnector(tenant, connector.name)} size="sm">
                  Change the connector
                </Anchor>
              )}
              <ConnectorIcon connector={connector} size={44} />
            </Group>
          </Group>
        }
      />
      <Card>
        <SchemaForm
          schema={connector.configurationSchema}
          value={configuration}
          onChange={setConfiguration}
          error={start.error}
          onSubmit={() => start.mutate({ connector: connector.name, configuration })}
        >
          {start.isError && <ErrorPanel error={start.error} />}
          <Alert role="note" variant="light" color="gray" icon={<IconLock size={18} />}>
            <Text size="sm">
              We only ever read. Passwords are encrypted, and nobody can look at them afterwards, not even we.
            </Text>
          </Alert>
          <Group justify="flex-end">
            <Button type="submit" size="md" loading={start.isPending}>
              Connect
            </Button>
          </Group>
        </SchemaForm>
      </Card>
    </div>
  )
}
