import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, test, vi } from 'vitest'
import { openPage, withFakePlatform } from './testing'

// A canvas has no place in these tests: what is drawn is tested where it is made.
vi.mock('../shared/charts/chart', () => ({
  Chart: ({ label }: { label: string }) => <div role="img" aria-label={label} />,
}))

const platform = withFakePlatform()
const LONG = { timeout: 12_000 }

describe('arriving', () => {
  test('whoever is not logged in learns what Millrace does and how to start', async () => {
    platform.current.loggedIn = false
    openPage('/')
    expect(await screen.findByRole('heading', { level: 1, name: /how your business runs/i })).toBeVisible()
    expect(screen.getByRole('link', { name: 'Start free' })).toHaveAttribute('href', '/signup?returnTo=%2F')
  })

  test('a new person names the workspace and is asked what runs their business', async () => {
    openPage('/')
    await userEvent.type(await screen.findByLabelText(/name of the workspace/i), 'Harbour Coffee')
    await userEvent.click(screen.getByRole('button', { name: 'Continue' }))
    expect(await screen.findByRole('heading', { name: 'What runs your business?' })).toBeVisible()
    expect(platform.current.tenants.map((tenant) => tenant.name)).toEqual(['Harbour Coffee'])
  })

  test('an invitation is accepted with one click', async () => {
    openPage('/invitations/tok-1')
    expect(await screen.findByRole('heading', { name: 'Join Northwind Bakery' })).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Accept the invitation' }))
    expect(await screen.findByRole('heading', { name: 'What runs your business?' })).toBeVisible()
  })

  test('a workspace of somebody else is told apart from a broken page', async () => {
    openPage('/w/0199a000-0000-7000-8000-00000000dead')
    expect(await screen.findByRole('heading', { name: 'There is no such workspace' })).toBeVisible()
  })
})

describe('connecting', () => {
  test('the sample business leads to its dashboard by itself', async () => {
    const tenant = platform.current.createTenant('Harbour Coffee')
    openPage(`/w/${tenant.id}/connect`)
    await userEvent.click(await screen.findByRole('button', { name: /Sample business/ }))
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Looking at your data'))
    expect(await screen.findByText(/^Loading: [\d,]+ rows/, {}, LONG)).toBeVisible()
    expect(await screen.findByRole('heading', { name: 'How the business runs' }, LONG)).toBeVisible()
    expect(await screen.findByText('$84,231', {}, LONG)).toBeVisible()
  })

  test('a file goes to the connector that reads it', async () => {
    const tenant = platform.current.createTenant('Harbour Coffee')
    openPage(`/w/${tenant.id}/connect`)
    await screen.findByRole('button', { name: 'Choose files' })
    const input = document.querySelector<HTMLInputElement>('input[type=file]')
    const messages = '{"type": "SCHEMA", "stream": "orders", "schema": {}, "key_properties": []}'
    if (input !== null) await userEvent.upload(input, new File([messages], 'orders.singer'))
    await userEvent.click(await screen.findByRole('button', { name: 'Build my dashboard' }))
    await waitFor(() =>
      expect([...platform.current.sources.values()].map(({ source }) => source.connector)).toEqual([
        'singer-file',
      ]),
    )
  })

  test('the first path speaks no jargon', async () => {
    const tenant = platform.current.createTenant('Harbour Coffee')
    openPage(`/w/${tenant.id}/connect`)
    await screen.findByRole('button', { name: /Sample business/ })
    expect(wordsOf(screen.getByRole('main'))).not.toMatch(/schema|destination|stream/i)
  })

  test('missing details are named at their fields', async () => {
    const tenant = platform.current.createTenant('Harbour Coffee')
    openPage(`/w/${tenant.id}/connect/postgres`)
    await userEvent.click(await screen.findByRole('button', { name: 'Connect' }, LONG))
    const host = await screen.findByLabelText(/^Host/)
    await waitFor(() => expect(host).toBeInvalid())
    expect(screen.getByLabelText(/^Password/)).toHaveAttribute('type', 'password')
  })

  test('what the server refuses is shown at the field', async () => {
    const tenant = platform.current.createTenant('Harbour Coffee')
    openPage(`/w/${tenant.id}/connect/postgres`)
    await userEvent.type(await screen.findByLabelText(/^Host/, {}, LONG), 'localhost')
    await userEvent.type(screen.getByLabelText(/^Database/), 'shop')
    await userEvent.type(screen.getByLabelText(/^User/), 'reader')
    await userEvent.type(screen.getByLabelText(/^Password/), 'secret')
    await userEvent.click(screen.getByRole('button', { name: 'Connect' }))
    expect((await screen.findAllByText(/as the internet knows it/))[0]).toBeVisible()
  })

  test('a failure says what to do and offers to change the details', async () => {
    const tenant = platform.current.createTenant('Harbour Coffee')
    const fake = platform.current.connect('postgres', 'Shop', { host: 'wrong.example.com' })
    fake.startedAt -= 5_000
    openPage(`/w/${tenant.id}/connecting/${fake.source.id}`)
    const alert = await screen.findByRole('alert')
    expect(alert).toHaveTextContent('We can’t reach it')
    expect(within(alert).getByRole('button', { name: 'Try again' })).toBeVisible()
    expect(within(alert).getByRole('link', { name: 'Change the details' })).toBeVisible()
  })
})

