import type { Inspection, NewTrial, Trial, TrialRead } from '../src/shared/api/millrace-types'

const FORM = {
  type: 'object',
  required: ['api_key'],
  properties: {
    api_key: {
      type: 'string',
      title: 'API key',
      description: 'You find it in the settings of your account, under API.',
      secret: true,
      order: 1,
    },
  },
}

/** What a worker would say, roughly: a manifest needs a version, runs no class of Python, and names its streams. */
export function trialOf({ manifest, stream, settings }: NewTrial): Omit<Trial, 'id'> {
  const lines = manifest.split('\n')
  const classLine = lines.findIndex((line) => line.includes('class_name:'))
  const className = lines[classLine]?.replace(/.*class_name: */, '') ?? ''
  const problems: Inspection['problems'] = [
    ...(lines.some((line) => line.startsWith('version:'))
      ? []
      : [{ place: 'version', line: 1, message: 'is missing: DeclarativeSource needs it.' }]),
    ...(classLine < 0
      ? []
      : [
          {
            place: 'streams[0].retriever.requester.authenticator',
            line: classLine + 1,
            message: `needs the Python class ${className}, which Millrace does not run. Use components of the format, or run the connector as a program.`,
          },
        ]),
  ]
  const streams = [...manifest.matchAll(/^ +name: (\w+)/gm)].map((match) => match[1] ?? '')
  const inspection: Inspection = {
    problems,
    title: null,
    summary: null,
    colour: null,
    initials: null,
    configurationSchema: FORM,
    streams,
    findsStreams: false,
  }
  const asked = stream ?? null
  return {
    state: 'DONE',
    inspection,
    read: asked === null || problems.length > 0 ? null : readOf(asked, settings?.api_key === 'wrong'),
    failure: null,
  }
}

function readOf(stream: string, refused: boolean): TrialRead {
  const requestHeaders = { Accept: '*/*', Authorization: 'Bearer •••' }
  const records = Array.from({ length: 30 }, (_, index) => ({
    id: index + 1,
    name: `Customer ${index + 1}`,
    address: { city: 'Malmö', country: 'SE' },
    created_at: `2026-0${1 + (index % 9)}-12T08:30:00Z`,
  }))
  const exchange = (page: number) => ({
    page,
    method: 'GET',
    url: `https://api.example.com/v1/${stream}?page=${page + 1}&page_size=100`,
    requestHeaders,
    requestBody: null,
    status: refused ? 401 : 200,
    responseHeaders: { 'Content-Type': 'application/json', 'X-RateLimit-Remaining': '98' },
    body: refused
      ? '{"error":"invalid key"}'
      : JSON.stringify({ data: records.slice(page * 10, page * 10 + 10) }),
    bodyCut: false,
    millis: 84 + page,
    failure: null,
  })
  const pages = [0, 1, 2].map((page) => ({ slice: 1, part: {}, number: page + 1, records: 10 }))
  return {
    stream,
    end: refused ? 'FAILED' : 'ENOUGH',
    message: refused
      ? `GET https://api.example.com/v1/${stream} answered 401: invalid key. Check the credentials of the source.`
      : null,
    records: refused ? [] : records,
    recordsRead: refused ? 0 : 30,
    pages: refused ? [{ slice: 1, part: {}, number: 1, records: 0 }] : pages,
    exchanges: refused ? [exchange(0)] : [exchange(0), exchange(1), exchange(2)],
    log: [],
    schema: {
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      properties: { id: { type: ['null', 'integer'] }, name: { type: ['null', 'string'] } },
    },
    undeclared: [],
    replaced: [],
  }
}
