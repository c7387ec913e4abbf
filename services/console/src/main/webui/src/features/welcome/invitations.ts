import { api, bodyOf } from '../../shared/api/client'
import type { Tenant } from '../../shared/api/millrace-types'

export async function acceptInvitation(token: string): Promise<Tenant> {
  return bodyOf(await api.POST('/api/v1/invitations/{token}/acceptance', { params: { path: { token } } }))
}
