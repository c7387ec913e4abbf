import { Anchor, Button, Card, Group, Modal, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { ConnectorDescriptor, Source } from '../../shared/api/millrace-types'
import { ownConnectorQuery } from '../../shared/api/own-connectors'
import { isBusy } from '../../shared/api/sources'
import { SchemaForm } from '../../shared/forms/schema-form'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { notifyDone } from '../../shared/ui/notify'
import { routes } from '../../shared/workspace/routes'
import { useSourceChange } from './source-queries'

interface ConnectorVersionProps {
  tenant: string
  source: Source
  /** As the catalogue has it: with the form of the newest version. */
  connector: ConnectorDescriptor
  editable: boolean
}

/** By which version of the workspace's own connector a source is read, and the way to the newest. */
export function ConnectorVersion({ tenant, source, connector, editable }: ConnectorVersionProps) {
  const own = useQuery(ownConnectorQuery(tenant, source.connector))
  const [upgrading, setUpgrading] = useState(false)
  const newest = own.data?.value.newest
  if (source.connectorVersion === null || newest === undefined) return null
  const outdated = source.connectorVersion < newest
  return (
    <Card component="section" aria-label="Version of the connector">
      <Group justify="space-between">
        <div>
          <Title order={2} size="h3">
            Version {source.connectorVersion} of {connector.title}
          </Title>
          <Text size="sm" c="dimmed">
            {outdated ? `The newest is version ${newest}.` : 'That is the newest.'}{' '}
            {editable && (
              <Anchor component={Link} inherit to={routes.ownConnector(tenant, source.connector)}>
                See the connector
              </Anchor>
            )}
          </Text>
        </div>
        {outdated && editable && (
          <Button variant="light" onClick={() => setUpgrading(true)}>
            Use version {newest}…
          </Button>
        )}
      </Group>
      {upgrading && (
        <UpgradeDialog
          tenant={tenant}
          source={source}
          connector={connector}
          version={newest}
          onClose={() => setUpgrading(false)}
        />
      )}
    </Card>
  )
}

interface UpgradeDialogProps {
  tenant: string
  source: Source
  connector: ConnectorDescriptor
  version: number
  onClose: () => void
}

function UpgradeDialog({ tenant, source, connector, version, onClose }: UpgradeDialogProps) {
  const known = Object.keys(connector.configurationSchema.properties ?? {})
  const [configuration, setConfiguration] = useState<Record<string, unknown>>(() =>
    Object.fromEntries(Object.entries(source.configuration).filter(([name]) => known.includes(name))),
  )
  const change = useSourceChange(tenant, source.id)
  const navigate = useNavigate()
  return (
    <Modal opened onClose={onClose} title={`Use version ${version}`}>
      <Text size="sm" mb="md">
        {source.name} is looked at again with it. Tables that it no longer has stay as they are.
      </Text>
      <SchemaForm
        schema={connector.configurationSchema}
        value={configuration}
        onChange={setConfiguration}
        error={change.error}
        secretsAreStored
        onSubmit={() =>
          change.mutate(
            { configuration, connectorVersion: version },
            {
              onSuccess: ({ value }) => {
                onClose()
                notifyDone(`${source.name} is read by version ${version} from now on.`)
                if (isBusy(value)) void navigate(routes.connecting(tenant, source.id))
              },
            },
          )
        }
      >
        <Stack>
          {change.isError && <ErrorPanel error={change.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Stay with version {source.connectorVersion}
            </Button>
            <Button type="submit" loading={change.isPending}>
              Use version {version}
            </Button>
          </Group>
        </Stack>
      </SchemaForm>
    </Modal>
  )
}
