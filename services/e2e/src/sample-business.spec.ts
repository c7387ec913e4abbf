import { expect, test } from '@playwright/test'
import { expectAccessible } from './accessibility.ts'
import { linkMailedTo } from './mailbox.ts'
import { PATIENCE, Person } from './person.ts'
import { productUrl } from './platform.ts'
import { Screens } from './screens.ts'
import { WorkspaceArchive } from './workspace-archive.ts'

const DESKTOP = { width: 1280, height: 860 }
const HEADLINES = ['Revenue', 'Monthly recurring revenue', 'New customers', 'Customer churn']

test.use({ viewport: DESKTOP })

test('a founder signs up, sees the sample business on a dashboard, and shares it', async ({
  browser,
  context,
}) => {
  const screens = new Screens('desktop')
  const ada = await Person.with(context, 'Ada')
  const { page } = ada

  await test.step('signs up', async () => {
    await ada.open('/')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await screens.keepBoth(page, 'landing')
    await expectAccessible(page)
  })
  let revenue = 0
  const clicked = Date.now()
  await test.step('confirms the address and chooses a password', async () => {
    await page.getByRole('link', { name: 'Start free' }).click()
    await expect(page.getByRole('heading', { name: 'Create your account' })).toBeVisible()
    await screens.keep(page, 'sign-up')
    await ada.signUp(screens)
    await expect(page.getByRole('heading', { name: `Welcome, ${ada.firstName}` })).toBeVisible(PATIENCE)
    await screens.keep(page, 'welcome')
  })
  await test.step('names the workspace and picks the sample business', async () => {
    await ada.nameWorkspace('Harbour Coffee')
    await screens.keep(page, 'connect')
    await page.getByRole('button', { name: /sample business/i }).click()
    await expect(page.getByRole('listitem').filter({ hasText: 'Looking at your data' })).toBeVisible()
  })
  await test.step('watches the data come in', async () => {
    await expect(page.getByText(/Loading: [\d,]+ rows/)).toBeVisible(PATIENCE)
    await screens.keep(page, 'progress')
  })
  await test.step('sees the dashboard', async () => {
    await expect(page.getByRole('button', { name: 'Arrange' })).toBeVisible(PATIENCE)
    for (const headline of HEADLINES) expect(await ada.figure(headline)).toBeGreaterThan(0)
    revenue = await ada.figure('Revenue')
    const seconds = (Date.now() - clicked) / 1000
    console.log(`From the sign-up click to the dashboard: ${seconds.toFixed(1)} s`)
    await expect(page.getByRole('alert')).toHaveCount(0)
    await expect(page.getByText('Nothing to show for this yet')).toHaveCount(0)
    await expect(page.getByLabel(/^Loading /)).toHaveCount(0)
    await screens.keepBoth(page, 'dashboard')
    await expectAccessible(page)
  })
  const dashboard = new URL(page.url()).pathname

  await test.step('gives it another title and moves a card; both are kept', async () => {
    await page.getByRole('button', { name: 'Rename this dashboard' }).click()
    await page.getByRole('textbox', { name: 'Name of the dashboard' }).fill('Harbour Coffee today')
    await page.keyboard.press('Enter')
    const before = await ada.cardTitles()
    const moved = [before[1], before[0], ...before.slice(2)]
    await page.getByRole('button', { name: 'Arrange' }).click()
    await screens.keep(page, 'arranging')
    await expectAccessible(page)
    await page.getByRole('button', { name: `Move ${before[0] ?? ''}`, exact: true }).focus()
    const announced = page.getByRole('status')
    await page.keyboard.press('Space')
    await expect(announced.filter({ hasText: /^Revenue is over place 1|^Picked up/ })).toBeAttached()
    await page.keyboard.press('ArrowRight')
    await expect(announced.filter({ hasText: /is over place 2/ })).toBeAttached()
    await page.keyboard.press('Space')
    await expect.poll(() => ada.cardTitles()).toEqual(moved)
    await page.getByRole('button', { name: 'Done' }).click()
    await page.waitForLoadState('networkidle')
    await page.reload()
    await expect(page.getByRole('heading', { name: 'Harbour Coffee today' })).toBeVisible()
    expect(await ada.cardTitles()).toEqual(moved)
  })

  await test.step('asks a question of a table', async () => {
    await page.getByRole('link', { name: 'Explore' }).click()
    const answer = page.getByRole('region', { name: 'Answer' })
    await expect(answer.getByRole('heading', { level: 2 })).toBeVisible()
    await expect(answer.locator('canvas, svg, table').first()).toBeVisible()
    await screens.keep(page, 'explore')
    await expectAccessible(page)
    await page.getByRole('combobox', { name: 'Table' }).click()
    await page.getByRole('option', { name: 'Invoices', exact: true }).click()
    await page.getByRole('combobox', { name: 'Show' }).click()
    await page.getByRole('option', { name: 'Sum', exact: false }).first().click()
    await answer.getByText('Table', { exact: true }).click()
    await expect(answer.getByRole('cell').nth(1)).toContainText(/[1-9]/)
    await screens.keep(page, 'explore-answer')
    await expectAccessible(page)
  })

  await test.step('looks at the source and a run, and runs it again', async () => {
    await page.getByRole('link', { name: 'Sources' }).click()
    await expect(page.getByText(/[\d,]+ rows, read/)).toBeVisible()
    await screens.keep(page, 'sources')
    await expectAccessible(page)
    await page.getByRole('link', { name: /rows, read/ }).click()
    await page.getByRole('button', { name: 'Read again now' }).click()
    await expect(page.getByRole('row')).toHaveCount(4)
    await expect(page.getByRole('button', { name: 'Read again now' })).toBeEnabled(PATIENCE)
    await screens.keep(page, 'source')
    await expectAccessible(page)
    // The newest is on top; the first one to read all rows lies below it.
    await page.getByRole('row').nth(2).getByRole('link').click()
    const customers = page
      .getByRole('region', { name: 'Tables' })
      .getByRole('row')
      .filter({ hasText: 'customers' })
    await expect(customers.getByRole('cell').nth(3)).toContainText(/[1-9]/)
    await expect(page.getByRole('region', { name: 'Log' }).getByRole('listitem').first()).toBeVisible()
    await screens.keep(page, 'run')
    await expectAccessible(page)
    await page.goBack()
  })

  await test.step('masks a column of a table', async () => {
    await page.getByRole('tab', { name: 'Tables' }).click()
    await page.getByRole('button', { name: 'Settings of customers' }).click()
    const settings = page.getByRole('dialog', { name: 'customers' })
    await settings.getByRole('combobox', { name: 'What becomes of email' }).click()
    await page.getByRole('option', { name: 'Mask it' }).click()
    await expect(settings.getByText('xxxx.xxxx@xxxxxxx.xxx')).toBeVisible()
    await screens.keepBoth(page, 'table-settings')
    await expectAccessible(page)
    await settings.getByRole('button', { name: 'Save' }).click()
    const question = page.getByRole('dialog', { name: 'Load this table anew?' })
    await expect(question).toContainText('customers, because its column rules change')
    await screens.keep(page, 'load-anew')
    await expectAccessible(page)
    await question.getByRole('button', { name: 'Save and load anew' }).click()
    await expect(page.getByText('1 column protected')).toBeVisible()
    await screens.keep(page, 'tables')
    await expectAccessible(page)
  })

  await test.step('changes the schedule', async () => {
    await page.getByRole('tab', { name: 'Schedule' }).click()
    await page.getByRole('radio', { name: 'Every day at a certain time' }).check()
    await page.getByLabel('Time of day').fill('06:30')
    await page.getByRole('button', { name: 'Save the schedule' }).click()
    await expect(page.getByText('The schedule is saved.')).toBeVisible()
    await screens.keep(page, 'schedule')
    await expectAccessible(page)
    await page.reload()
    await expect(page.getByLabel('Time of day')).toHaveValue('06:30')
  })

  const colleagueContext = await browser.newContext({ viewport: DESKTOP })
  const ben = await Person.with(colleagueContext, 'Ben')
  await test.step('invites a colleague', async () => {
    await page.getByRole('link', { name: 'Settings' }).click()
    await expect(page.getByRole('tab', { name: 'Workspace' })).toBeVisible()
    await screens.keep(page, 'settings')
    await expectAccessible(page)
    await page.getByRole('tab', { name: 'Members' }).click()
    await page.getByRole('button', { name: 'Invite a colleague' }).click()
    await page.getByRole('textbox', { name: 'E-mail address' }).fill(ben.email)
    await page.getByRole('combobox', { name: 'Role', exact: true }).click()
    await page.getByRole('option', { name: 'Viewer' }).click()
    await screens.keep(page, 'invite')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Send the invitation' }).click()
    await expect(page.getByText('The invitation is on its way')).toBeVisible()
    await page.getByRole('button', { name: 'Done' }).click()
    await screens.keep(page, 'members')
    await expectAccessible(page)
  })
  await test.step('who accepts, sees the dashboard, and as a viewer changes nothing', async () => {
    await ben.page.goto(await linkMailedTo(ben.email, /invit/i))
    await screens.keep(ben.page, 'invitation')
    await ben.page.getByRole('link', { name: 'Sign up' }).click()
    await ben.signUp(screens)
    await ben.page.getByRole('button', { name: 'Accept the invitation' }).click(PATIENCE)
    await ben.page.waitForURL(/\/w\//)
    await ben.open(dashboard)
    await expect(ben.page.getByRole('heading', { name: 'Harbour Coffee today' })).toBeVisible()
    expect(await ben.figure('Revenue')).toBe(revenue)
    await expect(ben.page.getByRole('button', { name: 'Refresh' })).toBeVisible()
    await expect(ben.page.getByRole('button', { name: 'Arrange' })).toHaveCount(0)
    await expect(ben.page.getByRole('button', { name: 'Rename this dashboard' })).toHaveCount(0)
    await expect(ben.page.getByRole('link', { name: 'Connect data' })).toHaveCount(0)
    const refused = await ben.page.request.patch(`${productUrl()}/api/v1/tenants/${ben.workspace()}`, {
      headers: { 'X-Requested-With': 'JavaScript' },
      data: { name: 'Taken over' },
    })
    expect(refused.status()).toBe(403)
    await screens.keep(ben.page, 'viewer')
    await colleagueContext.close()
  })

  await test.step('exports everything, deletes the workspace, and takes it back', async () => {
    await page.getByRole('tab', { name: 'Workspace' }).click()
    await screens.keepBoth(page, 'danger-zone')
    const downloaded = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Export everything' }).click()
    const archive = await WorkspaceArchive.read(await (await downloaded).path())
    expect(archive.workspace).toBe('Harbour Coffee')
    expect(archive.text('members.jsonl')).toContain(ben.email)
    const invoices = archive.names.find((name) => name.endsWith('/invoices.csv')) ?? 'invoices.csv'
    expect(archive.text(invoices).split('\n').length).toBeGreaterThan(100)
    await page.getByRole('button', { name: 'Delete workspace' }).click()
    const question = page.getByRole('dialog', { name: 'Delete Harbour Coffee?' })
    const confirmed = question.getByRole('button', { name: 'Delete this workspace' })
    await question.getByRole('textbox').fill('harbour coffee')
    await expect(confirmed).toBeDisabled()
    await question.getByRole('textbox').fill('Harbour Coffee')
    await screens.keep(page, 'delete-workspace')
    await expectAccessible(page)
    await confirmed.click()
    await expect(page.getByRole('heading', { name: 'Harbour Coffee was deleted' })).toBeVisible()
    await screens.keepBoth(page, 'deleted-workspace')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Restore the workspace' }).click()
    await ada.open(dashboard)
    expect(await ada.figure('Revenue')).toBe(revenue)
  })

  await test.step('logs out', async () => {
    await page.getByRole('button', { name: /^Account of/ }).click()
    await screens.keep(page, 'account')
    await expectAccessible(page)
    await page.getByRole('menuitem', { name: 'Log out' }).click()
    await expect(page.getByRole('link', { name: 'Start free' })).toBeVisible()
    await ada.open(dashboard)
    await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible()
    await screens.keepBoth(page, 'login')
    await expectAccessible(page)
  })
  ada.expectNoProblems()
  ben.expectNoProblems()
})
