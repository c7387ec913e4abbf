import type {
  ApiKey,
  AuditEvent,
  Authorisation,
  ConnectorDescriptor,
  Dashboard,
  DeletedTenant,
  Failure,
  Invitation,
  Member,
  NewAuthorisation,
  Tenant,
  Pipeline,
  Problem,
  Role,
  Run,
  SchemaChange,
  Source,
  Table,
  Tile,
  TransformRun,
  Trial,
} from '../src/shared/api/millrace-types'
import type { FakeOwnConnector } from './own-connector-handlers.ts'
import { catalogOf, CONNECTORS, ROWS, tableOf } from './catalogue.ts'
import { sampleCards } from './figures.ts'

/** When the parts of a journey end, in seconds from its start. */
const LOOKED = 1.5
const LOADED = 6
const BUILT = 8
const SHOWN = 9

export interface FakeSource {
  source: Source
  pipeline: Pipeline
  discovery: Run
  sync: Run | null
  earlier: Run[]
  changes: SchemaChange[]
  startedAt: number
  etag: number
  failure: Failure | null
}

interface Options {
  delayMillis: number
  loggedIn?: boolean
  /** What every call after the session answers, to see how pages take it. */
  broken?: Problem
}

/** A whole platform in memory. Time moves its runs on: state is computed when it is asked for. */
export class FakePlatform {
  readonly options: Options
  loggedIn: boolean
  broken: Problem | undefined
  readonly person = { name: 'Mara Lindqvist', email: 'mara@harbour-coffee.example' }
  tenants: Tenant[] = []
  deletedTenants: DeletedTenant[] = []
  invitations: Invitation[] = []
  /** Invitations stand, and their e-mails wait. */
  mailIsDown = false
  pending = [
    { token: 'tok-1', tenantName: 'Northwind Bakery', role: 'VIEWER' as Role, invitedBy: 'Jon Northwind' },
  ]
  members: Member[] = []
  keys: ApiKey[] = []
  audit: AuditEvent[] = []
  sources = new Map<string, FakeSource>()
  dashboards = new Map<string, { dashboard: Dashboard; etag: number }>()
  trials = new Map<string, { manifest: string; done: Trial }>()
  authorisations = new Map<string, Authorisation>()
  asked: NewAuthorisation[] = []
  platformApps: string[] = []
  ownConnectors = new Map<string, FakeOwnConnector>()
  uploads = new Map<string, { id: string; fileName: string; sizeBytes: number }>()
  private next = 1

  constructor(options: Options) {
    this.options = options
    this.loggedIn = options.loggedIn ?? true
    this.broken = options.broken
  }

  id(): string {
    return `0199a000-0000-7000-8000-${String(this.next++).padStart(12, '0')}`
  }

  createTenant(name: string): Tenant {
    const tenant: Tenant = { id: this.id(), name, role: 'OWNER', createdAt: this.now(0) }
    this.tenants.push(tenant)
    this.members = [
      { id: this.id(), ...this.person, role: 'OWNER', joinedAt: this.now(-86_400 * 40) },
      {
        id: this.id(),
        name: 'Konstantin-Alexander von Hohenstein-Rheinfelden',
        email: 'konstantin-alexander@harbour-coffee.example',
        role: 'EDITOR',
        joinedAt: this.now(-86_400 * 3),
      },
    ]
    this.record('tenant.created', name)
    return tenant
  }

  deleteTenant(tenant: Tenant): DeletedTenant {
    const { id, name, role } = tenant
    const deleted = { id, name, role, deletedAt: this.now(0), endsAt: this.now(86_400 * 7) }
    this.tenants = this.tenants.filter((known) => known !== tenant)
    this.deletedTenants.push(deleted)
    return deleted
  }

  /** Saves a manifest as a connector of the workspace's own. */
  saveConnector(tile: Tile, manifest: string, inspection: Trial['inspection']): FakeOwnConnector {
    const name = `own-${tile.title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`
    const saved: FakeOwnConnector = { name, tile, versions: [{ manifest, inspection }], etag: 0 }
    this.ownConnectors.set(name, saved)
    return saved
  }

  /** The names of the sources that are read by a version. */
  readBy(connector: string, version: number): string[] {
    return [...this.sources.values()]
      .filter(({ source }) => source.connector === connector && source.connectorVersion === version)
      .map(({ source }) => source.name)
  }

