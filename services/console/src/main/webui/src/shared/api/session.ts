import { queryOptions } from '@tanstack/react-query'
import { api, bodyOf } from './client'

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async () => bodyOf(await api.GET('/session')),
  staleTime: 60_000,
})

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async () => bodyOf(await api.GET('/api/v1/me')),
  staleTime: 60_000,
})