describe('a dashboard', () => {
  test('is renamed in place', async () => {
    const { tenant, dashboard } = withSample()
    openPage(`/w/${tenant}/dashboards/${dashboard}`)
    await userEvent.click(await screen.findByRole('button', { name: 'Rename this dashboard' }, LONG))
    const field = screen.getByRole('textbox', { name: 'Name of the dashboard' })
    await userEvent.clear(field)
    await userEvent.type(field, 'Our figures{Enter}')
    await waitFor(() =>
      expect(platform.current.dashboards.get(dashboard)?.dashboard.title).toBe('Our figures'),
    )
  })

  test('reads a chart out as a table', async () => {
    const { tenant, dashboard } = withSample()
    openPage(`/w/${tenant}/dashboards/${dashboard}`)
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show Customers by plan as a table' }, LONG),
    )
    expect(await screen.findByRole('cell', { name: '1,204' })).toBeVisible()
  })
})

describe('a source', () => {
  test('that was stopped says how far it came', async () => {
    const { tenant, sync } = withSample()
    Object.assign(sync, { state: 'CANCELLED', rowsLoaded: 1_200 })
    openPage(`/w/${tenant}/sources`)
    expect(await screen.findByText(/^Stopped after 1,200 rows · /, {}, LONG)).toBeVisible()
  })

  test('that had a few new rows says how many there are in all', async () => {
    const { tenant, sync } = withSample()
    Object.assign(sync, { rowsLoaded: 3 })
    openPage(`/w/${tenant}/sources`)
    expect(await screen.findByText(/^3 rows, read · about 257,077 in all · /, {}, LONG)).toBeVisible()
    openPage(`/w/${tenant}/runs/${sync.id}`)
    expect(await screen.findByText('The tables now hold about 257,077', {}, LONG)).toBeVisible()
  })

  test('says that its schedule is saved', async () => {
    const { tenant, source } = withSample()
    openPage(`/w/${tenant}/sources/${source}?tab=schedule`)
    await userEvent.click(await screen.findByRole('radio', { name: 'Only when somebody says so' }, LONG))
    await userEvent.click(screen.getByRole('button', { name: 'Save the schedule' }))
    expect(await screen.findByText('The schedule is saved.', {}, LONG)).toBeVisible()
  })
})

describe('a session that ends', () => {
  test('is renewed beside the page, which stays', async () => {
    const tenant = platform.current.createTenant('Harbour Coffee')
    openPage(`/w/${tenant.id}/connect`)
    await userEvent.type(await screen.findByRole('searchbox'), 'post')
    platform.current.loggedIn = false
    await userEvent.click(await screen.findByRole('link', { name: 'Explore' }))
    const dialog = await screen.findByRole('dialog', { name: 'Your session has ended' }, LONG)
    platform.current.loggedIn = true
    expect(within(dialog).getByRole('button', { name: 'Log in again' })).toBeVisible()
    window.dispatchEvent(new Event('focus'))
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument(), LONG)
  })
})