  ownDescriptors(): ConnectorDescriptor[] {
    return [...this.ownConnectors.values()].map(({ name, tile, versions }) => ({
      name,
      ...tile,
      category: 'own',
      keywords: [],
      configurationSchema: versions.at(-1)?.inspection?.configurationSchema ?? {},
    }))
  }

  connect(connector: string, name: string | null, configuration: Record<string, unknown>): FakeSource {
    const id = this.id()
    const title =
      [...CONNECTORS, ...this.ownDescriptors()].find((known) => known.name === connector)?.title ?? connector
    const failure: Failure | null =
      configuration.host === 'wrong.example.com'
        ? {
            code: 'source-unreachable',
            kind: 'SOURCE',
            retryable: true,
            message: 'There is no server named wrong.example.com. Check the host, then try again.',
          }
        : null
    const schedule = {
      kind: 'INTERVAL' as const,
      interval: 'PT6H',
      cron: null,
      timeZone: 'UTC',
      nextAt: this.now(3_600 * 6),
    }
    const shown = Object.fromEntries(Object.entries(configuration).filter(([field]) => field !== 'password'))
    const created: FakeSource = {
      source: {
        id,
        connector,
        connectorVersion: this.ownConnectors.get(connector)?.versions.length ?? null,
        name: name ?? title,
        state: 'CONNECTING',
        configuration: shown,
        schema: `${connector}_${this.next}`,
        schedule,
        latestRun: null,
        heldSchemaChanges: 0,
        failuresInARow: 0,
        pausedUntil: null,
        pausedReason: null,
        note: null,
        authorisable: connector === 'quickbooks',
        accessEndsAt: null,
        createdAt: this.now(0),
      },
      pipeline: {
        streams: catalogOf(connector).map((stream) => ({
          name: stream.name,
          selected: true,
          syncMode: 'FULL_REFRESH_OVERWRITE',
          primaryKey: stream.primaryKey,
          cursorField: stream.cursorField,
          table: stream.name,
          lookback: 'PT0S',
          schemaChanges: 'FOLLOW',
          nested: 'JSON',
          columns: [],
        })),
        schedule,
      },
      discovery: this.run(id, 'DISCOVER'),
      sync: null,
      earlier: [],
      changes: [],
      startedAt: Date.now(),
      etag: 1,
      failure,
    }
    this.sources.set(id, created)
    this.record('source.created', created.source.name)
    return created
  }

  /** Reads a source again. */
  runAgain(fake: FakeSource): Run {
    this.advance(fake)
    if (fake.sync !== null) fake.earlier.unshift(fake.sync)
    fake.sync = this.run(fake.source.id, 'SYNC')
    fake.startedAt = Date.now() - LOOKED * 1_000
    return fake.sync
  }

  /** Lets a source have changed, and holds back what is not to be taken over by itself. */
  observe(
    fake: FakeSource,
    change: Pick<SchemaChange, 'stream' | 'field' | 'kind' | 'from' | 'to' | 'state'>,
  ) {
    fake.changes.unshift({ ...change, id: this.id(), at: this.now(-900), runId: fake.discovery.id })
    if (change.state === 'HELD') fake.source.heldSchemaChanges += 1
  }

  /** Lets a source be done with everything. */
  finish(fake: FakeSource): void {
    fake.startedAt = Date.now() - 160_000
    this.advance(fake)
  }

  /** Brings a source's runs to where they are by now. */
  advance(fake: FakeSource): void {
    const age = (Date.now() - fake.startedAt) / 1_000
    const { discovery } = fake
    if (fake.failure !== null && age > LOOKED) {
      Object.assign(discovery, { state: 'FAILED', finishedAt: this.now(0), failure: fake.failure })
      Object.assign(fake.source, { state: 'FAILED', latestRun: discovery })
      return
    }
    if (age <= LOOKED && fake.sync === null) {
      discovery.state = 'RUNNING'
      fake.source.latestRun = discovery
      return
    }
    if (discovery.state !== 'SUCCEEDED') {
      Object.assign(discovery, { state: 'SUCCEEDED', finishedAt: this.at(fake, LOOKED) })
    }
    fake.sync ??= this.run(fake.source.id, 'SYNC')
    const { sync } = fake
    if (sync.state === 'QUEUED' || sync.state === 'RUNNING')
      this.progress(fake, sync, Math.min(1, (age - LOOKED) / (LOADED - LOOKED)))
    fake.source.latestRun = sync
    if (sync.state === 'SUCCEEDED') fake.source.state = 'READY'
    if (age > SHOWN) this.makeDashboard(fake.source)
  }

