/** Generates the types of the API from its OpenAPI document; with --check, says whether they are current. */
import { readFile, writeFile } from 'node:fs/promises'
import openapiTS, { astToString } from 'openapi-typescript'

const document = new URL('../../openapi/millrace.json', import.meta.url)
const types = new URL('../src/shared/api/millrace-types.ts', import.meta.url)

const generated =
  '// Generated from src/main/openapi/millrace.json by `npm run api-types`. Do not edit.\n' +
  astToString(await openapiTS(document, { rootTypes: true, rootTypesNoSchemaPrefix: true }))

if (process.argv.includes('--check')) {
  if ((await readFile(types, 'utf8')) !== generated) {
    console.error('The types of the API are not those of millrace.json: run `npm run api-types`.')
    process.exitCode = 1
  }
} else {
  await writeFile(types, generated)
}
