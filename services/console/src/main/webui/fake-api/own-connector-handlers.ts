import { http, HttpResponse, type HttpHandler } from 'msw'
import type { NewTrial, OwnConnector, Tile, Trial } from '../src/shared/api/millrace-types'
import { notFound, problem } from './answers.ts'
import type { FakePlatform } from './platform.ts'
import { trialOf } from './trials.ts'

const T = '/api/v1/tenants/:tenant'

/** Trials of manifests, and the connectors that are saved of them. */
export function ownConnectorHandlersOf(platform: FakePlatform): HttpHandler[] {
  const own = (name: unknown) => platform.ownConnectors.get(String(name))
  const view = (saved: FakeOwnConnector): OwnConnector => ({
    name: saved.name,
    tile: saved.tile,
    newest: saved.versions.length,
    createdAt: platform.now(-3_600),
    versions: saved.versions
      .map((_, index) => ({
        number: index + 1,
        createdBy: platform.person.name,
        createdAt: platform.now(-3_600 + index * 60),
        sources: platform.readBy(saved.name, index + 1),
      }))
      .reverse(),
  })
  const answer = (saved: FakeOwnConnector, status = 200) =>
    HttpResponse.json(view(saved), { status, headers: { ETag: `"${saved.etag}"` } })

  return [
    http.post(`*${T}/manifest-trials`, async ({ request }) => {
      const body = (await request.json()) as NewTrial
      const trial: Trial = {
        id: platform.id(),
        state: 'WAITING',
        inspection: null,
        read: null,
        failure: null,
      }
      platform.trials.set(trial.id, { manifest: body.manifest, done: { ...trialOf(body), id: trial.id } })
      return HttpResponse.json(trial, { status: 202 })
    }),
    http.get(`*${T}/manifest-trials/:trial`, ({ params }) => {
      const trial = platform.trials.get(String(params.trial))
      return trial === undefined ? notFound() : HttpResponse.json(trial.done)
    }),
    http.post(`*${T}/own-connectors`, async ({ request }) => {
      const { trial, tile } = (await request.json()) as { trial: string; tile: Tile }
      const tried = platform.trials.get(trial)
      if (tried === undefined) return notFound()
      const saved = platform.saveConnector(tile, tried.manifest, tried.done.inspection)
      return answer(saved, 201)
    }),
    http.get(`*${T}/own-connectors/:connector`, ({ params }) => {
      const saved = own(params.connector)
      return saved === undefined ? notFound() : answer(saved)
    }),
    http.post(`*${T}/own-connectors/:connector/versions`, async ({ request, params }) => {
      const saved = own(params.connector)
      const { trial } = (await request.json()) as { trial: string }
      const tried = platform.trials.get(trial)
      if (saved === undefined || tried === undefined) return notFound()
      saved.versions.push({ manifest: tried.manifest, inspection: tried.done.inspection })
      saved.etag++
      return answer(saved, 201)
    }),
    http.get(`*${T}/own-connectors/:connector/versions/:number`, ({ params }) => {
      const version = own(params.connector)?.versions[Number(params.number) - 1]
      return version === undefined
        ? notFound()
        : HttpResponse.json({
            number: Number(params.number),
            manifest: version.manifest,
            configurationSchema: version.inspection?.configurationSchema ?? {},
            streams: version.inspection?.streams ?? [],
            createdBy: platform.person.name,
            createdAt: platform.now(-3_600),
          })
    }),
    http.put(`*${T}/own-connectors/:connector/tile`, async ({ request, params }) => {
      const saved = own(params.connector)
      if (saved === undefined) return notFound()
      saved.tile = (await request.json()) as Tile
      saved.etag++
      return answer(saved)
    }),
    http.delete(`*${T}/own-connectors/:connector`, ({ params }) => {
      const saved = own(params.connector)
      if (saved === undefined) return notFound()
      const sources = saved.versions.flatMap((_, index) => platform.readBy(saved.name, index + 1))
      if (sources.length > 0) {
        return problem({
          code: 'conflict',
          status: 409,
          detail: `${saved.tile.title} is used by ${sources.join(', ')}. Delete that source first.`,
        })
      }
      platform.ownConnectors.delete(saved.name)
      return new HttpResponse(null, { status: 204 })
    }),
  ]
}

export interface FakeOwnConnector {
  name: string
  tile: Tile
  versions: { manifest: string; inspection: Trial['inspection'] }[]
  etag: number
}
