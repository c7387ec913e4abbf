import { http, HttpResponse, type HttpHandler } from 'msw'
import type { Authorisation, LinkAuthorisation, NewAuthorisation } from '../src/shared/api/millrace-types'
import { notFound, problem } from './answers.ts'
import type { FakePlatform } from './platform.ts'

const T = '/api/v1/tenants/:tenant'
const LINK = '/api/v1/reconnect-links/:token'

/** Permissions that are given in the browser. Their answers count at once. */
export function authorisationHandlersOf(platform: FakePlatform): HttpHandler[] {
  const ask = (prefix: string): Authorisation => {
    const id = platform.id()
    const asked: Authorisation = {
      id,
      state: 'ASKED',
      url: `https://login.example.com/authorize?state=${prefix}.${id}.s3cret`,
      failure: null,
    }
    platform.authorisations.set(id, asked)
    return asked
  }
  const answered = async (request: Request, id: unknown) => {
    const asked = platform.authorisations.get(String(id))
    if (asked === undefined) return notFound()
    const { state, code } = (await request.json()) as { state: string; code: string | null }
    if (!state.endsWith('.s3cret')) {
      return problem({
        code: 'not-allowed',
        status: 403,
        detail: 'This permission was asked for in another session. Go back to Millrace and authorise again.',
      })
    }
    Object.assign(asked, code === null ? { state: 'FAILED', failure: denied } : { state: 'DONE' })
    return HttpResponse.json({ ...asked, url: null })
  }
  const shown = (id: unknown) => {
    const asked: Authorisation | LinkAuthorisation | undefined = platform.authorisations.get(String(id))
    return asked === undefined ? notFound() : HttpResponse.json({ ...asked, url: null })
  }

  return [
    http.get(`*${T}/authorisations/platform-apps`, () =>
      HttpResponse.json({
        items: platform.platformApps.map((connector) => ({ connector })),
        nextCursor: null,
      }),
    ),
    http.post(`*${T}/authorisations`, async ({ request, params }) => {
      platform.asked.push((await request.json()) as NewAuthorisation)
      return HttpResponse.json(ask(String(params.tenant)), { status: 201 })
    }),
    http.get(`*${T}/authorisations/:authorisation`, ({ params }) => shown(params.authorisation)),
    http.post(`*${T}/authorisations/:authorisation/answer`, ({ request, params }) =>
      answered(request, params.authorisation),
    ),
    http.post(`*${T}/sources/:source/reconnect-links`, () =>
      HttpResponse.json(
        { url: 'http://localhost:8080/reconnect/tok-9', expiresAt: platform.now(3 * 86_400) },
        { status: 201 },
      ),
    ),
    http.get(`*${LINK}`, ({ params }) =>
      params.token === 'tok-9'
        ? HttpResponse.json({
            workspace: 'Harbour Coffee',
            source: 'Books of the year',
            vendor: 'QuickBooks',
            colour: '#2ca01c',
            initials: 'Qb',
            expiresAt: platform.now(3 * 86_400),
          })
        : problem({
            code: 'not-found',
            status: 404,
            detail: 'This link has been used or is too old. Ask whoever sent it to you for a new one.',
          }),
    ),
    http.post(`*${LINK}/authorisations`, () => HttpResponse.json(ask('link'))),
    http.get(`*${LINK}/authorisations/:authorisation`, ({ params }) => shown(params.authorisation)),
    http.post(`*${LINK}/authorisations/:authorisation/answer`, ({ request, params }) =>
      answered(request, params.authorisation),
    ),
  ]
}

const denied: Authorisation['failure'] = {
  code: 'source-not-permitted',
  kind: 'SOURCE',
  retryable: false,
  message: 'The permission was not given. Authorise again when you want to give it.',
}
