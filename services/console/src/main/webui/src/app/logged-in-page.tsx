import { Center, Text } from '@mantine/core'
import { useEffect } from 'react'
import { SESSION_CHANNEL } from './session-channel'

export function LoggedInPage() {
  useEffect(() => {
    const channel = new BroadcastChannel(SESSION_CHANNEL)
    channel.postMessage('logged-in')
    channel.close()
    window.close()
  }, [])
  return (
    <Center h="100vh" p="md">
      <Text>You are logged in. You can close this window.</Text>
    </Center>
  )
}
