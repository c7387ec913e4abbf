import type { Page } from '@playwright/test'
import { join } from 'node:path'

const FOLDER = join(import.meta.dirname, '..', 'target', 'screenshots')

/** Keeps what a person sees, for people to judge: `make test` leaves a picture of every step. */
export class Screens {
  readonly #journey: string
  #count = 0

  constructor(journey: string) {
    this.#journey = journey
  }

  async keep(page: Page, name: string): Promise<void> {
    await this.#shoot(page, name)
  }

  async keepBoth(page: Page, name: string): Promise<void> {
    await this.#shoot(page, name)
    await page.emulateMedia({ colorScheme: 'dark' })
    await this.#shoot(page, `${name}-dark`)
    await page.emulateMedia({ colorScheme: 'light' })
  }

  async #shoot(page: Page, name: string): Promise<void> {
    this.#count++
    const number = String(this.#count).padStart(2, '0')
    const path = join(FOLDER, this.#journey, `${number}-${name}.png`)
    await page.screenshot({ path, fullPage: true, animations: 'disabled' })
  }
}
