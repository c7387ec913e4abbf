import { createHash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

const PAGE_SIZE = 20
const APP = { id: 'harbour-app', secret: 'harbour-app-secret' }

/** What the parcels weigh, in kilograms; each page has twenty of them. */
export const WEIGHTS = Array.from({ length: 45 }, (_, place) => (place % 9) + 1)

/** A vendor of software on this machine: a login server (RFC 6749 with RFC 7636) and an API that takes its tokens. */
export class Vendor {
  readonly app = APP
  /** Of a permission that was given before, as one gets it from a vendor's playground. */
  readonly givenToken = random()
  readonly #server: Server
  readonly #refreshTokens = new Set([this.givenToken])
  readonly #accessTokens = new Set<string>()
  readonly #codes = new Map<string, { challenge: string; redirectUri: string }>()

  private constructor(server: Server) {
    this.#server = server
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      void this.#handle(request, response)
    })
  }

  static async start(): Promise<Vendor> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new Vendor(server)
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url)
    if (url.pathname === '/authorize') this.#ask(url.searchParams, response)
    else if (url.pathname === '/token') this.#exchange(new URLSearchParams(await bodyOf(request)), response)
    else if (url.pathname === '/parcels') this.#list(request, url.searchParams, response)
    else answer(response, 404, {})
  }

  /** The page on which a person gives the permission. */
  #ask(question: URLSearchParams, response: ServerResponse) {
    const redirectUri = question.get('redirect_uri') ?? ''
    const asked =
      question.get('response_type') === 'code' &&
      question.get('client_id') === APP.id &&
      question.get('code_challenge_method') === 'S256' &&
      question.get('scope') === 'parcels.read offline_access'
    if (!asked) {
      answer(response, 400, { error: 'invalid_request' })
      return
    }
    const code = random()
    this.#codes.set(code, { challenge: question.get('code_challenge') ?? '', redirectUri })
    const back = (query: Record<string, string>) =>
      `${redirectUri}?${new URLSearchParams({ ...query, state: question.get('state') ?? '' }).toString()}`
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.end(
      `<!doctype html><title>Freight</title><h1>Millrace wants to read your parcels</h1>
       <a href="${escaped(back({ code }))}">Allow</a>
       <a href="${escaped(back({ error: 'access_denied' }))}">Refuse</a>`,
    )
  }

  #exchange(form: URLSearchParams, response: ServerResponse) {
    if (form.get('client_id') !== APP.id || form.get('client_secret') !== APP.secret) {
      answer(response, 401, { error: 'invalid_client' })
    } else if (
      form.get('grant_type') === 'authorization_code' ? this.#takesCode(form) : this.#takesToken(form)
    ) {
      const [access_token, refresh_token] = [random(), random()]
      this.#accessTokens.add(access_token)
      this.#refreshTokens.add(refresh_token)
      answer(response, 200, { access_token, refresh_token, token_type: 'bearer', expires_in: 3600 })
    } else {
      answer(response, 400, { error: 'invalid_grant' })
    }
  }

  /** Once, for whoever has asked. */
  #takesCode(form: URLSearchParams): boolean {
    const code = form.get('code') ?? ''
    const question = this.#codes.get(code)
    this.#codes.delete(code)
    const verifier = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    return question?.challenge === verifier && question.redirectUri === form.get('redirect_uri')
  }

  #takesToken(form: URLSearchParams): boolean {
    return (
      form.get('grant_type') === 'refresh_token' && this.#refreshTokens.has(form.get('refresh_token') ?? '')
    )
  }

  #list(request: IncomingMessage, query: URLSearchParams, response: ServerResponse) {
    if (!this.#accessTokens.has((request.headers.authorization ?? '').replace('Bearer ', ''))) {
      answer(response, 401, { message: 'Who are you?' })
      return
    }
    const first = (Number(query.get('page') ?? '1') - 1) * PAGE_SIZE
    const data = WEIGHTS.slice(first, first + PAGE_SIZE).map((weight, place) => ({
      id: first + place + 1,
      sent_on: `2026-11-${String(1 + ((first + place) % 20)).padStart(2, '0')}`,
      carrier: (first + place) % 3 === 0 ? 'Sea' : 'Rail',
      weight,
    }))
    answer(response, 200, { data })
  }
}

function random(): string {
  return randomBytes(12).toString('hex')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
}

function answer(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, { 'Content-Type': 'application/json' })
  response.end(JSON.stringify(body))
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

/** The connector of the vendor's API, as somebody writes it. */
export function manifestOf(vendor: Vendor): string {
  return `version: 6.0.0
type: DeclarativeSource
metadata:
  authorisation:
    authorize_url: ${vendor.url}/authorize
    token_url: ${vendor.url}/token
    scopes: [parcels.read, offline_access]
    fields: {client_id: client_id, client_secret: client_secret, refresh_token: refresh_token}
check:
  type: CheckStream
  stream_names: [parcels]
streams:
  - type: DeclarativeStream
    name: parcels
    primary_key: id
    retriever:
      type: SimpleRetriever
      requester:
        type: HttpRequester
        url_base: ${vendor.url}
        path: /parcels
        authenticator:
          type: OAuthAuthenticator
          token_refresh_endpoint: ${vendor.url}/token
          client_id: "{{ config['client_id'] }}"
          client_secret: "{{ config['client_secret'] }}"
          refresh_token: "{{ config['refresh_token'] }}"
      record_selector:
        type: RecordSelector
        extractor:
          type: DpathExtractor
          field_path: [data]
      paginator:
        type: DefaultPaginator
        page_token_option:
          type: RequestOption
          inject_into: request_parameter
          field_name: page
        pagination_strategy:
          type: PageIncrement
          start_from_page: 1
          page_size: ${PAGE_SIZE}
spec:
  type: Spec
  connection_specification:
    type: object
    required: [client_id, client_secret, refresh_token]
    properties:
      client_id: {type: string, title: Client ID, description: Of your app.}
      client_secret: {type: string, title: Client secret, description: Beside it., airbyte_secret: true}
      refresh_token: {type: string, title: Refresh token, description: Of a permission., airbyte_secret: true}
`
}
