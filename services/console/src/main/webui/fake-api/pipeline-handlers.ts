import { http, HttpResponse, type HttpHandler } from 'msw'
import type {
  Acceptance,
  PipelineEdit,
  PipelineStream,
  PipelineStreamEdit,
  ReadAgain,
  Reset,
} from '../src/shared/api/millrace-types'
import { notFound, problem } from './answers.ts'
import { catalogOf } from './catalogue.ts'
import type { FakePlatform, FakeSource } from './platform.ts'

const SOURCE = '/api/v1/tenants/:tenant/sources/:source'

/** How a source is read, and how it has changed. */
export function pipelineHandlersOf(
  platform: FakePlatform,
  source: (id: unknown) => FakeSource | undefined,
): HttpHandler[] {
  const shown = (fake: FakeSource) =>
    HttpResponse.json(fake.pipeline, { headers: { ETag: `"p${fake.etag}"` } })
  const ask = (fake: FakeSource, stream: string, run: boolean) => {
    const asked = fake.pipeline.streams.find((known) => known.name === stream)
    if (asked === undefined) return notFound()
    fake.etag += 1
    return HttpResponse.json(
      { stream: asked, run: run ? platform.runAgain(fake) : null },
      { status: run ? 202 : 200 },
    )
  }
  return [
    http.get(`*${SOURCE}/catalog`, ({ params }) =>
      HttpResponse.json({ streams: catalogOf(source(params.source)?.source.connector ?? '') }),
    ),
    http.get(`*${SOURCE}/pipeline`, ({ params }) => {
      const fake = source(params.source)
      return fake === undefined ? notFound() : shown(fake)
    }),
    http.put(`*${SOURCE}/pipeline`, async ({ request, params }) => {
      const fake = source(params.source)
      if (fake === undefined) return notFound()
      const { streams, schedule, confirmReload } = (await request.json()) as PipelineEdit
      if (schedule?.kind === 'CRON' && schedule.cron?.split(' ').length !== 5) {
        return problem({
          code: 'invalid-request',
          status: 400,
          detail: `'${schedule.cron ?? ''}' is no cron expression: it has five fields, such as 0 6 * * *.`,
        })
      }
      const changed = fake.pipeline.streams.map((stream) =>
        edited(
          stream,
          streams?.find((edit) => edit.name === stream.name),
        ),
      )
      const reloads = changed.flatMap((stream, index) => {
        const before = fake.pipeline.streams[index]
        const reason = before === undefined ? undefined : reloadReason(before, stream)
        return reason === undefined ? [] : [{ field: stream.name, message: reason }]
      })
      if (reloads.length > 0 && confirmReload !== true) {
        return problem({
          code: 'reload-needed',
          status: 409,
          detail: 'With this change the next run loads tables from the beginning.',
          violations: reloads,
        })
      }
      fake.pipeline.streams = changed
      if (schedule?.kind != null) {
        fake.pipeline.schedule = {
          kind: schedule.kind,
          interval: schedule.interval ?? null,
          cron: schedule.cron ?? null,
          timeZone: schedule.timeZone ?? 'UTC',
          nextAt: schedule.kind === 'MANUAL' ? null : platform.now(21_600),
        }
        fake.source.schedule = fake.pipeline.schedule
      }
      fake.etag += 1
      return shown(fake)
    }),
    http.post(`*${SOURCE}/streams/:stream/reset`, async ({ request, params }) => {
      const fake = source(params.source)
      const { run } = (await request.json()) as Reset
      return fake === undefined ? notFound() : ask(fake, String(params.stream), run === true)
    }),
    http.post(`*${SOURCE}/streams/:stream/read-again`, async ({ request, params }) => {
      const fake = source(params.source)
      const { from, run } = (await request.json()) as ReadAgain
      if (fake === undefined) return notFound()
      if (from === '') {
        return problem({
          code: 'invalid-request',
          status: 400,
          detail: 'Say from where to read again: a value of created_at.',
        })
      }
      return ask(fake, String(params.stream), run === true)
    }),
    http.get(`*${SOURCE}/schema-changes`, ({ params }) =>
      HttpResponse.json({ items: source(params.source)?.changes ?? [], nextCursor: null }),
    ),
    http.post(`*${SOURCE}/schema-changes/accept`, async ({ request, params }) => {
      const fake = source(params.source)
      if (fake === undefined) return notFound()
      const { stream } = (await request.json()) as Acceptance
      const accepted = fake.changes.filter(
        (change) => change.state === 'HELD' && (stream == null || change.stream === stream),
      )
      accepted.forEach((change) => Object.assign(change, { state: 'ACCEPTED' }))
      fake.source.heldSchemaChanges -= accepted.length
      return HttpResponse.json({ accepted })
    }),
  ]
}

function edited(stream: PipelineStream, edit: PipelineStreamEdit | undefined): PipelineStream {
  if (edit === undefined) return stream
  return {
    ...stream,
    ...edit,
    cursorField: edit.cursorField ?? null,
    lookback: edit.lookback ?? stream.lookback,
    schemaChanges: edit.schemaChanges ?? stream.schemaChanges,
    nested: edit.nested ?? stream.nested,
    columns: edit.columns ?? stream.columns,
  }
}

function reloadReason(before: PipelineStream, after: PipelineStream): string | undefined {
  const modes = [before.syncMode, after.syncMode]
  if (modes.every((mode) => mode === 'FULL_REFRESH_OVERWRITE')) return undefined
  if (before.syncMode !== after.syncMode) return 'its mode changes'
  if (before.primaryKey.join() !== after.primaryKey.join()) return 'its primary key changes'
  if (before.cursorField !== after.cursorField) return 'its cursor changes'
  return JSON.stringify(before.columns) === JSON.stringify(after.columns)
    ? undefined
    : 'its column rules change'
}
