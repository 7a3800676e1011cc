import { fieldFault, isRecord, parseJson, type WantedField } from '@m4sh/tools-core/values'
import type { RawRow } from '../fixes/raw-rows.ts'
import { undoFormat, type UndoLine, undoVersion } from './undo-lines.ts'

/** Each kind of line has a property of its own. */
const shapes: Readonly<Record<string, (value: unknown) => boolean>> = {
  undo: (value) => fieldFault({ undo: value }, headerFields) === null,
  section: isSection,
  row: isRow,
  end: (value) => isRecord(value) && typeof value['rows'] === 'number' && typeof value['sha256'] === 'string',
  committed: (value) => value === true,
}

/** @returns `null` for what is no line of an undo file of this version */
export function parseLine(bytes: Buffer): UndoLine | null {
  const line = parsed(bytes)
  if (!isRecord(line)) return null
  const kind = Object.keys(shapes).find((key) => key in line)
  if (kind === undefined || shapes[kind]?.(line[kind]) !== true) return null
  if ('became' in line && !isNewValues(line['became'])) return null
  if ('orphan' in line && !isNames(line['orphan'])) return null
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what was looked at above
  return line as unknown as UndoLine
}

function parsed(bytes: Buffer): unknown {
  try {
    return parseJson(bytes.toString())
  } catch {
    return null
  }
}

/** Completes "… is no undo file: ": what stands in its first line in the place of the header, and what was wanted. */
export function firstLineFault(bytes: Buffer): string {
  const line = parsed(bytes)
  if (!isRecord(line)) return 'line 1 is no JSON object; it must be the header that --fix writes'
  return `line 1: ${fieldFault(line, headerFields) ?? 'it is cut off'}`
}

const aText = [(value: unknown) => typeof value === 'string', 'a text'] as const

/** Of the header, the first line. */
const headerFields: readonly WantedField[] = [
  ['undo', isRecord, 'the header of an undo file'],
  ['undo.format', (value) => value === undoFormat, JSON.stringify(undoFormat)],
  ['undo.version', (value) => value === undoVersion, `${undoVersion}, the one version that this tool reads`],
  ['undo.run.id', ...aText],
  ['undo.run.tool', ...aText],
  ['undo.run.startedAt', ...aText],
  ['undo.database.name', ...aText],
  ['undo.database.oid', ...aText],
  ['undo.database.system', isText, 'a text, or null'],
  ['undo.transaction', isTransaction, 'the number of a transaction, as a text of digits'],
  ['undo.settings.search_path', ...aText],
  ['undo.settings.TimeZone', ...aText],
]

/** PostgreSQL asks about it as a bigint. */
function isTransaction(value: unknown): boolean {
  return typeof value === 'string' && /^\d{1,19}$/.test(value) && BigInt(value) < 2n ** 63n
}

function isSection(value: unknown): boolean {
  if (!hasTexts(value, ['check', 'action', 'schema', 'table', 'key']) || !isRecord(value)) return false
  const { kind, columns, key, foreignKeys } = value
  if (foreignKeys !== undefined && !isNames(foreignKeys)) return false
  if ((kind !== 'removed' && kind !== 'changed') || !Array.isArray(columns)) return false
  return (
    columns.every((one) => hasTexts(one, ['name', 'type'])) &&
    columns.some((one: unknown) => isRecord(one) && one['name'] === key)
  )
}

function hasTexts(value: unknown, names: readonly string[]): boolean {
  return isRecord(value) && names.every((name) => typeof value[name] === 'string')
}

function isRow(value: unknown): value is RawRow {
  return Array.isArray(value) && value.every(isText)
}

function isNames(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}

function isNewValues(value: unknown): boolean {
  return isRecord(value) && Object.values(value).every(isText)
}

/** `null` is SQL's NULL. */
function isText(value: unknown): value is string | null {
  return value === null || typeof value === 'string'
}
