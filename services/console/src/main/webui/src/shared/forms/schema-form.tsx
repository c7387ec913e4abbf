import { Stack } from '@mantine/core'
import Form from '@rjsf/core'
import type { ErrorSchema, UiSchema } from '@rjsf/utils'
import { useMemo, type ReactNode } from 'react'
import { ApiError } from '../api/problem'
import { jsonSchemaValidator } from './json-schema-validator'
import { inOrder, isMultiline, isSecret, isTextList } from './schema-hints'
import { templates } from './templates'
import { widgets } from './widgets'

type Data = Record<string, unknown>

interface SchemaFormProps {
  /** JSON Schema (2020-12); a property with `secret: true` is masked. */
  schema: Record<string, unknown>
  value: Data
  onChange: (value: Data) => void
  onSubmit: () => void
  /** What the server said; its violations are shown at their fields. */
  error: unknown
  /** For a secret that is stored already and can stay as it is. */
  secretsAreStored?: boolean
  children: ReactNode
}

export function SchemaForm({
  schema,
  value,
  onChange,
  onSubmit,
  error,
  secretsAreStored = false,
  children,
}: SchemaFormProps) {
  const shown = useMemo(
    () => (secretsAreStored ? withoutRequiredSecrets(schema) : schema),
    [schema, secretsAreStored],
  )
  const uiSchema = useMemo(() => uiSchemaOf(shown, secretsAreStored), [shown, secretsAreStored])
  return (
    <Form<Data>
      schema={shown}
      uiSchema={uiSchema}
      validator={jsonSchemaValidator}
      widgets={widgets}
      templates={templates}
      formData={value}
      extraErrors={extraErrors(error)}
      showErrorList={false}
      noHtml5Validate
      focusOnFirstError
      onChange={({ formData }) => onChange(formData ?? {})}
      onSubmit={onSubmit}
      // The errors are at their fields; without this they are written to the browser's log as well.
      onError={() => undefined}
    >
      <Stack mt="lg">{children}</Stack>
    </Form>
  )
}

function uiSchemaOf(schema: Record<string, unknown>, stored: boolean): UiSchema<Data> {
  const names = inOrder(schema)
  const fields = names.map((name) => [name, fieldOf(schema, name, stored)])
  return { ...(Object.fromEntries(fields) as UiSchema<Data>), 'ui:order': names }
}

function fieldOf(schema: Record<string, unknown>, name: string, stored: boolean): UiSchema<Data> {
  if (isSecret(schema, name)) {
    return {
      'ui:widget': isMultiline(schema, name) ? 'SecretTextWidget' : 'password',
      'ui:placeholder': stored ? 'Stored; leave empty to keep it' : undefined,
    }
  }
  if (isMultiline(schema, name)) return { 'ui:widget': 'textarea' }
  return isTextList(schema, name) ? { 'ui:widget': 'TextListWidget' } : {}
}

function withoutRequiredSecrets(schema: Record<string, unknown>): Record<string, unknown> {
  const required = Array.isArray(schema.required) ? (schema.required as string[]) : []
  return { ...schema, required: required.filter((name) => !isSecret(schema, name)) }
}

/** Violations name fields as `configuration.host` or `host`. */
function extraErrors(error: unknown): ErrorSchema<Data> {
  if (!(error instanceof ApiError)) return {}
  const entries = (error.problem.violations ?? []).map((violation) => [
    violation.field.replace(/^configuration\./, ''),
    { __errors: [violation.message] },
  ])
  return Object.fromEntries(entries) as ErrorSchema<Data>
}
