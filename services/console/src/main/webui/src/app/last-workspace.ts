const KEY = 'millrace-workspace'

export function lastWorkspace(): string | null {
  return localStorage.getItem(KEY)
}

export function rememberWorkspace(tenant: string): void {
  localStorage.setItem(KEY, tenant)
}
