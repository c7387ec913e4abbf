import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, test } from 'vitest'
import type { FakeSource } from '../../fake-api/platform.ts'
import { openPage, withFakePlatform } from './testing'

const platform = withFakePlatform()

describe('the settings of a table', () => {
  test('protect a column, and show what becomes of it', async () => {
    const { address, fake } = withShop()
    openPage(`${address}?tab=tables`)
    await userEvent.click(await screen.findByRole('button', { name: 'Settings of invoice' }))
    const drawer = await screen.findByRole('dialog', { name: 'invoice' })
    await choose(drawer, 'What becomes of country', 'Mask it')
    expect(drawer).toHaveTextContent('For example anna.berg@example.com becomes xxxx.xxxx@xxxxxxx.xxx')
    await choose(drawer, 'What becomes of id', 'Hash it')
    await userEvent.click(within(drawer).getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
    expect(screen.getByText('2 columns protected')).toBeVisible()
    expect(fake.pipeline.streams[1]?.columns).toEqual([
      { field: 'country', treatment: 'MASK', length: null },
      { field: 'id', treatment: 'HASH', length: null },
    ])
    expect(fake.pipeline.streams[0]?.columns).toEqual([])
  })

  test('that load a table anew ask first, and change nothing until then', async () => {
    const { address, fake } = withShop()
    openPage(`${address}?tab=tables&table=invoice`)
    const drawer = await screen.findByRole('dialog', { name: 'invoice' })
    await userEvent.click(within(drawer).getByRole('radio', { name: /^Keep every version of a row/ }))
    await choose(drawer, 'Read again a bit further back', 'Three days')
    await userEvent.click(within(drawer).getByRole('button', { name: 'Save' }))
    const question = await screen.findByRole('dialog', { name: 'Load this table anew?' })
    expect(question).toHaveTextContent('invoice, because its mode changes')
    expect(fake.pipeline.streams[1]?.syncMode).toBe('FULL_REFRESH_OVERWRITE')
    await userEvent.click(within(question).getByRole('button', { name: 'Save and load anew' }))
    await waitFor(() =>
      expect(fake.pipeline.streams[1]).toMatchObject({
        syncMode: 'INCREMENTAL_HISTORY',
        primaryKey: ['id'],
        cursorField: 'created_at',
        lookback: 'P3D',
      }),
    )
  })

  test('name what is still to be chosen', async () => {
    const { address } = withShop('file')
    openPage(`${address}?tab=tables&table=orders`)
    const drawer = await screen.findByRole('dialog', { name: 'orders' })
    await userEvent.click(within(drawer).getByRole('radio', { name: /^Only what is new or changed/ }))
    await userEvent.click(within(drawer).getByRole('button', { name: 'Save' }))
    expect(within(drawer).getByText('Choose the column that tells which rows are new.')).toBeVisible()
    expect(within(drawer).getByText('Choose the columns that tell one row from another.')).toBeVisible()
  })

  test('are shown to viewers, who can’t change them', async () => {
    const { address, tenant } = withShop()
    tenant.role = 'VIEWER'
    openPage(`${address}?tab=tables&table=invoice`)
    const drawer = await screen.findByRole('dialog', { name: 'invoice' })
    expect(within(drawer).getByRole('radio', { name: /^Everything, each time/ })).toBeDisabled()
    expect(within(drawer).queryByRole('button', { name: 'Save' })).not.toBeInTheDocument()
    expect(within(drawer).queryByText('Load again')).not.toBeInTheDocument()
  })
})

describe('a table', () => {
  test('is read again from a date on, right away', async () => {
    const { address, fake } = withShop()
    Object.assign(fake.pipeline.streams[1] ?? {}, { syncMode: 'INCREMENTAL_UPSERT' })
    const router = openPage(`${address}?tab=tables&table=invoice`)
    const drawer = await screen.findByRole('dialog', { name: 'invoice' })
    await userEvent.click(within(drawer).getByRole('button', { name: 'Read again from…' }))
    const question = await screen.findByRole('dialog', { name: 'Read invoice again' })
    await userEvent.type(within(question).getByLabelText(/^From this date on/), '2026-01-31')
    await userEvent.click(within(question).getByRole('button', { name: 'Read it again' }))
    await waitFor(() => expect(router.state.location.pathname).toContain(`/runs/${fake.sync?.id ?? ''}`))
  })

  test('is loaded anew with the next run, and says what is lost by that', async () => {
    const { address, fake } = withShop()
    Object.assign(fake.pipeline.streams[1] ?? {}, { syncMode: 'INCREMENTAL_HISTORY' })
    const before = fake.sync
    openPage(`${address}?tab=tables&table=invoice`)
    const drawer = await screen.findByRole('dialog', { name: 'invoice' })
    await userEvent.click(within(drawer).getByRole('button', { name: 'Load this table anew…' }))
    const question = await screen.findByRole('dialog', { name: 'Load invoice anew?' })
    expect(question).toHaveTextContent('The earlier versions of its rows will be gone')
    await userEvent.click(within(question).getByRole('checkbox', { name: 'Start right away' }))
    await userEvent.click(within(question).getByRole('button', { name: 'Load it anew' }))
    expect(await screen.findByText('The next run reads invoice again.')).toBeVisible()
    expect(fake.sync).toBe(before)
  })
})

describe('a source that has changed', () => {
  test('lists what waits, and has it taken over table by table', async () => {
    const { address, fake } = withShop()
    const added = { field: 'discount', kind: 'ADDED', from: null, to: 'decimal(12, 2)' } as const
    platform.current.observe(fake, { ...added, stream: 'track', state: 'FOLLOWED' })
    platform.current.observe(fake, { ...added, stream: 'invoice', state: 'HELD' })
    platform.current.observe(fake, { ...added, stream: 'customer', state: 'HELD' })
    Object.assign(fake.pipeline.streams[0] ?? {}, { schemaChanges: 'FREEZE' })
    openPage(address)
    await userEvent.click(await screen.findByRole('tab', { name: /^Changes.*2 not taken over/ }))
    const waiting = await screen.findByRole('region', { name: 'Not taken over' })
    const [customer, invoice] = within(waiting).getAllByRole('listitem', { name: '' })
    expect(customer).toHaveTextContent('customerKept as it is')
    expect(invoice).toHaveTextContent('It has a new column discount (numbers)')
    await userEvent.click(within(waiting).getByRole('button', { name: 'Take over invoice' }))
    expect(await screen.findByText('Taken over. The next run reads it.')).toBeVisible()
    expect(await screen.findByRole('tab', { name: /^Changes.*1 not taken over/ })).toBeVisible()
    expect(fake.changes.map((change) => change.state)).toEqual(['HELD', 'ACCEPTED', 'FOLLOWED'])
  })
})

describe('a source that failed again and again', () => {
  test('says why its schedule stands still, and is tried at once', async () => {
    const { address, fake } = withShop()
    Object.assign(fake.source, {
      failuresInARow: 5,
      pausedReason: 'The password was refused. Enter it anew.',
    })
    openPage(address)
    const alert = await screen.findByRole('alert')
    expect(alert).toHaveTextContent('Paused until you try again')
    expect(alert).toHaveTextContent('The password was refused. Enter it anew.')
    const before = fake.sync
    await userEvent.click(within(alert).getByRole('button', { name: 'Try now' }))
    await waitFor(() => expect(screen.queryByRole('alert')).not.toBeInTheDocument())
    expect(fake.sync).not.toBe(before)
  })

  test('says when it is read next', async () => {
    const { address, fake } = withShop()
    const failure = { code: 'source-unreachable', kind: 'SOURCE', retryable: true, message: 'No answer.' }
    Object.assign(fake.source, { failuresInARow: 3, pausedUntil: platform.current.now(43_300) })
    Object.assign(run(fake), { state: 'FAILED', failure })
    openPage(address)
    const alert = await screen.findByRole('alert')
    expect(alert).toHaveTextContent('3 scheduled runs in a row have failed.')
    expect(alert).toHaveTextContent('in 12 hours')
  })
})

describe('a run', () => {
  test('accounts for every row, with the reasons for those that are set aside', async () => {
    const { tenant, fake } = withShop('file')
    openPage(`/w/${tenant.id}/runs/${run(fake).id}`)
    const row = await screen.findByRole('row', { name: /^orders/ })
    expect(
      within(row)
        .getAllByRole('cell')
        .slice(2, 5)
        .map((cell) => cell.textContent),
    ).toEqual(['12,480', ' = 12,477', ' + 3'])
    expect(row).toHaveTextContent('3 rows set aside: The row has 9 values where the header has 8.')
    expect(screen.getByText(/^It adds up/)).toHaveTextContent('This was checked in the warehouse.')
  })

  test('shows tables that failed before those that are loaded', async () => {
    const { tenant, fake } = withShop()
    Object.assign(run(fake), { state: 'FAILED' })
    Object.assign(run(fake).streams[2] ?? {}, { state: 'FAILED', rowsLoaded: 0 })
    openPage(`/w/${tenant.id}/runs/${run(fake).id}`)
    const rows = await screen.findAllByRole('row')
    expect(rows[1]).toHaveTextContent('invoice_lineWhat was loaded before stays.Failed')
    expect(screen.getByText(/^In the tables that are done/)).toBeVisible()
  })
})

function run(fake: FakeSource) {
  if (fake.sync === null) throw new Error('The source is not read')
  return fake.sync
}

async function choose(drawer: HTMLElement, field: string, option: string) {
  await userEvent.click(within(drawer).getByRole('combobox', { name: field }))
  // Without a layout the list of options stays where it can't be seen.
  await userEvent.click(await screen.findByRole('option', { name: option, hidden: true }))
}

function withShop(connector = 'postgres') {
  const tenant = platform.current.createTenant('Harbour Coffee')
  const fake = platform.current.connect(connector, 'Shop', {})
  platform.current.finish(fake)
  return { tenant, fake, address: `/w/${tenant.id}/sources/${fake.source.id}` }
}
