import { api, bodyOf } from '../api/client'
import type { Authorisation, Failure, NewAuthorisation } from '../api/millrace-types'
import { ApiError } from '../api/problem'

/** How a connector's permission is given in the browser, from its form's schema. */
export interface AuthorisationTerms {
  fields: { clientId: string; clientSecret?: string; refreshToken?: string; accessToken?: string }
}

export function termsOf(schema: Record<string, unknown>): AuthorisationTerms | null {
  const terms = schema.authorisation
  return typeof terms === 'object' && terms !== null ? (terms as AuthorisationTerms) : null
}

/** A form without the fields that the permission fills; without those of the app too, where the platform has one. */
export function withoutGiven(
  schema: Record<string, unknown>,
  terms: AuthorisationTerms,
  platformApp: boolean,
): Record<string, unknown> {
  const { clientId, clientSecret, refreshToken, accessToken } = terms.fields
  const hidden = [refreshToken, accessToken, ...(platformApp ? [clientId, clientSecret] : [])]
  const required = Array.isArray(schema.required) ? (schema.required as string[]) : []
  const properties = (schema.properties ?? {}) as Record<string, unknown>
  return {
    ...schema,
    required: required.filter((name) => !hidden.includes(name)),
    properties: Object.fromEntries(Object.entries(properties).filter(([name]) => !hidden.includes(name))),
  }
}

const PAUSE_MILLIS = 1_000

/** A window for the login server, which has to be opened while the click is fresh. */
export function openWindow(): Window | null {
  return window.open('', 'millrace-authorise', 'width=600,height=760')
}

/** Asks for a permission in that window, and waits until it is given; its id. */
export async function authorise(
  tenant: string,
  body: NewAuthorisation,
  popup: Window | null,
  signal: AbortSignal,
): Promise<string> {
  if (popup === null)
    throw refusal('Your browser has blocked the window. Allow it for this page, then try again.')
  let asked: Authorisation
  try {
    asked = bodyOf(
      await api.POST('/api/v1/tenants/{tenant}/authorisations', {
        params: { path: { tenant } },
        body,
        signal,
      }),
    )
    popup.location.href = asked.url ?? 'about:blank'
  } catch (error) {
    popup.close()
    throw error
  }
  // Whether the window is still there can't be seen: pages of others are kept apart from ours.
  while (asked.state !== 'DONE') {
    if (asked.state === 'FAILED') throw failed(asked.failure)
    await pause(PAUSE_MILLIS, signal)
    asked = bodyOf(
      await api.GET('/api/v1/tenants/{tenant}/authorisations/{authorisation}', {
        params: { path: { tenant, authorisation: asked.id } },
        signal,
      }),
    )
  }
  return asked.id
}

/** A failure as an error of the API. */
export function failed(failure: Failure | null): ApiError {
  return failure === null
    ? refusal('The permission was not given.')
    : new ApiError({
        type: `urn:millrace:error:${failure.code}`,
        title: 'The permission was not given',
        status: 422,
        code: failure.code,
        detail: failure.message,
        kind: failure.kind,
        retryable: failure.retryable,
      })
}

function refusal(detail: string): ApiError {
  return new ApiError({
    type: 'urn:millrace:error:source-not-permitted',
    title: 'The permission was not given',
    status: 422,
    code: 'source-not-permitted',
    detail,
    kind: 'USER',
    retryable: false,
  })
}

/** Waits, unless nobody waits any more. */
export function pause(millis: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, millis)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(new DOMException('Nobody waits for it any more', 'AbortError'))
    })
  })
}
