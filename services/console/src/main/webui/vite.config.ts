import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { fakeApi } from './fake-api/vite-plugin.ts'

const page = (name: string) => fileURLToPath(new URL(name, import.meta.url))

export default defineConfig(({ mode }) => ({
  plugins: [react(), ...(mode === 'fake' ? [fakeApi()] : [])],
  build: {
    rollupOptions: { input: [page('index.html'), page('api-docs.html')] },
    chunkSizeWarningLimit: 1800,
  },
  server: { proxy: mode === 'fake' ? {} : frontDoor() },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/shared/testing/setup.ts'],
    testTimeout: 90_000,
    css: false,
  },
}))

/** `npm run dev` beside a running platform: everything that is not the web app comes from the front door. */
function frontDoor() {
  const address = process.env.MILLRACE_PUBLIC_URL ?? 'http://localhost:8080'
  return Object.fromEntries(
    ['/api', '/auth', '/session', '/login', '/signup', '/logout'].map((path) => [path, address]),
  )
}
