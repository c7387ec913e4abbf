import { delay, http, HttpResponse, type HttpHandler } from 'msw'
import type { DashboardEdit, Question, SourceEdit } from '../src/shared/api/millrace-types'
import { notFound, problem } from './answers.ts'
import { authorisationHandlersOf } from './authorisation-handlers.ts'
import { CONNECTORS } from './catalogue.ts'
import { answerOf, answerQuestion } from './figures.ts'
import { ownConnectorHandlersOf } from './own-connector-handlers.ts'
import { pipelineHandlersOf } from './pipeline-handlers.ts'
import type { FakePlatform } from './platform.ts'

const T = '/api/v1/tenants/:tenant'

/** The contract of the API, answered from memory. */
export function handlersOf(platform: FakePlatform): HttpHandler[] {
  const { options } = platform
  const page = (items: unknown[]) => HttpResponse.json({ items, nextCursor: null })
  const source = (id: unknown) => {
    const fake = platform.sources.get(String(id))
    if (fake !== undefined) platform.advance(fake)
    return fake
  }
  const runs = () =>
    [...platform.sources.values()].flatMap((fake) => {
      platform.advance(fake)
      return [...(fake.sync === null ? [] : [fake.sync]), ...fake.earlier, fake.discovery]
    })

  return [
    http.get('*/session', () =>
      HttpResponse.json(
        platform.loggedIn
          ? { authenticated: true, ...platform.person }
          : { authenticated: false, name: null, email: null },
      ),
    ),
    http.get('*/login', ({ request }) => {
      platform.loggedIn = true
      return redirect(new URL(request.url).searchParams.get('returnTo') ?? '/')
    }),
    http.get('*/signup', ({ request }) => {
      platform.loggedIn = true
      return redirect(new URL(request.url).searchParams.get('returnTo') ?? '/')
    }),
    http.get('*/logout', () => {
      platform.loggedIn = false
      return redirect('/')
    }),
    http.all('*/api/*', async ({ request }) => {
      if (!request.url.endsWith('/events')) await delay(options.delayMillis)
      if (platform.broken !== undefined) return problem(platform.broken)
      if (!platform.loggedIn && !request.url.includes('/reconnect-links/'))
        return problem({ code: 'not-authenticated', status: 401, detail: 'Log in again.' })
      return undefined
    }),

    http.get('*/api/v1/me', () =>
      HttpResponse.json({
        subject: 's-1',
        ...platform.person,
        tenants: platform.tenants,
        invitations: platform.pending,
        deletedTenants: platform.deletedTenants,
        restorableDays: 7,
      }),
    ),
    http.post('*/api/v1/tenants', async ({ request }) => {
      const { name } = (await request.json()) as { name: string }
      return HttpResponse.json(
        { ...platform.createTenant(name), createdAt: platform.now(0) },
        { status: 201 },
      )
    }),
    http.get(`*${T}`, ({ params }) => {
      const tenant = platform.tenants.find((known) => known.id === params.tenant)
      return tenant === undefined ? notFound() : HttpResponse.json(tenant)
    }),
    http.patch(`*${T}`, async ({ request, params }) => {
      const { name } = (await request.json()) as { name: string }
      const tenant = platform.tenants.find((known) => known.id === params.tenant)
      if (tenant === undefined) return notFound()
      tenant.name = name
      return HttpResponse.json(tenant)
    }),
    http.delete(`*${T}`, ({ request, params }) => {
      const tenant = platform.tenants.find((known) => known.id === params.tenant)
      if (tenant === undefined) return notFound()
      if (new URL(request.url).searchParams.get('name') !== tenant.name)
        return problem({
          code: 'invalid-request',
          status: 400,
          detail: `That is not the workspace's name. To delete it, give the name as it is: ${tenant.name}.`,
        })
      return HttpResponse.json(platform.deleteTenant(tenant))
    }),
    http.post('*/api/v1/me/deleted-tenants/:deleted/restoration', ({ params }) => {
      const deleted = platform.deletedTenants.find((known) => known.id === params.deleted)
      if (deleted === undefined) return notFound()
      platform.deletedTenants = platform.deletedTenants.filter((known) => known !== deleted)
      const { id, name, role } = deleted
      const tenant = { id, name, role, createdAt: platform.now(-86_400) }
      platform.tenants.push(tenant)
      return HttpResponse.json(tenant)
    }),
    http.post('*/api/v1/invitations/:token/acceptance', ({ params }) => {
      const invitation = platform.pending.find((known) => known.token === params.token)
      if (invitation === undefined) {
        return problem({
          code: 'not-found',
          status: 404,
          detail: 'This invitation has been used or taken back. Ask for a new one.',
        })
      }
      platform.pending = platform.pending.filter((known) => known !== invitation)
      return HttpResponse.json({
        ...platform.createTenant(invitation.tenantName),
        createdAt: platform.now(0),
      })
    }),
    http.get(`*${T}/members`, () => page(platform.members)),
    http.patch(`*${T}/members/:member`, async ({ request, params }) => {
      const member = platform.members.find((known) => known.id === params.member)
      if (member === undefined) return notFound()
      if (member.role === 'OWNER')
        return problem({
          code: 'conflict',
          status: 409,
          detail: 'A workspace needs an owner: make somebody else one first.',
        })
      Object.assign(member, await request.json())
      return HttpResponse.json(member)
    }),
    http.delete(`*${T}/members/:member`, ({ params }) => {
      platform.members = platform.members.filter((known) => known.id !== params.member)
      return new HttpResponse(null, { status: 204 })
    }),
    http.get(`*${T}/invitations`, () => page(platform.invitations)),
    http.post(`*${T}/invitations`, async ({ request }) => {
      const { email, role } = (await request.json()) as { email: string; role: 'EDITOR' }
      const invitation = {
        id: platform.id(),
        email,
        role,
        createdAt: platform.now(0),
        expiresAt: platform.now(604_800),
        invitedBy: platform.person.name,
        link: 'http://localhost:8080/invitations/0199a000-0000-7000-8000-0000000000aa',
        mailedAt: platform.mailIsDown ? null : platform.now(0),
      }
      platform.invitations.push(invitation)
      platform.record('invitation.created', email)
      return HttpResponse.json(invitation, { status: 201 })
    }),
    http.delete(`*${T}/invitations/:invitation`, ({ params }) => {
      platform.invitations = platform.invitations.filter((known) => known.id !== params.invitation)
      return new HttpResponse(null, { status: 204 })
    }),
    http.get(`*${T}/api-keys`, () => page(platform.keys)),
    http.post(`*${T}/api-keys`, async ({ request }) => {
      const { name, role } = (await request.json()) as { name: string; role: 'VIEWER' }
      const key = {
        id: platform.id(),
        name,
        role,
        prefix: 'mlr_7fQ2',
        createdBy: platform.person.email,
        createdAt: platform.now(0),
      }
      platform.keys.push(key)
      return HttpResponse.json({ ...key, key: 'mlr_7fQ2xV0pJr5nYb8wKd3sTg6hLc1' }, { status: 201 })
    }),
    http.delete(`*${T}/api-keys/:key`, ({ params }) => {
      platform.keys = platform.keys.filter((known) => known.id !== params.key)
      return new HttpResponse(null, { status: 204 })
    }),
    http.get(`*${T}/audit-events`, () => page(platform.audit)),

    http.get(`*${T}/connectors`, () => page([...CONNECTORS, ...platform.ownDescriptors()])),
    http.post(`*${T}/uploads`, async ({ request }) => {
      const fileName = new URL(request.url).searchParams.get('fileName') ?? 'file.csv'
      const upload = { id: platform.id(), fileName, sizeBytes: (await request.arrayBuffer()).byteLength }
      platform.uploads.set(upload.id, upload)
      return HttpResponse.json(upload, { status: 201 })
    }),
    http.get(`*${T}/sources`, () =>
      page([...platform.sources.keys()].flatMap((id) => source(id)?.source ?? [])),
    ),
    http.post(`*${T}/sources`, async ({ request }) => {
      const asked = (await request.json()) as {
        connector: string
        name?: string
        configuration: Record<string, unknown>
      }
      if (asked.configuration.host === 'localhost') {
        return problem({
          code: 'invalid-configuration',
          status: 422,
          detail: 'The details are not complete.',
          violations: [
            { field: 'configuration.host', message: 'Give the address as the internet knows it.' },
          ],
        })
      }
      const uploads = asked.configuration.uploads as { fileName: string }[] | undefined
      const fake = platform.connect(
        asked.connector,
        asked.name ?? uploads?.[0]?.fileName ?? null,
        asked.configuration,
      )
      platform.advance(fake)
      return HttpResponse.json({ source: fake.source, run: fake.discovery }, { status: 202 })
    }),
    http.get(`*${T}/sources/:source`, ({ params }) => {
      const fake = source(params.source)
      return fake === undefined
        ? notFound()
        : HttpResponse.json(fake.source, { headers: { ETag: `"${fake.etag}"` } })
    }),
    http.patch(`*${T}/sources/:source`, async ({ request, params }) => {
      const fake = source(params.source)
      if (fake === undefined) return notFound()
      const change = (await request.json()) as SourceEdit
      if (change.name != null) fake.source.name = change.name
      if (change.configuration != null) {
        fake.source.configuration = change.configuration
        fake.failure = null
      }
      if (change.connectorVersion != null) fake.source.connectorVersion = change.connectorVersion
      fake.etag += 1
      return HttpResponse.json(fake.source, { headers: { ETag: `"${fake.etag}"` } })
    }),
    http.delete(`*${T}/sources/:source`, ({ params }) => {
      platform.sources.delete(String(params.source))
      for (const [id, { dashboard }] of platform.dashboards)
        if (dashboard.sourceId === params.source) platform.dashboards.delete(id)
      return new HttpResponse(null, { status: 204 })
    }),
    ...pipelineHandlersOf(platform, source),
    ...ownConnectorHandlersOf(platform),
    ...authorisationHandlersOf(platform),
    http.post(`*${T}/sources/:source/runs`, ({ params }) => {
      const fake = source(params.source)
      if (fake === undefined) return notFound()
      Object.assign(fake.source, { failuresInARow: 0, pausedUntil: null, pausedReason: null })
      return HttpResponse.json(platform.runAgain(fake), { status: 202 })
    }),
    http.post(`*${T}/sources/:source/discoveries`, ({ params }) => {
      const fake = source(params.source)
      if (fake === undefined) return notFound()
      fake.failure = null
      fake.startedAt = Date.now()
      return HttpResponse.json(fake.discovery, { status: 202 })
    }),
    http.get(`*${T}/runs`, ({ request }) => {
      const asked = new URL(request.url).searchParams.get('sourceId')
      return page(runs().filter((run) => asked === null || run.sourceId === asked))
    }),
    http.get(`*${T}/runs/:run`, ({ params }) => {
      const run = runs().find((known) => known.id === params.run)
      return run === undefined ? notFound() : HttpResponse.json(run)
    }),
    http.post(`*${T}/runs/:run/cancellation`, ({ params }) => {
      const run = runs().find((known) => known.id === params.run)
      if (run === undefined) return notFound()
      Object.assign(run, { state: 'CANCELLED', cancelRequested: true, finishedAt: platform.now(0) })
      return HttpResponse.json(run, { status: 202 })
    }),
    http.get(`*${T}/runs/:run/logs`, () =>
      page([
        { at: platform.now(-12), level: 'INFO', stream: null, message: 'Claimed by worker-1, attempt 1.' },
        {
          at: platform.now(-11),
          level: 'INFO',
          stream: 'orders',
          message: 'Reading 12,480 rows, separated by semicolons, encoded as UTF-8.',
        },
        {
          at: platform.now(-9),
          level: 'WARN',
          stream: 'orders',
          message:
            '3 rows are set aside: they have 9 values where the header has 8 (lines 118, 2,041 and 7,702).',
        },
        { at: platform.now(-8), level: 'INFO', stream: 'orders', message: '12,477 rows loaded in 3 chunks.' },
      ]),
    ),
    http.get(`*${T}/transform-runs`, ({ request }) => {
      const fake = source(new URL(request.url).searchParams.get('sourceId'))
      return page(fake === undefined ? [] : platform.transformRuns(fake))
    }),

    http.get(`*${T}/dashboards`, () => {
      platform.sources.forEach((fake) => platform.advance(fake))
      return page(
        [...platform.dashboards.values()].map(({ dashboard: { cards, ...rest } }) => ({
          ...rest,
          cardCount: cards.length,
        })),
      )
    }),
    http.get(`*${T}/dashboards/:dashboard`, ({ params }) => {
      const fake = platform.dashboards.get(String(params.dashboard))
      return fake === undefined
        ? notFound()
        : HttpResponse.json(fake.dashboard, { headers: { ETag: `"${fake.etag}"` } })
    }),
    http.patch(`*${T}/dashboards/:dashboard`, async ({ request, params }) => {
      const fake = platform.dashboards.get(String(params.dashboard))
      if (fake === undefined) return notFound()
      if (request.headers.get('If-Match') !== `"${fake.etag}"`) {
        return problem({
          code: 'stale-edit',
          status: 412,
          detail:
            'Somebody else changed this dashboard meanwhile. Look at it again, then repeat your change.',
        })
      }
      const { title, cardOrder } = (await request.json()) as DashboardEdit
      if (title != null) fake.dashboard.title = title
      if (cardOrder != null)
        fake.dashboard.cards.sort((left, right) => cardOrder.indexOf(left.id) - cardOrder.indexOf(right.id))
      fake.etag += 1
      return HttpResponse.json(fake.dashboard, { headers: { ETag: `"${fake.etag}"` } })
    }),
    http.get(`*${T}/dashboards/:dashboard/cards/:card/answer`, ({ params }) =>
      HttpResponse.json(answerOf(String(params.card))),
    ),
    http.get(`*${T}/tables`, () => page(platform.tables())),
    http.post(`*${T}/questions/answers`, async ({ request }) =>
      HttpResponse.json(answerQuestion((await request.json()) as Question)),
    ),
    http.get(
      `*${T}/events`,
      () => new HttpResponse(': none\n\n', { headers: { 'Content-Type': 'text/event-stream' } }),
    ),
  ]
}

function redirect(location: string) {
  return new HttpResponse(null, { status: 302, headers: { Location: location } })
}
