import { useCallback, useRef, useState } from 'react'
import type { ConnectorDescriptor, Upload } from '../../shared/api/millrace-types'
import { explain } from '../../shared/api/problem'
import { connectorFor, endingsOf } from './file-connectors'
import { refusalOf } from './files'
import { upload } from './upload'

/** A file on its way. */
export interface FileUpload {
  key: string
  file: File
  state: 'refused' | 'sending' | 'sent' | 'failed'
  progress: number
  message: string | null
  upload: Upload | null
  /** Which connector reads it, as far as its name and its beginning tell. */
  connector: ConnectorDescriptor | null
}

/** The files that a person dropped, each sent at once, two at a time. */
export function useUploads(tenant: string, connectors: ConnectorDescriptor[]) {
  const [files, setFiles] = useState<FileUpload[]>([])
  const aborts = useRef(new Map<string, AbortController>())
  const queue = useRef<Promise<void>[]>([Promise.resolve(), Promise.resolve()])

  const change = useCallback((key: string, part: Partial<FileUpload>) => {
    setFiles((present) => present.map((file) => (file.key === key ? { ...file, ...part } : file)))
  }, [])

  const send = useCallback(
    async (key: string, file: File) => {
      const abort = aborts.current.get(key)
      if (abort === undefined || abort.signal.aborted) return
      try {
        const connector = (await connectorFor(file, connectors)) ?? null
        const sent = await upload(tenant, file, (progress) => change(key, { progress }), abort.signal)
        change(key, { state: 'sent', progress: 1, upload: sent, connector })
      } catch (error) {
        // A file that was taken back is no longer listed, so there is nothing to change.
        change(key, { state: 'failed', message: explain(error).detail })
      }
    },
    [tenant, connectors, change],
  )

  const enqueue = useCallback(
    (key: string, file: File) => {
      aborts.current.set(key, new AbortController())
      const lane = queue.current.shift() ?? Promise.resolve()
      queue.current.push(lane.then(() => send(key, file)))
    },
    [send],
  )

  const add = useCallback(
    (dropped: File[]) => {
      const added = dropped.map((file): FileUpload => {
        const message = refusalOf(file, endingsOf(connectors))
        return {
          key: crypto.randomUUID(),
          file,
          state: message === null ? 'sending' : 'refused',
          progress: 0,
          message,
          upload: null,
          connector: null,
        }
      })
      setFiles((present) => [...present, ...added])
      added.filter((file) => file.state === 'sending').forEach((file) => enqueue(file.key, file.file))
    },
    [connectors, enqueue],
  )

  const again = useCallback(
    (key: string, file: File) => {
      change(key, { state: 'sending', progress: 0, message: null })
      enqueue(key, file)
    },
    [change, enqueue],
  )

  const remove = useCallback((key: string) => {
    aborts.current.get(key)?.abort()
    setFiles((present) => present.filter((file) => file.key !== key))
  }, [])

  return { files, add, again, remove }
}
