import { Alert, Anchor, Button, Card, Group, Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconArrowLeft, IconLock } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import type { ConnectorDescriptor } from '../../shared/api/millrace-types'
import { connectorsQuery } from '../../shared/api/sources'
import { termsOf, withoutGiven, type AuthorisationTerms } from '../../shared/authorise/authorisation'
import { platformAppsQuery, useAuthorise } from '../../shared/authorise/use-authorise'
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
  const terms = termsOf(connector.configurationSchema)
  return terms === null ? (
    <Details tenant={id} connector={connector} />
  ) : (
    <AuthorisedDetails tenant={id} connector={connector} terms={terms} />
  )
}

interface AuthorisedDetailsProps {
  tenant: string
  connector: ConnectorDescriptor
  terms: AuthorisationTerms
}

/** A form whose last step is a permission that is given at the vendor's. */
function AuthorisedDetails({ tenant, connector, terms }: AuthorisedDetailsProps) {
  const [byHand, setByHand] = useState(false)
  const [configuration, setConfiguration] = useState<Record<string, unknown>>({})
  const apps = useQuery(platformAppsQuery(tenant))
  const start = useStartSource(tenant)
  const authorise = useAuthorise(tenant, (authorisation) =>
    start.mutate({ connector: connector.name, configuration, authorisation }),
  )
  if (byHand) {
    return (
      <Details tenant={tenant} connector={connector}>
        <Button variant="subtle" onClick={() => setByHand(false)}>
          Give the permission in the browser instead
        </Button>
      </Details>
    )
  }
  if (apps.isPending) return <Skeleton h={420} maw={640} />
  const schema = withoutGiven(
    connector.configurationSchema,
    terms,
    apps.data?.includes(connector.name) === true,
  )
  const error = authorise.error ?? start.error
  return (
    <Frame tenant={tenant} connector={connector}>
      <SchemaForm
        schema={schema}
        value={configuration}
        onChange={setConfiguration}
        error={error}
        onSubmit={() => authorise.start({ connector: connector.name, configuration })}
      >
        {error !== null && <ErrorPanel error={error} />}
        <Alert role="note" variant="light" color="gray" icon={<IconLock size={18} />}>
          <Text size="sm">
            You give the permission at {connector.title}, in a window of its own. We only ever read, and we
            never see your password.
          </Text>
        </Alert>
        {authorise.isPending && (
          <Group justify="space-between" role="status">
            <Text size="sm">Waiting for you to finish in the other window…</Text>
            <Button variant="subtle" size="xs" onClick={authorise.cancel}>
              Stop waiting
            </Button>
          </Group>
        )}
        <Group justify="space-between">
          <Button variant="subtle" color="gray" onClick={() => setByHand(true)}>
            I have a token already
          </Button>
          <Button type="submit" size="md" loading={authorise.isPending || start.isPending}>
            Authorise and connect
          </Button>
        </Group>
      </SchemaForm>
    </Frame>
  )
}

interface DetailsProps {
  tenant: string
  connector: ConnectorDescriptor
  children?: ReactNode
}

function Details({ tenant, connector, children }: DetailsProps) {
  const start = useStartSource(tenant)
  const [configuration, setConfiguration] = useState<Record<string, unknown>>({})
  return (
    <Frame tenant={tenant} connector={connector}>
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
          {children}
          <Button type="submit" size="md" loading={start.isPending}>
            Connect
          </Button>
        </Group>
      </SchemaForm>
    </Frame>
  )
}

function Frame({ tenant, connector, children }: DetailsProps) {
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
      <Card>{children}</Card>
    </div>
  )
}
