import { expect, type Page } from '@playwright/test'
import axe from 'axe-core'

/** Nothing on the page keeps people out: contrast, names, focus, structure, as far as axe can tell. */
export async function expectAccessible(page: Page): Promise<void> {
  // In the middle of a transition there are colours that nobody reads.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity)
        .map((animation) => animation.finished),
    ),
  )
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] }),
  )
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, any }) => `${id}: ${html} ${any[0]?.message ?? ''}`))
  expect(grave, `what keeps people out of ${page.url()}`).toEqual([])
}
