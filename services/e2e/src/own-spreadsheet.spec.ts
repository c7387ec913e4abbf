import { expect, test } from '@playwright/test'
import { expectAccessible } from './accessibility.ts'
import { PATIENCE, Person } from './person.ts'
import { productUrl } from './platform.ts'
import { Screens } from './screens.ts'
import {
  damagedWorkbook,
  SALES,
  salesAsCsv,
  salesAsWorkbook,
  TOTAL_AMOUNT,
  TOTAL_PIECES,
} from './spreadsheet.ts'

const PHONE = { width: 390, height: 844 }

test.use({ viewport: PHONE, hasTouch: true, isMobile: true })

test('a shop owner with a phone sees a spreadsheet as a dashboard, and what is wrong with other files', async ({
  browser,
  context,
}) => {
  const screens = new Screens('phone')
  const eve = await Person.with(context, 'Eve')
  const { page } = eve
  const files = page.locator('input[type=file]')

  await test.step('signs up', async () => {
    await eve.open('/')
    await screens.keepBoth(page, 'landing')
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Start free' }).click()
    await screens.keepBoth(page, 'sign-up')
    await expectAccessible(page)
    await eve.signUp(screens)
    await eve.nameWorkspace('Bäckerei Nord')
    await screens.keep(page, 'connect')
    await expectAccessible(page)
  })

  await test.step('is told at once that a file is empty', async () => {
    await files.setInputFiles({ name: 'empty.csv', mimeType: 'text/csv', buffer: Buffer.alloc(0) })
    await expect(page.getByText('This file is empty. Check that it was saved completely.')).toBeVisible()
    await screens.keep(page, 'empty-file')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Remove empty.csv' }).click()
  })

  await test.step('connects a CSV file', async () => {
    await files.setInputFiles({ name: 'Verkäufe.csv', mimeType: 'text/csv', buffer: salesAsCsv() })
    await page.getByRole('button', { name: 'Build my dashboard' }).click()
    await expect(page.getByRole('listitem').filter({ hasText: 'Looking at your data' })).toBeVisible()
    await expectAccessible(page)
    await expect(page.getByRole('button', { name: 'Arrange' })).toBeVisible(PATIENCE)
  })
  await test.step('sees the right totals', async () => {
    expect(await eve.figure('Rows')).toBe(SALES.length)
    expect(await eve.figure('Total amount')).toBe(TOTAL_AMOUNT)
    expect(await eve.figure('Total pieces')).toBe(TOTAL_PIECES)
    await expect(page.getByRole('cell', { name: 'Brötchen, belegt' }).first()).toBeAttached()
    await expect(page.getByRole('cell', { name: /^28 Aug/ }).first()).toBeAttached()
    await expect(page.getByRole('alert')).toHaveCount(0)
    await screens.keepBoth(page, 'dashboard')
    await expectAccessible(page)
  })
  const workspace = eve.workspace()
  const dashboard = new URL(page.url()).pathname

  await test.step('sees the same totals of an Excel workbook', async () => {
    await eve.open(`/w/${workspace}/connect`)
    await files.setInputFiles({ name: 'Sales.xlsx', mimeType: '', buffer: await salesAsWorkbook() })
    await page.getByRole('button', { name: 'Build my dashboard' }).click()
    await expect(page.getByRole('button', { name: 'Arrange' })).toBeVisible(PATIENCE)
    expect(await eve.figure('Rows')).toBe(SALES.length)
    expect(await eve.figure('Total amount')).toBe(TOTAL_AMOUNT)
    await screens.keep(page, 'dashboard-of-a-workbook')
  })

  await test.step('is told that a workbook is damaged, and what to do', async () => {
    await eve.open(`/w/${workspace}/connect`)
    await files.setInputFiles({ name: 'broken.xlsx', mimeType: '', buffer: damagedWorkbook() })
    await page.getByRole('button', { name: 'Build my dashboard' }).click()
    const alert = page.getByRole('alert').filter({ hasText: 'broken.xlsx' })
    await expect(alert).toBeVisible(PATIENCE)
    await screens.keep(page, 'damaged-workbook')
    await expectAccessible(page)
  })

  await test.step('sees all of it in the menu of the phone', async () => {
    await page.getByRole('button', { name: 'Open the menu' }).click()
    await screens.keep(page, 'menu')
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Sources' }).click()
    await expect(page.getByText('360 rows, read').first()).toBeVisible()
    await screens.keep(page, 'sources')
    await expectAccessible(page)
  })

  const otherContext = await browser.newContext({ viewport: PHONE, hasTouch: true, isMobile: true })
  const mallory = await Person.with(otherContext, 'Mallory')
  await test.step('nobody else signs up with the same address', async () => {
    await mallory.open('/')
    await mallory.page.getByRole('link', { name: 'Start free' }).click()
    await mallory.register(eve.email)
    await expect(mallory.page.getByText('There is an account with this email already.')).toBeVisible()
    await screens.keep(mallory.page, 'address-taken')
  })
  await test.step('nor sees the workspace, its pages or its data', async () => {
    await mallory.open('/')
    await mallory.page.getByRole('link', { name: 'Start free' }).click()
    await mallory.signUp(screens)
    await mallory.nameWorkspace('Elsewhere')
    const own = mallory.workspace()
    await mallory.open(dashboard)
    await expect(mallory.page.getByRole('heading', { name: 'There is no such workspace' })).toBeVisible()
    await screens.keep(mallory.page, 'foreign-workspace')
    await mallory.open(dashboard.replace(workspace, own))
    await expect(mallory.page.getByText('We couldn’t find that')).toBeVisible()
    await screens.keep(mallory.page, 'foreign-dashboard')
    const answer = await mallory.page.request.get(`${productUrl()}/api/v1/tenants/${workspace}/sources`)
    expect(answer.status()).toBe(404)
    await otherContext.close()
  })
  eve.expectNoProblems()
  mallory.expectNoProblems()
})
