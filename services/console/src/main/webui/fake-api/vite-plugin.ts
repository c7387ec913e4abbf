import { getResponse } from 'msw'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import type { Connect, Plugin } from 'vite'
import { handlersOf } from './handlers.ts'
import { FakePlatform } from './platform.ts'

const SERVED = /^\/(api|session|login|signup|logout)(\/|\?|$)/

/** Development without the platform: `npm run dev:fake`. Its state lives as long as the server. */
export function fakeApi(): Plugin {
  const platform = new FakePlatform({ delayMillis: 250 })
  const handlers = handlersOf(platform)
  const serve: Connect.NextHandleFunction = (incoming, outgoing, next) => {
    if (!SERVED.test(incoming.url ?? '')) {
      next()
      return
    }
    void answer(incoming, outgoing, async (request) => getResponse(handlers, request))
  }
  return {
    name: 'millrace-fake-api',
    configureServer: (server) => {
      server.middlewares.use(serve)
    },
    configurePreviewServer: (server) => {
      server.middlewares.use(serve)
    },
  }
}

async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  respond: (request: Request) => Promise<Response | undefined>,
) {
  const body = incoming.method === 'GET' || incoming.method === 'HEAD' ? undefined : await bytesOf(incoming)
  const request = new Request(`http://${incoming.headers.host ?? 'localhost'}${incoming.url ?? '/'}`, {
    method: incoming.method ?? 'GET',
    headers: Object.entries(incoming.headers).map(
      ([name, value]) => [name, String(value)] as [string, string],
    ),
    body,
  })
  const response = (await respond(request)) ?? new Response('not faked', { status: 404 })
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  if (response.body === null) {
    outgoing.end()
    return
  }
  const stream = Readable.fromWeb(response.body as ReadableStream)
  outgoing.on('close', () => stream.destroy())
  stream.on('error', () => outgoing.end())
  stream.pipe(outgoing)
}

async function bytesOf(incoming: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  for await (const chunk of incoming) chunks.push(chunk as Uint8Array)
  return new Uint8Array(Buffer.concat(chunks))
}