  private progress(fake: FakeSource, sync: Run, ratio: number): void {
    const sizes = Object.entries(ROWS[fake.source.connector] ?? {})
    sync.streams = sizes.map(([stream, rows], index) => {
      const own = Math.max(0, Math.min(1, ratio * (1.6 - index * 0.08)))
      const loaded = Math.round(rows * own)
      const aside = own === 1 && stream === 'orders' ? 3 : 0
      return {
        stream,
        state: own === 1 ? 'SUCCEEDED' : own === 0 ? 'WAITING' : 'RUNNING',
        rowsRead: loaded,
        rowsLoaded: loaded - aside,
        rowsSetAside: aside,
        valuesSetAside: aside * 4,
        bytesRead: loaded * 96,
        expectedRows: rows,
        setAside:
          aside === 0 ? [] : [{ reason: 'The row has 9 values where the header has 8.', rows: aside }],
      }
    })
    const total = (count: 'rowsRead' | 'rowsLoaded' | 'rowsSetAside') =>
      sync.streams.reduce((sum, stream) => sum + stream[count], 0)
    Object.assign(sync, {
      state: ratio === 1 ? 'SUCCEEDED' : 'RUNNING',
      startedAt: this.at(fake, LOOKED),
      finishedAt: ratio === 1 ? this.at(fake, LOADED) : null,
      rowsRead: total('rowsRead'),
      rowsLoaded: total('rowsLoaded'),
      rowsSetAside: total('rowsSetAside'),
    })
  }

  transformRuns(fake: FakeSource): TransformRun[] {
    const age = (Date.now() - fake.startedAt) / 1_000
    if (fake.sync?.state !== 'SUCCEEDED') return []
    const done = age > BUILT
    return [
      {
        id: `${fake.sync.id}-t`,
        sourceId: fake.source.id,
        causedBy: fake.sync.id,
        project: 'sample-business',
        state: done ? 'SUCCEEDED' : 'RUNNING',
        queuedAt: this.at(fake, LOADED),
        startedAt: this.at(fake, LOADED),
        finishedAt: done ? this.at(fake, BUILT) : null,
        models: [
          { name: 'monthly_revenue', state: 'SUCCEEDED', rows: 24, durationMillis: 120, message: null },
        ],
        failure: null,
      },
    ]
  }

  tables(): Table[] {
    return [...this.sources.values()].flatMap(({ source }) =>
      source.state === 'READY'
        ? Object.entries(ROWS[source.connector] ?? {}).map(([name, rows]) =>
            tableOf(source.schema, name, rows, source.id),
          )
        : [],
    )
  }

  record(action: string, object: string): void {
    this.audit.unshift({
      id: this.id(),
      at: this.now(0),
      actor: this.person.email,
      action,
      object,
      details: {},
    })
  }

  now(seconds: number): string {
    return new Date(Date.now() + seconds * 1_000).toISOString()
  }

  private at(fake: FakeSource, seconds: number): string {
    return new Date(fake.startedAt + seconds * 1_000).toISOString()
  }

  private makeDashboard(source: Source): void {
    if ([...this.dashboards.values()].some(({ dashboard }) => dashboard.sourceId === source.id)) return
    const id = this.id()
    this.dashboards.set(id, {
      etag: 1,
      dashboard: {
        id,
        title: source.connector === 'sample' ? 'How the business runs' : source.name,
        sourceId: source.id,
        kind: source.connector === 'sample' ? 'PACKAGED' : 'AUTOMATIC',
        updatedAt: this.now(0),
        cards: sampleCards(),
      },
    })
  }

  private run(sourceId: string, kind: Run['kind']): Run {
    return {
      id: this.id(),
      sourceId,
      kind,
      state: 'QUEUED',
      attempt: 1,
      cancelRequested: false,
      queuedAt: this.now(0),
      startedAt: this.now(0),
      finishedAt: null,
      rowsRead: 0,
      rowsLoaded: 0,
      rowsSetAside: 0,
      streams: [],
      failure: null,
    }
  }
}
