import type { Problem } from './millrace-types'

/** An answer of the API that is no success. */
export class ApiError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail)
    this.name = 'ApiError'
    this.problem = problem
  }
}

/** What is shown of an error: what happened, and what the person can do. */
export interface Explanation {
  title: string
  detail: string
  canRetry: boolean
}

const TITLES: Record<string, string> = {
  offline: 'No connection',
  'not-authenticated': 'Your session has ended',
  'not-allowed': 'Your role doesn’t allow this',
  'not-found': 'We couldn’t find that',
  'reload-needed': 'This loads tables anew',
  conflict: 'That doesn’t go together',
  'stale-edit': 'Somebody else changed this',
  'limit-reached': 'A limit of your plan is reached',
  'too-large': 'That file is too large',
  'invalid-request': 'Something isn’t filled in right',
  'invalid-configuration': 'Something in the details isn’t right',
  'source-unreachable': 'We can’t reach it',
  'source-login-refused': 'The login was refused',
  'source-not-permitted': 'We may not read there',
  'source-empty': 'There is nothing to read',
  'source-unreadable': 'We can’t read this',
  'source-interrupted': 'The connection broke off',
  'source-timed-out': 'It took too long to answer',
  'address-not-allowed': 'That address isn’t allowed',
  'query-timed-out': 'That took too long',
  'query-failed': 'That question can’t be answered',
  'platform-unavailable': 'A part of Millrace is taking a break',
  'storage-full': 'We have run out of room',
  'worker-lost': 'We were interrupted',
  'destination-unreachable': 'Your data store can’t be reached',
  'destination-full': 'Your data store is full',
}

export function explain(error: unknown): Explanation {
  if (error instanceof ApiError) {
    const { problem } = error
    const violations = problem.violations?.map((violation) => violation.message).join(' ') ?? ''
    return {
      title: titleOf(problem.code, problem.title),
      detail: [problem.detail, violations].filter(Boolean).join(' '),
      canRetry: problem.retryable,
    }
  }
  return {
    title: 'Something went wrong',
    detail: 'That is our fault, not yours. Try again; if it happens again, write to us.',
    canRetry: true,
  }
}

export function titleOf(code: string, fallback = 'Something went wrong'): string {
  return TITLES[code] ?? fallback
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof ApiError && error.problem.code === code
}

/** Whether asking again by itself makes sense. */
export function worthRetrying(error: unknown): boolean {
  return !(error instanceof ApiError) || error.problem.status === 0 || error.problem.status >= 500
}

export async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text()
  return problemFrom(response.status, text)
}

export function problemFrom(status: number, text: string): Problem {
  const parsed = parse(text)
  if (parsed !== undefined) return parsed
  // 499 is what the login of the front door says to a script without a session.
  const code =
    status === 401 || status === 499 ? 'not-authenticated' : status === 404 ? 'not-found' : 'internal'
  return {
    type: `urn:millrace:error:${code}`,
    title: 'Something went wrong',
    status,
    code,
    detail: 'Try again in a minute; if it happens again, write to us.',
    kind: 'INTERNAL',
    retryable: status >= 500,
  }
}

function parse(text: string): Problem | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && 'code' in value && 'status' in value) {
      return value as Problem
    }
  } catch {
    return undefined
  }
  return undefined
}
