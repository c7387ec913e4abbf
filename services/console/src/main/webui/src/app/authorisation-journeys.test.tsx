import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openPage, withFakePlatform } from './testing'

const platform = withFakePlatform()

/** The window of the login server: where it was sent. */
const popup = { location: { href: '' }, close: vi.fn() }

const closed = vi.fn()

beforeEach(() => {
  popup.location.href = ''
  vi.spyOn(window, 'open').mockReturnValue(popup as unknown as Window)
  closed.mockReset()
  vi.stubGlobal('close', closed)
})
afterEach(() => vi.restoreAllMocks())

describe('a permission that is given in the browser', () => {
  test('is asked for with the app that is filled in, and connects the source', async () => {
    const tenant = platform.current.createTenant('Harbour Coffee')
    const router = openPage(`/w/${tenant.id}/connect/quickbooks`)
    await userEvent.type(await screen.findByLabelText(/Company ID/), '42')
    await userEvent.type(screen.getByLabelText(/Client ID/), 'my-app')
    await userEvent.type(screen.getByLabelText(/Client secret/), 'my-secret')
    expect(screen.queryByLabelText(/Refresh token/)).not.toBeInTheDocument()
    await userEvent.click(screen.getByRole('button', { name: 'Authorise and connect' }))
    await waitFor(() => expect(popup.location.href).toMatch(/^https:\/\/login\.example\.com\/authorize/))
    expect(platform.current.asked[0]?.configuration).toMatchObject({ client_id: 'my-app' })
    expect(await screen.findByText(/Waiting for you to finish/)).toBeVisible()
    given()
    await waitFor(() => expect(router.state.location.pathname).toContain('/connecting/'))
  })

  test('needs no app of one’s own where the platform has one', async () => {
    const tenant = platform.current.createTenant('Harbour Coffee')
    platform.current.platformApps = ['quickbooks']
    openPage(`/w/${tenant.id}/connect/quickbooks`)
    expect(await screen.findByLabelText(/Company ID/)).toBeVisible()
    expect(screen.queryByLabelText(/Client ID/)).not.toBeInTheDocument()
    await userEvent.click(screen.getByRole('button', { name: 'I have a token already' }))
    expect(await screen.findByLabelText(/Refresh token/)).toBeVisible()
  })

  test('comes back with an answer, which leaves the address and is brought once', async () => {
    const tenant = platform.current.createTenant('Harbour Coffee')
    const id = asked(tenant.id)
    window.history.replaceState(null, '', `/oauth/callback?code=c0de&state=${tenant.id}.${id}.s3cret`)
    openPage('/oauth/callback')
    expect(await screen.findByText('The permission is kept. You can close this window.')).toBeVisible()
    expect(window.location.search).toBe('')
    expect(closed).toHaveBeenCalled()
  })

  test('that was denied, or asked for elsewhere, is told', async () => {
    const tenant = platform.current.createTenant('Harbour Coffee')
    const state = `${tenant.id}.${asked(tenant.id)}.s3cret`
    window.history.replaceState(null, '', `/oauth/callback?error=access_denied&state=${state}`)
    openPage('/oauth/callback')
    expect(await screen.findByText(/The permission was not given\. Authorise again/)).toBeVisible()

    window.history.replaceState(
      null,
      '',
      `/oauth/callback?code=c0de&state=${tenant.id}.${asked(tenant.id)}.other`,
    )
    openPage('/oauth/callback')
    expect(await screen.findByText(/asked for in another session/)).toBeVisible()
  })

  test('says when it ends, and is given anew or by a link', async () => {
    const tenant = platform.current.createTenant('Harbour Coffee')
    const fake = platform.current.connect('quickbooks', 'Books', { company_id: '42' })
    platform.current.finish(fake)
    fake.source.accessEndsAt = platform.current.now(5 * 86_400)
    openPage(`/w/${tenant.id}/sources/${fake.source.id}?tab=settings`)
    expect(await screen.findByText('This access ends soon')).toBeVisible()
    await userEvent.click(await screen.findByRole('button', { name: 'Have the account’s owner give it…' }))
    expect(await screen.findByLabelText('Link')).toHaveValue('http://localhost:8080/reconnect/tok-9')
  })
})

describe('a reconnect link', () => {
  test('shows whose data it is about without a login, and leads to the vendor', async () => {
    platform.current.loggedIn = false
    openPage('/reconnect/tok-9')
    expect(
      await screen.findByRole('heading', { name: 'Harbour Coffee asks for your permission' }),
    ).toBeVisible()
    expect(screen.getByText('Books of the year, from QuickBooks')).toBeVisible()
    expect(screen.getByRole('button', { name: 'Continue to QuickBooks' })).toBeEnabled()
  })

  test('that was used says so', async () => {
    platform.current.loggedIn = false
    openPage('/reconnect/tok-8')
    expect(
      await screen.findByText(
        'This link has been used or is too old. Ask whoever sent it to you for a new one.',
      ),
    ).toBeVisible()
  })
})

function asked(tenant: string): string {
  const id = platform.current.id()
  platform.current.authorisations.set(id, {
    id,
    state: 'ASKED',
    url: `https://x?state=${tenant}`,
    failure: null,
  })
  return id
}

/** Somebody finishes at the login server. */
function given(): void {
  for (const authorisation of platform.current.authorisations.values()) authorisation.state = 'DONE'
}
