import { HttpResponse } from 'msw'
import type { Problem } from '../src/shared/api/millrace-types'

export function problem({
  code,
  status,
  detail,
  violations,
}: Pick<Problem, 'code' | 'status' | 'detail' | 'violations'>) {
  return HttpResponse.json(
    {
      type: `urn:millrace:error:${code}`,
      title: code,
      status,
      detail,
      code,
      kind: 'USER',
      retryable: status >= 500,
      violations,
    },
    { status, headers: { 'Content-Type': 'application/problem+json' } },
  )
}

export function notFound() {
  return problem({ code: 'not-found', status: 404, detail: 'It may have been deleted.' })
}
