import { OWN_PAGE_HEADER } from '../../shared/api/client'
import type { Upload } from '../../shared/api/millrace-types'
import { ApiError, problemFrom } from '../../shared/api/problem'
import { sessionExpired } from '../../shared/api/session-expiry'

/** Sends a file and tells how far it is, which fetch can't. */
export function upload(
  tenant: string,
  file: File,
  onProgress: (ratio: number) => void,
  signal: AbortSignal,
): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const query = new URLSearchParams({ fileName: file.name })
    request.open('POST', `/api/v1/tenants/${encodeURIComponent(tenant)}/uploads?${query.toString()}`)
    for (const [name, value] of Object.entries(OWN_PAGE_HEADER)) request.setRequestHeader(name, value)
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total)
    }
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) {
        resolve(JSON.parse(request.responseText) as Upload)
        return
      }
      const problem = problemFrom(request.status, request.responseText)
      if (problem.code === 'not-authenticated') sessionExpired()
      reject(new ApiError(problem))
    }
    request.onerror = () => {
      reject(
        new ApiError({
          type: 'urn:millrace:error:offline',
          title: 'The upload broke off',
          status: 0,
          code: 'offline',
          detail: `The connection was lost while ${file.name} was being sent. Check your internet connection and try again.`,
          kind: 'RESOURCE',
          retryable: true,
        }),
      )
    }
    signal.addEventListener('abort', () => {
      request.abort()
      reject(new DOMException('The person took the file back', 'AbortError'))
    })
    request.send(file)
  })
}
