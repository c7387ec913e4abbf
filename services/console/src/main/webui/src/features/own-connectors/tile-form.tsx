import { ColorInput, Group, Stack, Text, Textarea, TextInput } from '@mantine/core'
import type { Tile } from '../../shared/api/millrace-types'
import { ConnectorIcon } from '../../shared/ui/connector-icon'
import classes from './tile-form.module.css'

const COLOURS = ['#0f766e', '#1d4ed8', '#7c3aed', '#be123c', '#b45309', '#15803d', '#334155', '#0e7490']

interface TileFormProps {
  tile: Tile
  onChange: (tile: Tile) => void
}

/** How a connector looks among the others. */
export function TileForm({ tile, onChange }: TileFormProps) {
  return (
    <Stack gap="md">
      <Group className={classes.tile} wrap="nowrap" aria-hidden>
        <ConnectorIcon connector={tile} size={48} />
        <div className={classes.words}>
          <Text fw={650}>{tile.title || 'Name of the API'}</Text>
          <Text size="sm" c="dimmed" lineClamp={2}>
            {tile.summary || 'What connecting it gives'}
          </Text>
        </div>
      </Group>
      <TextInput
        label="Name"
        required
        maxLength={80}
        data-autofocus
        value={tile.title}
        onChange={(event) => {
          const title = event.currentTarget.value
          const follows = tile.initials === initialsOf(tile.title)
          onChange({ ...tile, title, initials: follows ? initialsOf(title) : tile.initials })
        }}
      />
      <Textarea
        label="What it gives"
        description="One sentence for people who have not heard of it."
        maxLength={200}
        autosize
        minRows={2}
        value={tile.summary}
        onChange={(event) => onChange({ ...tile, summary: event.currentTarget.value })}
      />
      <Group grow align="flex-start">
        <TextInput
          label="Letters"
          required
          maxLength={2}
          value={tile.initials}
          onChange={(event) => onChange({ ...tile, initials: event.currentTarget.value.trim() })}
        />
        <ColorInput
          label="Colour"
          format="hex"
          swatches={COLOURS}
          value={tile.colour}
          onChange={(colour) => onChange({ ...tile, colour })}
        />
      </Group>
    </Stack>
  )
}

/** The first letters of two words, or the first two of one: "Freight API" is FA. */
export function initialsOf(title: string): string {
  const [first = '', second = ''] = title.trim().split(/\s+/)
  return second === ''
    ? capital(first.slice(0, 1)) + first.slice(1, 2)
    : capital(first.slice(0, 1)) + capital(second.slice(0, 1))
}

function capital(letter: string): string {
  return letter.toUpperCase()
}

export function isComplete(tile: Tile): boolean {
  return tile.title.trim() !== '' && /^\S{1,2}$/.test(tile.initials) && /^#[0-9a-f]{6}$/i.test(tile.colour)
}
