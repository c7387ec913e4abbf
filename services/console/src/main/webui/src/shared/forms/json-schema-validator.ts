import { Validator, type OutputUnit, type Schema } from '@cfworker/json-schema'
import type {
  CustomValidator,
  ErrorTransformer,
  RJSFSchema,
  RJSFValidationError,
  UiSchema,
  ValidationData,
  ValidatorType,
} from '@rjsf/utils'
import { toErrorSchema } from '@rjsf/utils'

type Data = Record<string, unknown>

/**
 * Checks forms by interpreting the schema. The usual validator of this form library compiles it into code at run time, which
 * the content security policy forbids, and rightly.
 */
export const jsonSchemaValidator: ValidatorType<Data> = {
  validateFormData(
    data: Data | undefined,
    schema: RJSFSchema,
    _customValidate?: CustomValidator<Data>,
    transformErrors?: ErrorTransformer<Data>,
    uiSchema?: UiSchema<Data>,
  ): ValidationData<Data> {
    const found = check(schema, data).map((unit) => errorOf(unit, schema))
    const errors = transformErrors === undefined ? found : transformErrors(found, uiSchema)
    return { errors, errorSchema: toErrorSchema<Data>(errors) }
  },
  isValid(schema: RJSFSchema, data: Data | undefined) {
    return check(schema, data).length === 0
  },
  rawValidation(schema: RJSFSchema, data?: Data) {
    return { errors: check(schema, data) as never[] }
  },
}

/** What is wrong in a value itself, without the errors of the values around it. */
function check(schema: RJSFSchema, data: Data | undefined): OutputUnit[] {
  const { errors } = new Validator(schema as Schema, '2020-12', false).validate(data ?? {})
  return errors.filter(
    (unit) => unit.keyword !== 'properties' && unit.keyword !== 'allOf' && unit.keyword !== '$ref',
  )
}

function errorOf(unit: OutputUnit, schema: RJSFSchema): RJSFValidationError {
  const missing = /"([^"]+)"/.exec(unit.error)?.[1]
  const path = unit.instanceLocation.replace(/^#\/?/, '').split('/').filter(Boolean)
  const place = unit.keyword === 'required' && missing !== undefined ? [...path, missing] : path
  const message = messageOf(unit, schema, place)
  return { name: unit.keyword, property: '.' + place.join('.'), message, stack: message }
}

function messageOf(unit: OutputUnit, schema: RJSFSchema, place: string[]): string {
  const [field] = place
  const property = field === undefined ? undefined : schema.properties?.[field]
  const rules = typeof property === 'object' ? property : {}
  switch (unit.keyword) {
    case 'required':
    case 'minLength':
      return 'Please fill this in.'
    case 'minimum':
    case 'maximum':
      return `This is a number between ${rules.minimum ?? '–'} and ${rules.maximum ?? '–'}.`
    case 'type':
      return rules.type === 'integer' || rules.type === 'number'
        ? 'This is a number.'
        : 'Please fill this in.'
    case 'pattern':
      return 'This doesn’t look right: compare it with the example.'
    default:
      return unit.error
  }
}
