import type { Role } from '../../shared/api/millrace-types'
import { ROLE_NAMES } from '../../shared/workspace/workspace'

export const ROLE_HELP: Record<Role, string> = {
  OWNER: 'Everything, also making other owners',
  ADMIN: 'Everything but owners: members, keys, sources',
  EDITOR: 'Connects data and changes dashboards',
  VIEWER: 'Looks at dashboards and explores',
}

export const ROLE_OPTIONS = (Object.keys(ROLE_NAMES) as Role[]).map((role) => ({
  value: role,
  label: ROLE_NAMES[role],
}))
