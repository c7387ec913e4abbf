import { Button } from '@mantine/core'
import type { ReactNode } from 'react'

interface MoreButtonProps {
  children: ReactNode
  loading?: boolean
  onClick: () => void
}

export function MoreButton({ children, loading = false, onClick }: MoreButtonProps) {
  return (
    <Button variant="subtle" size="compact-sm" my="sm" loading={loading} onClick={onClick}>
      {children}
    </Button>
  )
}
