import { useMediaQuery } from '@mantine/hooks'

/** Whether the page is as narrow as on a phone, where a table has room for two or three columns. */
export function useNarrow(): boolean {
  return useMediaQuery('(max-width: 36em)', false, { getInitialValueInEffect: false })
}
