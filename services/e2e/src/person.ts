import { expect, type BrowserContext, type Page } from '@playwright/test'
import { linkMailedTo } from './mailbox.ts'
import { productUrl } from './platform.ts'
import type { Screens } from './screens.ts'

/** Long enough for a machine that compiles beside the tests; what takes longer is broken. */
export const PATIENCE = { timeout: 60_000 }

const PASSWORD = 'a quiet mill by the brook'

/** Somebody with a browser of their own. */
export class Person {
  readonly page: Page
  readonly firstName: string
  readonly email: string
  readonly #problems: string[] = []

  private constructor(page: Page, firstName: string) {
    this.page = page
    this.firstName = firstName
    this.email = `${firstName.toLowerCase()}.${Date.now().toString(36)}@example.com`
    page.on('pageerror', (error) =>
      this.#problems.push(`an uncaught error on ${page.url()}: ${error.stack ?? error.message}`),
    )
    page.on('response', (response) => {
      if (response.status() >= 500) this.#problems.push(`${response.status()} from ${response.url()}`)
    })
  }

  static async with(context: BrowserContext, firstName: string): Promise<Person> {
    return new Person(await context.newPage(), firstName)
  }

  async open(path: string): Promise<void> {
    await this.page.goto(`${productUrl()}${path}`)
  }

  /** From Keycloak's registration page to wherever the sign-up was begun for. */
  async signUp(screens: Screens): Promise<void> {
    const { page } = this
    await this.register()
    await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible()
    await screens.keep(page, 'check-your-email')
    await page.goto(await linkMailedTo(this.email, /confirm|email/i))
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByLabel('Password again').fill(PASSWORD)
    await screens.keep(page, 'password')
    await page.getByRole('button', { name: 'Continue' }).click()
  }

  async register(email = this.email): Promise<void> {
    const { page } = this
    await page.getByLabel('First name').fill(this.firstName)
    await page.getByLabel('Last name').fill('Winter')
    await page.getByLabel('Email').fill(email)
    await page.getByRole('button', { name: 'Create account' }).click()
  }

  async nameWorkspace(name: string): Promise<void> {
    const { page } = this
    await page.getByRole('textbox', { name: 'Name of the workspace' }).fill(name)
    await page.getByRole('button', { name: 'Continue' }).click()
    await expect(page.getByRole('heading', { name: 'What runs your business?' })).toBeVisible()
  }

  /** The figure on a dashboard's card. */
  async figure(card: string): Promise<number> {
    const words = this.card(card)
    await expect(words).toContainText(/\d/)
    const text = (await words.innerText()).replace(card, '')
    return amountIn(text)
  }

  card(title: string) {
    return this.page.getByRole('region', { name: title, exact: true })
  }

  /** The titles of a dashboard's cards in their order. */
  async cardTitles(): Promise<string[]> {
    return this.page.getByRole('region').getByRole('heading', { level: 2 }).allInnerTexts()
  }

  /** The workspace in the address of the page that is open. */
  workspace(): string {
    const id = /\/w\/([^/]+)/.exec(this.page.url())?.[1]
    if (id === undefined) throw new Error(`No workspace is open at ${this.page.url()}`)
    return id
  }

  /** What no person should ever meet: an uncaught error of the page, or a service that answers 5xx. */
  expectNoProblems(): void {
    expect(this.#problems).toEqual([])
  }
}

/** The first number in a text such as "$1,204.50", "€12.3k", or "4.1%". */
export function amountIn(text: string): number {
  const found = /(\d[\d,]*(?:\.\d+)?)\s*([KkMm]?)/.exec(text)
  if (found === null) throw new Error(`There is no figure in "${text}"`)
  const scale = { k: 1_000, m: 1_000_000 }[(found[2] ?? '').toLowerCase()] ?? 1
  return Number((found[1] ?? '').replaceAll(',', '')) * scale
}
