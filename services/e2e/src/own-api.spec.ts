import { expect, test, type Locator } from '@playwright/test'
import { expectAccessible } from './accessibility.ts'
import { PATIENCE, Person } from './person.ts'
import { Screens } from './screens.ts'
import { manifestOf, Vendor, WEIGHTS } from './vendor.ts'

test.use({ viewport: { width: 1280, height: 860 } })

test('an engineer brings an API along, and gives its permission in a window of the vendor', async ({
  context,
}) => {
  const screens = new Screens('own-api')
  const vendor = await Vendor.start()
  const ida = await Person.with(context, 'Ida')
  const { page } = ida
  const manifest = manifestOf(vendor)
  const text = page.getByLabel('Manifest', { exact: true })
  try {
    await test.step('signs up', async () => {
      await ida.open('/')
      await page.getByRole('link', { name: 'Start free' }).click()
      await ida.signUp(screens)
      await ida.nameWorkspace('Harbour Freight')
    })
    const workspace = ida.workspace()

    await test.step('pastes a manifest, and is shown the place of what is wrong', async () => {
      await page.getByRole('button', { name: /Your own API/ }).click()
      await paste(text, manifest.replace('type: PageIncrement', 'type: PageInkrement'))
      const problems = page.getByRole('list', { name: 'What is wrong' })
      const line = 1 + manifest.split('\n').findIndex((written) => written.includes('PageIncrement'))
      await expect(problems).toContainText(
        'pagination_strategy has to be PageIncrement or OffsetIncrement',
        PATIENCE,
      )
      await expect(problems).toContainText(`Line ${line}`)
      await expect(page.getByRole('button', { name: 'Save as a connector…' })).toBeDisabled()
      await screens.keepBoth(page, 'manifest-with-an-error')
      await expectAccessible(page)
      await problems.getByRole('button').first().click()
      await expect(text).toBeFocused()
    })

    await test.step('mends it and reads a few records of the live API', async () => {
      await text.press('ControlOrMeta+a')
      await paste(text, manifest)
      await expect(page.getByText('Nothing wrong with it')).toBeVisible(PATIENCE)
      await page.getByLabel(/^Client ID/).fill(vendor.app.id)
      await page.getByLabel(/^Client secret/).fill(vendor.app.secret)
      await page.getByLabel(/^Refresh token/).fill(vendor.givenToken)
      await page.getByRole('button', { name: 'Read a few records' }).click()
      await expect(page.getByText(`${WEIGHTS.length} records in 3 pages. That is all there is.`)).toBeVisible(
        PATIENCE,
      )
      await expect(page.getByRole('cell', { name: '2026-11-07' }).first()).toBeVisible()
      await screens.keepBoth(page, 'records')
      await expectAccessible(page)
      await page.getByRole('tab', { name: /^Requests/ }).click()
      await expect(page.getByText(vendor.givenToken)).toHaveCount(0)
    })

    await test.step('saves it as a connector', async () => {
      await page.getByRole('button', { name: 'Save as a connector…' }).click()
      const dialog = page.getByRole('dialog', { name: 'Save as a connector' })
      await dialog.getByLabel(/^Name/).fill('Freight')
      await dialog.getByRole('button', { name: 'Save it' }).click()
      await expect(page.getByText('No source reads by it.')).toBeVisible()
      await page.getByRole('link', { name: 'Connect', exact: true }).click()
      await expect(page.getByRole('heading', { name: 'Connect Freight' })).toBeVisible()
    })

    await test.step('refuses the permission, and is told so', async () => {
      await page.getByLabel(/^Client ID/).fill(vendor.app.id)
      await page.getByLabel(/^Client secret/).fill(vendor.app.secret)
      await expect(page.getByLabel(/^Refresh token/)).toHaveCount(0)
      const popup = context.waitForEvent('page')
      await page.getByRole('button', { name: 'Authorise and connect' }).click()
      await (await popup).getByRole('link', { name: 'Refuse' }).click()
      const refusal = page.getByRole('alert').filter({ hasText: 'The permission was not given.' })
      await expect(refusal).toBeVisible()
      await screens.keep(page, 'permission-refused')
      await expectAccessible(page)
    })

    await test.step('gives it, and the rows are there', async () => {
      const popup = context.waitForEvent('page')
      await page.getByRole('button', { name: 'Authorise and connect' }).click()
      const window = await popup
      await expect(window.getByRole('heading', { name: 'Millrace wants to read your parcels' })).toBeVisible()
      await window.getByRole('link', { name: 'Allow' }).click()
      await expect(page.getByRole('button', { name: 'Arrange' })).toBeVisible(PATIENCE)
      expect(await ida.figure('Rows')).toBe(WEIGHTS.length)
      expect(await ida.figure('Total weight')).toBe(WEIGHTS.reduce((sum, weight) => sum + weight, 0))
      await screens.keep(page, 'dashboard')
      await ida.open(`/w/${workspace}/sources`)
      await expect(page.getByText(`${WEIGHTS.length} rows`).first()).toBeVisible()
    })
    ida.expectNoProblems()
  } finally {
    await vendor.stop()
  }
})

/** As the keyboard does it: the text lies in the clipboard. */
async function paste(into: Locator, text: string): Promise<void> {
  await into.focus()
  await into.evaluate((element, content) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', content)
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, text)
}
