import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, test } from 'vitest'
import { openPage, withFakePlatform } from './testing'

const platform = withFakePlatform()

async function invite(email: string) {
  const tenant = platform.current.createTenant('Harbour Coffee')
  openPage(`/w/${tenant.id}/settings?tab=members`)
  await userEvent.click(await screen.findByRole('button', { name: /invite/i }))
  await userEvent.type(await screen.findByLabelText('E-mail address'), email)
  await userEvent.click(screen.getByRole('button', { name: 'Send the invitation' }))
}

describe('inviting', () => {
  test('an invitation is on its way, with a link to send oneself', async () => {
    await invite('jon@harbour-coffee.example')
    expect(await screen.findByRole('status')).toHaveTextContent('The invitation is on its way')
    expect(screen.getByLabelText('Or send them the link yourself')).toHaveValue(
      platform.current.invitations[0]?.link,
    )
  })

  test('an e-mail that can’t be sent is told there and in the list', async () => {
    platform.current.mailIsDown = true
    await invite('jon@harbour-coffee.example')
    expect(await screen.findByRole('status')).toHaveTextContent('The e-mail can’t be sent right now')
    expect(screen.queryByText('The invitation is on its way')).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: 'Done' }))
    expect(await screen.findByText(/could not be sent yet and is tried again/)).toBeVisible()
  })
})
