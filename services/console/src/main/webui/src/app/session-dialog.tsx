import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { sessionQuery } from '../shared/api/session'
import { onSessionExpired } from '../shared/api/session-expiry'
import { routes } from '../shared/workspace/routes'
import { SESSION_CHANNEL } from './session-channel'

/** Where a login that happens beside the page ends; it tells the page and closes itself. */
const RETURN = '/logged-in'

/** A session that has ended is renewed in a window of its own: what is on the page stays. */
export function SessionDialog() {
  const queries = useQueryClient()
  const [expired, setExpired] = useState(false)

  const look = useCallback(async () => {
    const session = await queries.query({ ...sessionQuery, staleTime: 0 })
    if (session.authenticated) {
      setExpired(false)
      await queries.invalidateQueries()
    }
  }, [queries])

  useEffect(() => onSessionExpired(() => setExpired(true)), [])
  useEffect(() => {
    if (!expired) return
    const channel = new BroadcastChannel(SESSION_CHANNEL)
    const listener = () => void look()
    channel.addEventListener('message', listener)
    window.addEventListener('focus', listener)
    return () => {
      channel.close()
      window.removeEventListener('focus', listener)
    }
  }, [expired, look])

  return (
    <Modal opened={expired} onClose={() => setExpired(false)} title="Your session has ended">
      <Stack>
        <Text size="sm">Log in again in the window that opens. This page stays as it is.</Text>
        <Group justify="flex-end">
          <Button variant="default" component="a" href={routes.home}>
            Leave this page
          </Button>
          <Button
            data-autofocus
            onClick={() => {
              // Without a window, for one because the browser does not allow it, the login takes this one.
              const opened = window.open(routes.login(RETURN), 'millrace-login', 'width=520,height=720')
              if (opened === null) {
                window.location.assign(routes.login(window.location.pathname + window.location.search))
              }
            }}
          >
            Log in again
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
