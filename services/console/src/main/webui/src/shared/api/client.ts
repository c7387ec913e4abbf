import createClient, { type Middleware } from 'openapi-fetch'
import type { paths } from './millrace-types'
import { ApiError, problemOf } from './problem'
import { sessionExpired } from './session-expiry'

/** The front door takes a change with the session's cookie only from a page of its own, which sets this header. */
export const OWN_PAGE_HEADER = { 'X-Requested-With': 'JavaScript' }

const problems: Middleware = {
  async onResponse({ response }) {
    if (response.ok) return
    const problem = await problemOf(response)
    if (problem.code === 'not-authenticated') sessionExpired()
    throw new ApiError(problem)
  },
  onError() {
    return new ApiError({
      type: 'urn:millrace:error:offline',
      title: 'No connection',
      status: 0,
      code: 'offline',
      detail: 'Millrace can’t be reached. Check your internet connection.',
      kind: 'RESOURCE',
      retryable: true,
    })
  },
}

/** Calls of the API. An answer that is no success is thrown as an {@link ApiError}. */
export const api = createClient<paths>({
  headers: OWN_PAGE_HEADER,
  // Looked up with each call, so that tests can stand in for the network.
  fetch: (request) => globalThis.fetch(request),
  baseUrl: globalThis.location.origin,
})
api.use(problems)

/** The body of an answer that always has one. */
export function bodyOf<T>(answer: { data?: T }): T {
  if (answer.data === undefined) throw new Error('The answer has no body')
  return answer.data
}

/** A thing and the version that an edit of it must name. */
export interface Versioned<T> {
  value: T
  etag: string | null
}

export function versioned<T>(answer: { data?: T; response: Response }): Versioned<T> {
  return { value: bodyOf(answer), etag: answer.response.headers.get('ETag') }
}

export function ifMatch(etag: string | null): { 'If-Match'?: string } {
  return etag === null ? {} : { 'If-Match': etag }
}
