import { Badge, Button, FileButton, Grid, Group, Loader, Skeleton, Stack, Text } from '@mantine/core'
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { IconDeviceFloppy, IconFileUpload, IconPlugConnected, IconWand } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { Link, useBlocker, useNavigate } from 'react-router'
import type { Versioned } from '../../shared/api/client'
import type { Inspection, ManifestError, OwnConnector, OwnVersion } from '../../shared/api/millrace-types'
import { ConfirmDialog } from '../../shared/ui/confirm-dialog'
import { ConnectorIcon } from '../../shared/ui/connector-icon'
import { ErrorPanel } from '../../shared/ui/error-panel'
import { notifyDone } from '../../shared/ui/notify'
import { PageHeader } from '../../shared/ui/page-header'
import { routes } from '../../shared/workspace/routes'
import { EXAMPLE_MANIFEST } from './example-manifest'
import { useSaving } from './own-connector-queries'
import { ProblemList } from './problem-list'
import { SaveDialog } from './save-dialog'
import { TestPanel } from './test-panel'
import { inspectionQuery } from './trials'
import { Versions } from './versions'

const ManifestText = lazy(async () => ({ default: (await import('./manifest-text')).ManifestText }))

/** Short texts are looked at while they are written, long ones when the writing pauses. */
const PAUSE_MILLIS = 500
const LONG_PAUSE_MILLIS = 1_500
const LONG_CHARACTERS = 200_000

const NOTHING: ManifestError[] = []

interface EditorProps {
  tenant: string
  /** Null for one that there is not yet. */
  saved: Versioned<OwnConnector> | null
  /** The version that is shown. */
  version: OwnVersion | null
}

