import { Accordion, Stack, Text } from '@mantine/core'
import type { FieldTemplateProps, ObjectFieldTemplateProps, TemplatesType } from '@rjsf/utils'
import { useState } from 'react'
import { isAdvanced } from './schema-hints'

type Data = Record<string, unknown>

/** Widgets carry their label, help and error themselves. */
function FieldTemplate({ children, hidden }: FieldTemplateProps<Data>) {
  return hidden === true ? <div hidden>{children}</div> : children
}

function ObjectFieldTemplate({
  properties,
  title,
  fieldPathId,
  schema,
  errorSchema,
}: ObjectFieldTemplateProps<Data>) {
  const nested = fieldPathId.path.length > 0
  const usual = properties.filter((property) => !isAdvanced(schema, property.name))
  const advanced = properties.filter((property) => isAdvanced(schema, property.name))
  const wrong = advanced.some((property) => errorSchema?.[property.name] !== undefined)
  return (
    <Stack gap="md" role={nested ? 'group' : undefined} aria-label={nested ? title : undefined}>
      {nested && title !== '' && (
        <Text fw={600} size="sm">
          {title}
        </Text>
      )}
      {usual.map((property) => (
        <div key={property.name}>{property.content}</div>
      ))}
      {advanced.length > 0 && <MoreOptions properties={advanced} forcedOpen={wrong} />}
    </Stack>
  )
}

interface MoreOptionsProps {
  properties: ObjectFieldTemplateProps<Data>['properties']
  /** What is wrong has to be seen. */
  forcedOpen: boolean
}

/** What few people need to touch. */
function MoreOptions({ properties, forcedOpen }: MoreOptionsProps) {
  const [open, setOpen] = useState(false)
  return (
    <Accordion
      variant="separated"
      value={open || forcedOpen ? 'more' : null}
      onChange={(value) => setOpen(value === 'more')}
    >
      <Accordion.Item value="more">
        <Accordion.Control>More options</Accordion.Control>
        <Accordion.Panel>
          <Stack gap="md">
            {properties.map((property) => (
              <div key={property.name}>{property.content}</div>
            ))}
          </Stack>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  )
}

export const templates: Partial<TemplatesType<Data>> = { FieldTemplate, ObjectFieldTemplate }
