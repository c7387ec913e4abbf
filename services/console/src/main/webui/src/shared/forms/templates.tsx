import { Stack, Text } from '@mantine/core'
import type { FieldTemplateProps, ObjectFieldTemplateProps, TemplatesType } from '@rjsf/utils'

type Data = Record<string, unknown>

/** Widgets carry their label, help and error themselves. */
function FieldTemplate({ children, hidden }: FieldTemplateProps<Data>) {
  return hidden === true ? <div hidden>{children}</div> : children
}

function ObjectFieldTemplate({ properties, title, fieldPathId }: ObjectFieldTemplateProps<Data>) {
  const nested = fieldPathId.path.length > 0
  return (
    <Stack gap="md" role={nested ? 'group' : undefined} aria-label={nested ? title : undefined}>
      {nested && title !== '' && (
        <Text fw={600} size="sm">
          {title}
        </Text>
      )}
      {properties.map((property) => (
        <div key={property.name}>{property.content}</div>
      ))}
    </Stack>
  )
}

export const templates: Partial<TemplatesType<Data>> = { FieldTemplate, ObjectFieldTemplate }
