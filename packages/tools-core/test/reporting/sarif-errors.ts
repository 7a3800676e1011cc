import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Ajv, type ErrorObject } from 'ajv'
import addFormats from 'ajv-formats'

const file = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')
// Of the package only its copy of the schema is used: its matcher needs a module (tslib) that it does not name, and under
// pnpm it cannot be loaded. Of the words that its schema is written in,
// draft 4, only the one for its address has changed since.
const { $schema: _, id, ...schema } = JSON.parse(readFileSync(file, 'utf8')) as { $schema: string; id: string }
const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false })
addFormats.default(ajv)
const validate = ajv.compile({ $id: id, ...schema })

/** What the official schema of SARIF 2.1.0 says against a log. */
export function sarifErrors(log: unknown): string[] {
  validate(log)
  return (validate.errors ?? []).map(({ instancePath, message }: ErrorObject) => `${instancePath} ${message}`)
}
