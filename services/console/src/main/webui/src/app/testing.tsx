import { render } from '@testing-library/react'
import { setupServer } from 'msw/node'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { handlersOf } from '../../fake-api/handlers.ts'
import { FakePlatform } from '../../fake-api/platform.ts'
import { pages } from './pages'
import { Providers } from './providers'

/** The whole app before a platform in memory, fresh for every test. */
export function withFakePlatform(): { current: FakePlatform } {
  const platform = { current: new FakePlatform({ delayMillis: 0 }) }
  const server = setupServer()
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
  beforeEach(() => {
    platform.current = new FakePlatform({ delayMillis: 0 })
    server.resetHandlers(...handlersOf(platform.current))
    localStorage.clear()
  })
  afterEach(() => server.resetHandlers())
  afterAll(() => server.close())
  return platform
}

export function openPage(address: string) {
  const router = createMemoryRouter(pages, { initialEntries: [address] })
  render(
    <Providers>
      <RouterProvider router={router} />
    </Providers>,
  )
  return router
}
