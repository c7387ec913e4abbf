import { createContext, use } from 'react'
import type { Tenant, Role } from '../api/millrace-types'

/** The workspace that the page is about. */
export const WorkspaceContext = createContext<Tenant | null>(null)

export function useWorkspace(): Tenant {
  const workspace = use(WorkspaceContext)
  if (workspace === null) throw new Error('This page belongs inside a workspace')
  return workspace
}

/** Who may change sources, dashboards and schedules. */
export function mayEdit(role: Role): boolean {
  return role !== 'VIEWER'
}

/** Who may change members, invitations and keys. */
export function mayAdminister(role: Role): boolean {
  return role === 'OWNER' || role === 'ADMIN'
}

export const ROLE_NAMES: Record<Role, string> = {
  OWNER: 'Owner',
  ADMIN: 'Admin',
  EDITOR: 'Editor',
  VIEWER: 'Viewer',
}
