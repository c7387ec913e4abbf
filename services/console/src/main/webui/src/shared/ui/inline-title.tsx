import { ActionIcon, Group, TextInput, Title, Tooltip } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useState } from 'react'

interface InlineTitleProps {
  title: string
  /** What is renamed: "dashboard". */
  thing: string
  editable: boolean
  onRename: (title: string) => void
}

const LONGEST = 120

/** A page's title that becomes a field on a click: Enter or leaving keeps, Escape takes back. */
export function InlineTitle({ title, thing, editable, onRename }: InlineTitleProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const keep = () => {
    const text = draft?.trim() ?? ''
    setDraft(null)
    if (text !== '' && text !== title) onRename(text)
  }
  if (draft !== null) {
    return (
      <TextInput
        aria-label={`Name of the ${thing}`}
        value={draft}
        maxLength={LONGEST}
        autoFocus
        size="lg"
        maw={560}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') keep()
          if (event.key === 'Escape') setDraft(null)
        }}
      />
    )
  }
  return (
    <Group gap={6} wrap="nowrap" align="center">
      <Title order={1} style={{ overflowWrap: 'anywhere' }}>
        {title}
      </Title>
      {editable && (
        <Tooltip label="Rename">
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Rename this ${thing}`}
            onClick={() => setDraft(title)}
          >
            <IconPencil size={18} />
          </ActionIcon>
        </Tooltip>
      )}
    </Group>
  )
}