describe('settings', () => {
  test('a new key is shown once', async () => {
    const tenant = platform.current.createTenant('Harbour Coffee')
    openPage(`/w/${tenant.id}/settings?tab=keys`)
    await userEvent.click(await screen.findByRole('button', { name: 'New key' }, LONG))
    await userEvent.type(await screen.findByRole('textbox', { name: 'Name' }), 'Nightly export')
    await userEvent.click(screen.getByRole('button', { name: 'Make the key' }))
    expect(await screen.findByDisplayValue(/^mlr_/)).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'I have copied it' }))
    await waitFor(() => expect(screen.queryByDisplayValue(/^mlr_/)).not.toBeInTheDocument())
    expect(await screen.findByRole('cell', { name: 'Nightly export' })).toBeVisible()
  })

  test('an owner deletes the workspace by its name, and takes it back', async () => {
    const tenant = platform.current.createTenant('Harbour Coffee')
    openPage(`/w/${tenant.id}/settings`)
    await userEvent.click(await screen.findByRole('button', { name: 'Delete workspace' }))
    const dialog = await screen.findByRole('dialog', { name: 'Delete Harbour Coffee?' })
    const confirm = within(dialog).getByRole('button', { name: 'Delete this workspace' })
    expect(confirm).toBeDisabled()
    await userEvent.type(within(dialog).getByLabelText('To confirm, type Harbour Coffee'), 'Harbour Coffee')
    await userEvent.click(confirm)
    expect(await screen.findByRole('heading', { name: 'Harbour Coffee was deleted' })).toBeVisible()
    expect(platform.current.tenants).toEqual([])

    await userEvent.click(screen.getByRole('button', { name: 'Restore the workspace' }))
    expect(await screen.findByRole('heading', { name: 'What runs your business?' })).toBeVisible()
    expect(platform.current.tenants.map(({ name }) => name)).toEqual(['Harbour Coffee'])
  })

  test('a member is told that an owner deleted the workspace', async () => {
    const tenant = platform.current.createTenant('Harbour Coffee')
    tenant.role = 'EDITOR'
    platform.current.deleteTenant(tenant)
    openPage(`/w/${tenant.id}`)
    expect(await screen.findByText(/An owner deleted it\. Until .* an owner can restore it/)).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Restore the workspace' })).not.toBeInTheDocument()
  })

  test('whoever has no workspace left makes another one, or goes to the one that was deleted', async () => {
    const tenant = platform.current.createTenant('Harbour Coffee')
    platform.current.deleteTenant(tenant)
    openPage('/')
    expect(await screen.findByRole('link', { name: 'Restore it' })).toHaveAttribute('href', `/w/${tenant.id}`)
    await userEvent.type(screen.getByLabelText(/name of the workspace/i), 'Harbour Tea')
    await userEvent.click(screen.getByRole('button', { name: 'Continue' }))
    expect(await screen.findByRole('heading', { name: 'What runs your business?' })).toBeVisible()
  })

  test('only owners see how to delete the workspace', async () => {
    const tenant = platform.current.createTenant('Harbour Coffee')
    tenant.role = 'ADMIN'
    openPage(`/w/${tenant.id}/settings`)
    expect(await screen.findByRole('button', { name: 'Save the name' })).toBeVisible()
    expect(screen.queryByRole('heading', { name: 'Danger zone' })).not.toBeInTheDocument()
  })

  test('viewers see no keys and no audit log', async () => {
    const tenant = platform.current.createTenant('Harbour Coffee')
    tenant.role = 'VIEWER'
    openPage(`/w/${tenant.id}/settings`)
    expect(await screen.findByRole('tab', { name: 'Members' }, LONG)).toBeVisible()
    expect(screen.queryByRole('tab', { name: 'API keys' })).not.toBeInTheDocument()
  })
})

function wordsOf(element: HTMLElement): string {
  const copy = element.cloneNode(true) as HTMLElement
  copy.querySelectorAll('style').forEach((style) => style.remove())
  return copy.textContent
}

function withSample() {
  const tenant = platform.current.createTenant('Harbour Coffee')
  const source = platform.current.connect('sample', null, {})
  platform.current.finish(source)
  const [dashboard = ''] = platform.current.dashboards.keys()
  if (source.sync === null) throw new Error('The source is not read')
  return { tenant: tenant.id, dashboard, source: source.source.id, sync: source.sync }
}