export function Editor({ tenant, saved, version }: EditorProps) {
  const connector = saved?.value ?? null
  const [text, setText] = useState(version?.manifest ?? '')
  const [written, setWritten] = useState(version?.manifest ?? '')
  const [target, setTarget] = useState<{ line: number } | null>(null)
  const [asking, setAsking] = useState(false)
  const [settled] = useDebouncedValue(text, text.length > LONG_CHARACTERS ? LONG_PAUSE_MILLIS : PAUSE_MILLIS)
  const inspection = useQuery({ ...inspectionQuery(tenant, settled), placeholderData: keepPreviousData })
  const saving = useSaving(tenant, connector?.name ?? null)
  const navigate = useNavigate()
  const changed = text !== written
  const leaving = useBlocker(
    ({ currentLocation, nextLocation }) => changed && currentLocation.pathname !== nextLocation.pathname,
  )
  const empty = text.trim() === ''
  const current = settled === text && !inspection.isPlaceholderData ? inspection.data : undefined
  const found: Inspection | null = empty ? null : (inspection.data?.inspection ?? null)
  const problems = found?.problems ?? NOTHING
  const sound = current?.inspection?.problems.length === 0

  const stacked = useMediaQuery('(max-width: 75em)', false, { getInitialValueInEffect: false })
  const versions = saved !== null && <Versions tenant={tenant} saved={saved} shown={version?.number ?? 0} />
  const take = (file: File | null) => void file?.text().then(setText)
  const saveVersion = () =>
    saving.mutate(
      { manifest: text, tile: null, etag: saved?.etag ?? null },
      {
        onSuccess: ({ newest, tile }) => {
          setWritten(text)
          notifyDone(`Version ${newest} of ${tile.title} is saved.`)
          void navigate(routes.ownConnector(tenant, connector?.name ?? ''), { replace: true })
        },
      },
    )
  return (
    <>
      <PageHeader
        title={connector?.tile.title ?? 'Your own API'}
        heading={connector === null ? undefined : <SavedHeading connector={connector} />}
        description={
          connector === null
            ? 'Write or paste the manifest of a REST API, try it against the real thing, and save it as a tile of your workspace.'
            : connector.tile.summary
        }
        actions={
          <>
            {connector !== null && (
              <Button
                component={Link}
                to={routes.connectTo(tenant, connector.name)}
                variant="default"
                leftSection={<IconPlugConnected size={16} />}
              >
                Connect
              </Button>
            )}
            <Button
              leftSection={<IconDeviceFloppy size={16} />}
              disabled={!sound || (connector !== null && !changed && version?.number === connector.newest)}
              loading={saving.isPending}
              onClick={() => (connector === null ? setAsking(true) : saveVersion())}
            >
              {connector === null ? 'Save as a connector…' : `Save as version ${connector.newest + 1}`}
            </Button>
          </>
        }
      />
      {saving.isError && !asking && <ErrorPanel error={saving.error} />}
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <Stack gap="sm">
            <Group justify="space-between" gap="xs" mih={30}>
              <State
                empty={empty}
                looking={!empty && current === undefined && !inspection.isError}
                problems={problems.length}
                version={version}
                changed={changed}
              />
              <Group gap="xs">
                {empty && (
                  <Button
                    size="xs"
                    variant="default"
                    leftSection={<IconWand size={14} />}
                    onClick={() => setText(EXAMPLE_MANIFEST)}
                  >
                    Begin with an example
                  </Button>
                )}
                <FileButton accept=".yaml,.yml,.json" onChange={take}>
                  {(props) => (
                    <Button size="xs" variant="default" leftSection={<IconFileUpload size={14} />} {...props}>
                      Open a file
                    </Button>
                  )}
                </FileButton>
              </Group>
            </Group>
            <Suspense fallback={<Skeleton h="min(64vh, 46rem)" />}>
              <ManifestText
                value={text}
                onChange={setText}
                problems={problems}
                target={target}
                readOnly={saving.isPending}
              />
            </Suspense>
            {inspection.isError && (
              <ErrorPanel error={inspection.error} onRetry={() => void inspection.refetch()} />
            )}
            {current?.failure != null && <Text role="alert">{current.failure.message}</Text>}
            <ProblemList problems={problems} onGo={(line) => setTarget({ line })} />
            {!stacked && versions}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <TestPanel
            tenant={tenant}
            manifest={text}
            inspection={problems.length === 0 ? found : null}
            ready={sound}
          />
        </Grid.Col>
        {stacked && <Grid.Col span={12}>{versions}</Grid.Col>}
      </Grid>
      {asking && (
        <SaveDialog
          suggestion={current?.inspection ?? null}
          busy={saving.isPending}
          error={saving.error}
          onClose={() => setAsking(false)}
          onSave={(tile) =>
            saving.mutate(
              { manifest: text, tile, etag: null },
              {
                onSuccess: ({ name }) => {
                  setWritten(text)
                  notifyDone(`${tile.title} is among your tiles now.`)
                  // The blocker has to see that nothing is unsaved any more.
                  setTimeout(() => void navigate(routes.ownConnector(tenant, name), { replace: true }))
                },
              },
            )
          }
        />
      )}
      <ConfirmDialog
        opened={leaving.state === 'blocked'}
        title="Leave without saving?"
        confirm="Leave"
        cancel="Go on writing"
        busy={false}
        error={null}
        onConfirm={() => leaving.proceed?.()}
        onClose={() => leaving.reset?.()}
      >
        What you have changed in the manifest would be lost.
      </ConfirmDialog>
    </>
  )
}

function SavedHeading({ connector }: { connector: OwnConnector }) {
  return (
    <Group gap="md" wrap="nowrap">
      <ConnectorIcon connector={connector.tile} size={48} />
      <Text component="h1" fz="h1" fw={680} lh={1.2} style={{ overflowWrap: 'anywhere' }}>
        {connector.tile.title}
      </Text>
    </Group>
  )
}

interface StateProps {
  empty: boolean
  looking: boolean
  problems: number
  version: OwnVersion | null
  changed: boolean
}

/** How things stand with the text, in a few words. */
function State({ empty, looking, problems, version, changed }: StateProps) {
  const state = empty ? (
    <Text size="sm" c="dimmed">
      Paste a manifest below: a page of YAML that begins with its version and its type.
    </Text>
  ) : looking ? (
    <Group gap={6} wrap="nowrap">
      <Loader size={14} />
      <Text size="sm" c="dimmed">
        Looking at it…
      </Text>
    </Group>
  ) : problems > 0 ? (
    <Badge color="red" variant="light" tt="none" size="lg">
      {problems === 1 ? '1 thing to mend' : `${problems} things to mend`}
    </Badge>
  ) : (
    <Badge color="teal" variant="light" tt="none" size="lg">
      Nothing wrong with it
    </Badge>
  )
  return (
    <Group gap="xs" role="status">
      {state}
      {version !== null && (
        <Text size="sm" c="dimmed">
          {changed ? `Version ${version.number}, changed` : `Version ${version.number}`}
        </Text>
      )}
    </Group>
  )
}
