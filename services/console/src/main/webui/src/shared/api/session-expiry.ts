/** Tells the app that the session has ended, so that it asks for a login without leaving the page. */
const listeners = new Set<() => void>()

export function sessionExpired(): void {
  listeners.forEach((listener) => listener())
}

export function onSessionExpired(listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
