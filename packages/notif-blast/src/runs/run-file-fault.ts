import { fieldFault, isCount, isRecord, type WantedField } from '@m4sh/tools-core/values'
import { mostRows } from '../rows/run-id.ts'

type Fit = WantedField[1]

const isText: Fit = (value) => typeof value === 'string'
const isFlag: Fit = (value) => typeof value === 'boolean'
const isTextOrNull: Fit = (value) => value === null || isText(value)
const isTime: Fit = (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0
const listOf =
  (isFit: Fit): Fit =>
  (value) =>
    Array.isArray(value) && value.every(isFit)
const oneOf =
  (...words: readonly unknown[]): Fit =>
  (value) =>
    words.includes(value)

function isTypeWeight(value: unknown): boolean {
  if (!isRecord(value) || typeof value['type'] !== 'string' || value['type'] === '') return false
  return isTime(value['weight']) && value['weight'] !== 0
}

/** Fields of the file of a run, beside its version and its id. */
const fields: readonly WantedField[] = [
  ['startedAt', isText, 'a text'],
  ['database', isText, 'a text'],
  ['table', isText, 'a text'],
  ['recipients.named', (value) => value === null || listOf(isText)(value), 'a list of texts, or null'],
  ['recipients.count', isCount, 'a whole number'],
  ['recipients.isPerUser', isFlag, 'true or false'],
  ['total', (value) => isCount(value) && value <= mostRows, `a whole number, at most ${mostRows}`],
  ['users.count', isCount, 'a whole number'],
  ['users.digest', isText, 'a text'],
  ['rows.types', listOf(isTypeWeight), 'a list of types and their weights'],
  ['rows.locales', listOf(oneOf('uk', 'en')), 'a list of uk and en'],
  ['rows.payloadFile', isTextOrNull, 'a path, or null'],
  ['rows.readRatio', (value) => isTime(value) && Number(value) <= 1, 'a share from 0 to 1'],
  ['rows.spreadMs', isTime, 'a number of milliseconds'],
  ['rows.seed', isCount, 'a whole number'],
  ['rows.intervalMs', (value) => value === null || isTime(value), 'a number of milliseconds, or null'],
  ['payloadDigest', isTextOrNull, 'a text, or null'],
  ['method', oneOf('copy', 'insert'), 'copy or insert'],
  ['batchSize', (value) => isCount(value) && value !== 0, 'a whole number above 0'],
  ['pushedVia', oneOf('http', 'ws', null), 'http, ws or null'],
]

/** What is wrong with the file of a run: `rows.seed is "x"; it must be a whole number`; `null` for nothing. */
export function runFileFault(file: Readonly<Record<string, unknown>>): string | null {
  return fieldFault(file, fields)
}
