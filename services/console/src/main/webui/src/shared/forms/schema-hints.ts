/** What a connector's schema says of its form beside the types: keywords of our own on its properties. */
interface Hints {
  /** The value has lines. */
  multiline?: boolean
  /** The value is masked, and never sent back. */
  secret?: boolean
  /** The place in the form: JSON objects as they are stored have no order. */
  order?: number
  /** Few people need to touch it. */
  advanced?: boolean
  type?: string
  items?: { type?: string }
}

function hints(schema: object): Record<string, Hints> {
  return ('properties' in schema ? (schema.properties ?? {}) : {}) as Record<string, Hints>
}

export function isSecret(schema: object, name: string): boolean {
  return hints(schema)[name]?.secret === true
}

export function isMultiline(schema: object, name: string): boolean {
  return hints(schema)[name]?.multiline === true
}

export function isAdvanced(schema: object, name: string): boolean {
  return hints(schema)[name]?.advanced === true
}

/** Whether the value is a list of texts. */
export function isTextList(schema: object, name: string): boolean {
  const property = hints(schema)[name]
  return property?.type === 'array' && property.items?.type === 'string'
}

/** The names of the properties, those with a place before those without. */
export function inOrder(schema: object): string[] {
  const properties = hints(schema)
  const place = (name: string) => properties[name]?.order ?? Number.MAX_SAFE_INTEGER
  return Object.keys(properties).sort((a, b) => place(a) - place(b))
}
