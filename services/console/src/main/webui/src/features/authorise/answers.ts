import { api, bodyOf } from '../../shared/api/client'
import type { Authorisation, LinkAuthorisation } from '../../shared/api/millrace-types'
import { ApiError } from '../../shared/api/problem'
import { failed, pause } from '../../shared/authorise/authorisation'

const PAUSE_MILLIS = 700
const LINK = 'millrace-reconnect-link'

/** What a login server sent the browser back with. */
export interface CallbackAnswer {
  state: string
  code: string | null
  error: string | null
}

/** For when the browser comes back from the login server: a link's token must not go along to it. */
export function rememberLink(token: string): void {
  sessionStorage.setItem(LINK, token)
}

/** Brings an answer to where it was asked for, and waits until the permission is kept. */
export async function bring(answer: CallbackAnswer): Promise<{ byLink: boolean }> {
  const [asker = '', id = ''] = answer.state.split('.')
  const byLink = asker === 'link'
  const body = { state: answer.state, code: answer.code, error: answer.error }
  const token = sessionStorage.getItem(LINK) ?? ''
  if (id === '' || (byLink && token === '')) throw wrongPlace()
  let brought: Authorisation | LinkAuthorisation = bodyOf(
    byLink
      ? await api.POST('/api/v1/reconnect-links/{token}/authorisations/{authorisation}/answer', {
          params: { path: { token, authorisation: id } },
          body,
        })
      : await api.POST('/api/v1/tenants/{tenant}/authorisations/{authorisation}/answer', {
          params: { path: { tenant: asker, authorisation: id } },
          body,
        }),
  )
  while (brought.state !== 'DONE') {
    if (brought.state === 'FAILED') throw failed(brought.failure)
    await pause(PAUSE_MILLIS)
    brought = bodyOf(
      byLink
        ? await api.GET('/api/v1/reconnect-links/{token}/authorisations/{authorisation}', {
            params: { path: { token, authorisation: id } },
          })
        : await api.GET('/api/v1/tenants/{tenant}/authorisations/{authorisation}', {
            params: { path: { tenant: asker, authorisation: id } },
          }),
    )
  }
  if (byLink) sessionStorage.removeItem(LINK)
  return { byLink }
}

function wrongPlace(): ApiError {
  return new ApiError({
    type: 'urn:millrace:error:not-found',
    title: 'Nothing was asked for here',
    status: 404,
    code: 'not-found',
    detail:
      'Nobody in this browser has asked for a permission. Go back to where you began, and authorise again.',
    kind: 'USER',
    retryable: false,
  })
}
