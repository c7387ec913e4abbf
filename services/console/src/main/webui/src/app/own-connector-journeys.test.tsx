import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, test, vi } from 'vitest'
import type { ManifestError } from '../shared/api/millrace-types'
import { EXAMPLE_MANIFEST } from '../features/own-connectors/example-manifest'
import { trialOf } from '../../fake-api/trials.ts'
import { openPage, withFakePlatform } from './testing'

// The editor measures what it draws, for which these tests have no layout. What it adds to a text is tried in a browser.
vi.mock('../features/own-connectors/manifest-text', () => ({
  ManifestText: ({
    value,
    onChange,
  }: {
    value: string
    onChange: (value: string) => void
    problems: ManifestError[]
  }) => (
    <textarea aria-label="Manifest" value={value} onChange={(event) => onChange(event.currentTarget.value)} />
  ),
}))

const platform = withFakePlatform()

describe('a connector of one’s own', () => {
  test('is written, tried and saved, and stands among the tiles', async () => {
    const tenant = platform.current.createTenant('Harbour Coffee')
    const router = openPage(`/w/${tenant.id}/connect`)
    await userEvent.click(await screen.findByRole('button', { name: /Your own API/ }))
    await userEvent.click(await screen.findByRole('button', { name: 'Begin with an example' }))
    expect(await screen.findByText('Nothing wrong with it')).toBeVisible()

    await userEvent.type(await screen.findByLabelText(/API key/), 'k-1')
    await userEvent.click(screen.getByRole('button', { name: 'Read a few records' }))
    expect(await screen.findByText(/^30 records in 3 pages\. There is more/)).toBeVisible()
    expect(await screen.findByRole('cell', { name: 'Customer 7' })).toBeVisible()
    await userEvent.click(screen.getByRole('tab', { name: 'Requests (3)' }))
    await userEvent.click(await screen.findByRole('button', { name: /customers\?page=2/ }))
    expect(await screen.findAllByText(/Authorization: Bearer •••/)).not.toHaveLength(0)

    await userEvent.click(screen.getByRole('button', { name: 'Save as a connector…' }))
    const dialog = await screen.findByRole('dialog', { name: 'Save as a connector' })
    await userEvent.type(within(dialog).getByLabelText(/^Name/), 'Freight API')
    expect(within(dialog).getByLabelText(/^Letters/)).toHaveValue('FA')
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save it' }))
    await waitFor(() => expect(router.state.location.pathname).toMatch(/own-connectors\/own-freight-api$/))
    expect(await screen.findByText('No source reads by it.')).toBeVisible()
    expect(platform.current.ownConnectors.get('own-freight-api')?.versions[0]?.manifest).toBe(
      EXAMPLE_MANIFEST,
    )

    await userEvent.click(screen.getByRole('link', { name: 'Connect' }))
    expect(await screen.findByRole('heading', { name: 'Connect Freight API' })).toBeVisible()
    await userEvent.click(screen.getByRole('link', { name: /All sources/ }))
    expect(await screen.findByRole('region', { name: 'Your own' })).toHaveTextContent('Freight API')
  })

  test('names what is wrong with its line, and can’t be saved until it is mended', async () => {
    const tenant = platform.current.createTenant('Harbour Coffee')
    openPage(`/w/${tenant.id}/own-connectors/new`)
    const text = await screen.findByLabelText('Manifest')
    await userEvent.click(text)
    await userEvent.paste('version: 6.0.0\nauthenticator:\n  class_name: source_acme.Auth')
    const problems = await screen.findByRole('list', { name: 'What is wrong' })
    expect(problems).toHaveTextContent('Line 3')
    expect(problems).toHaveTextContent(
      'needs the Python class source_acme.Auth, which Millrace does not run.',
    )
    expect(screen.getByRole('button', { name: 'Save as a connector…' })).toBeDisabled()
    expect(screen.queryByRole('button', { name: 'Read a few records' })).not.toBeInTheDocument()
  })

  test('tells what the API refused, and shows the request', async () => {
    const { address } = withSaved()
    openPage(address)
    await userEvent.type(await screen.findByLabelText(/API key/), 'wrong')
    await userEvent.click(screen.getByRole('button', { name: 'Read a few records' }))
    expect(await screen.findByText(/answered 401: invalid key/)).toBeVisible()
    expect(screen.getByRole('tab', { name: 'Requests (1)' })).toHaveAttribute('aria-selected', 'true')
  })

  test('is saved in versions, and sources stay with theirs until they are upgraded', async () => {
    const { tenant, address, saved } = withSaved()
    const fake = platform.current.connect(saved.name, 'Freight', { api_key: 'k-1' })
    platform.current.finish(fake)
    openPage(address)
    await userEvent.type(await screen.findByLabelText('Manifest'), '# changed')
    await screen.findByText('Version 1, changed')
    await waitFor(() => expect(screen.getByRole('button', { name: 'Save as version 2' })).toBeEnabled())
    await userEvent.click(screen.getByRole('button', { name: 'Save as version 2' }))
    expect(await screen.findByText('Read by Freight.')).toBeVisible()
    await waitFor(() => expect(screen.getByRole('button', { name: 'Save as version 3' })).toBeDisabled())
    expect(saved.versions).toHaveLength(2)

    openPage(`/w/${tenant.id}/sources/${fake.source.id}?tab=settings`)
    await userEvent.click(await screen.findByRole('button', { name: 'Use version 2…' }))
    const dialog = await screen.findByRole('dialog', { name: 'Use version 2' })
    await userEvent.click(within(dialog).getByRole('button', { name: 'Use version 2' }))
    await waitFor(() => expect(fake.source.connectorVersion).toBe(2))
  })

  test('is not deleted while a source uses it', async () => {
    const { address, saved } = withSaved()
    platform.current.connect(saved.name, 'Freight', { api_key: 'k-1' })
    openPage(address)
    await userEvent.click(await screen.findByRole('button', { name: 'Delete…' }))
    const dialog = await screen.findByRole('dialog', { name: 'Delete Freight API?' })
    await userEvent.click(within(dialog).getByRole('button', { name: 'Delete it' }))
    expect(
      await within(dialog).findByText('Freight API is used by Freight. Delete that source first.'),
    ).toBeVisible()
  })

  test('is not for viewers to change', async () => {
    const { address, tenant } = withSaved()
    tenant.role = 'VIEWER'
    openPage(address)
    expect(await screen.findByRole('heading', { name: 'Viewers can’t change connectors' })).toBeVisible()
  })
})

function withSaved() {
  const tenant = platform.current.createTenant('Harbour Coffee')
  const tile = {
    title: 'Freight API',
    summary: 'Shipments and their costs.',
    colour: '#1d4ed8',
    initials: 'FA',
  }
  const saved = platform.current.saveConnector(
    tile,
    EXAMPLE_MANIFEST,
    trialOf({ manifest: EXAMPLE_MANIFEST }).inspection,
  )
  return { tenant, saved, address: `/w/${tenant.id}/own-connectors/${saved.name}` }
}
