import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { api, bodyOf } from '../../shared/api/client'
import type { NewSource } from '../../shared/api/millrace-types'
import { routes } from '../../shared/workspace/routes'

/** Connects a source and goes to where its progress is shown. */
export function useStartSource(tenant: string) {
  const navigate = useNavigate()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (source: NewSource) =>
      bodyOf(
        await api.POST('/api/v1/tenants/{tenant}/sources', { params: { path: { tenant } }, body: source }),
      ),
    onSuccess: async ({ source }) => {
      await queries.invalidateQueries({ queryKey: ['tenant', tenant, 'sources'] })
      await navigate(routes.connecting(tenant, source.id))
    },
  })
}
