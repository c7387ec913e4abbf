import { Button, Container, Group, SimpleGrid, Text, Title } from '@mantine/core'
import { IconChartHistogram, IconClockBolt, IconLock } from '@tabler/icons-react'
import { useDocumentTitle } from '../../shared/ui/page-header'
import { Wordmark } from '../../shared/ui/wordmark'
import { routes } from '../../shared/workspace/routes'
import classes from './landing-page.module.css'
import { Millstream } from './millstream'

const PROMISES = [
  {
    icon: <IconClockBolt size={24} stroke={1.6} />,
    title: 'Minutes, not projects',
    text: 'Drop a spreadsheet or connect a database. The dashboard builds itself while you watch.',
  },
  {
    icon: <IconChartHistogram size={24} stroke={1.6} />,
    title: 'Figures you can trust',
    text: 'Every row is accounted for: read, loaded, or set aside with the reason.',
  },
  {
    icon: <IconLock size={24} stroke={1.6} />,
    title: 'Yours alone',
    text: 'Your data lives in a database of its own. Passwords are encrypted and never shown again.',
  },
]

export function LandingPage() {
  useDocumentTitle('')
  return (
    <div className={classes.page}>
      <Container size="lg" component="header" py="lg">
        <Group justify="space-between">
          <Wordmark size={32} />
          <Button component="a" href={routes.login('/')} variant="subtle">
            Log in
          </Button>
        </Group>
      </Container>
      <main>
        <Container size="lg" className={classes.hero}>
          <div>
            <Title order={1} className={classes.headline}>
              See how your business runs.
            </Title>
            <Text className={classes.sentence} c="dimmed">
              Millrace connects the tools and spreadsheets that run your business and turns them into a live
              dashboard, in minutes and without code.
            </Text>
            <Group mt="xl" gap="sm">
              <Button component="a" href={routes.signUp('/')} size="lg">
                Start free
              </Button>
              <Button component="a" href={routes.login('/')} size="lg" variant="default">
                Log in
              </Button>
            </Group>
          </div>
          <Millstream />
        </Container>
        <Container size="lg" pb={64}>
          <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="xl">
            {PROMISES.map((promise) => (
              <div key={promise.title}>
                <span className={classes.icon}>{promise.icon}</span>
                <Title order={2} size="h3" mt="xs">
                  {promise.title}
                </Title>
                <Text c="dimmed" mt={4}>
                  {promise.text}
                </Text>
              </div>
            ))}
          </SimpleGrid>
        </Container>
      </main>
    </div>
  )
}
