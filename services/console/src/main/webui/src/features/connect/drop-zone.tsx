import {
  ActionIcon,
  Alert,
  Button,
  FileButton,
  Group,
  Overlay,
  Progress,
  Stack,
  Text,
  ThemeIcon,
  Title,
} from '@mantine/core'
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconFileSpreadsheet,
  IconRefresh,
  IconX,
} from '@tabler/icons-react'
import { useState } from 'react'
import type { ConnectorDescriptor } from '../../shared/api/millrace-types'
import { formatBytes } from '../../shared/format/numbers'
import { ErrorPanel } from '../../shared/ui/error-panel'
import classes from './drop-zone.module.css'
import { apartFrom, endingsOf } from './file-connectors'
import { tooMany } from './files'
import { useStartSource } from './start-source'
import { usePageDrop } from './use-page-drop'
import { useUploads, type FileUpload } from './use-uploads'

interface DropZoneProps {
  tenant: string
  /** Those that are configured with uploads. */
  connectors: ConnectorDescriptor[]
}

/** Takes files, sends them, and connects them as one source. */
export function DropZone({ tenant, connectors }: DropZoneProps) {
  const { files, add, again, remove } = useUploads(tenant, connectors)
  const [refusal, setRefusal] = useState<string | null>(null)
  const start = useStartSource(tenant)
  const take = (dropped: File[]) => {
    const message = tooMany(dropped.length)
    setRefusal(message)
    if (message === null) add(dropped)
  }
  const hovering = usePageDrop(take)
  const accepted = endingsOf(connectors)
    .map((ending) => `.${ending}`)
    .join(',')

  const sent = files.filter((file) => file.state === 'sent')
  const sending = files.some((file) => file.state === 'sending')
  const readers = sent.flatMap(({ connector }) => connector ?? [])
  const apart = apartFrom(readers)
  const connect = () => {
    const uploads = sent.flatMap(({ upload }) =>
      upload === null ? [] : [{ id: upload.id, fileName: upload.fileName }],
    )
    const [reader] = readers
    if (reader !== undefined) start.mutate({ connector: reader.name, configuration: { uploads } })
  }
  return (
    <section aria-label="Drop a spreadsheet">
      {hovering && (
        <Overlay fixed zIndex={300} backgroundOpacity={0.35} blur={3} center className={classes.hover}>
          <Title order={2}>Drop it anywhere</Title>
        </Overlay>
      )}
      <div className={classes.zone} data-filled={files.length > 0 || undefined}>
        <ThemeIcon size={52} radius="xl" variant="light">
          <IconFileSpreadsheet stroke={1.6} />
        </ThemeIcon>
        <div>
          <Title order={2} size="h3">
            {files.length === 0 ? 'Drop a CSV or Excel file here' : 'Drop more files, or continue below'}
          </Title>
          <Text c="dimmed" size="sm" mt={2}>
            Several at once are fine. Sheets and files become tables that you can combine.
          </Text>
        </div>
        <FileButton multiple accept={accepted} onChange={take}>
          {(props) => (
            <Button variant={files.length === 0 ? 'filled' : 'default'} {...props}>
              Choose files
            </Button>
          )}
        </FileButton>
      </div>
      {refusal !== null && (
        <Alert color="orange" mt="md" role="alert" icon={<IconAlertTriangle />}>
          {refusal}
        </Alert>
      )}
      {files.length > 0 && (
        <Stack gap="xs" mt="md">
          <ul className={classes.list} aria-label="Your files">
            {files.map((file) => (
              <FileRow
                key={file.key}
                file={file}
                onAgain={() => again(file.key, file.file)}
                onRemove={() => remove(file.key)}
              />
            ))}
          </ul>
          {apart !== null && (
            <Alert color="orange" role="alert" icon={<IconAlertTriangle />}>
              {apart}
            </Alert>
          )}
          {start.isError && <ErrorPanel error={start.error} onRetry={connect} />}
          <Group justify="flex-end">
            <Button
              size="md"
              disabled={sent.length === 0 || sending || apart !== null}
              loading={start.isPending}
              onClick={connect}
            >
              {sending
                ? 'Sending…'
                : sent.length === 1
                  ? 'Build my dashboard'
                  : `Build my dashboard from ${sent.length} files`}
            </Button>
          </Group>
        </Stack>
      )}
    </section>
  )
}

interface FileRowProps {
  file: FileUpload
  onAgain: () => void
  onRemove: () => void
}

function FileRow({ file, onAgain, onRemove }: FileRowProps) {
  const { name, size } = file.file
  return (
    <li className={classes.file}>
      <Group wrap="nowrap" gap="sm">
        <div className={classes.name}>
          <Group gap="xs" wrap="nowrap">
            <Text fw={600} size="sm" truncate>
              {name}
            </Text>
            <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
              {formatBytes(size)}
            </Text>
          </Group>
          {file.message !== null && (
            <Text size="sm" c="red" role="alert">
              {file.message}
            </Text>
          )}
          {file.state === 'sending' && (
            <Progress value={file.progress * 100} size="sm" mt={6} aria-label={`Sending ${name}`} />
          )}
        </div>
        {file.state === 'sent' && (
          <ThemeIcon variant="transparent" color="teal">
            <IconCircleCheck aria-label="Sent" />
          </ThemeIcon>
        )}
        {file.state === 'failed' && (
          <ActionIcon variant="default" aria-label={`Send ${name} again`} onClick={onAgain}>
            <IconRefresh size={16} />
          </ActionIcon>
        )}
        <ActionIcon variant="subtle" color="gray" aria-label={`Remove ${name}`} onClick={onRemove}>
          <IconX size={16} />
        </ActionIcon>
      </Group>
    </li>
  )
}
