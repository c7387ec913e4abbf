import { Button, Card, Group, Text, Title } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { routes } from '../../shared/workspace/routes'
import { useWorkspace } from '../../shared/workspace/workspace'

/** Everything of the workspace as one file; for admins. */
export function ExportCard() {
  const { id } = useWorkspace()
  return (
    <Card maw={560} component="section" aria-labelledby="export">
      <Title order={2} size="h3" id="export" mb="sm">
        Export
      </Title>
      <Group justify="space-between" align="center" gap="md">
        <Text size="sm" c="dimmed" style={{ flex: '1 1 260px' }}>
          One ZIP with every table as CSV, the sources without their passwords, the dashboards, the members
          and the audit log.
        </Text>
        <Button
          component="a"
          href={routes.export(id)}
          download
          variant="default"
          leftSection={<IconDownload size={18} stroke={1.7} aria-hidden />}
        >
          Export everything
        </Button>
      </Group>
    </Card>
  )
}
