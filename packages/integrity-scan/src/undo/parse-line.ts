import { describeValue } from '@m4sh/tools-core/errors'
import { isRecord, parseJson } from '@m4sh/tools-core/values'
import type { RawRow } from '../fixes/raw-rows.ts'
import { undoFormat, type UndoLine, undoVersion } from './undo-lines.ts'

/** Each kind of line has a property of its own. */
const shapes: Readonly<Record<string, (value: unknown) => boolean>> = {
  undo: (value) => headerFault(value) === null,
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
  return `line 1: ${headerFault(line['undo']) ?? 'it is cut off'}`
}

/** What is wrong with a header; `null` for one of this version. */
function headerFault(header: unknown): string | null {
  for (const [path, isFit, wanted] of headerFields) {
    const value = valueAt(header, path)
    if (!isFit(value)) return `${['undo', ...path].join('.')} is ${describeValue(value)}; it must be ${wanted}`
  }
  return null
}

const aText = [(value: unknown) => typeof value === 'string', 'a text'] as const

/** Its fields, in the order in which they are looked at. */
const headerFields: readonly (readonly [
  path: readonly string[],
  isFit: (value: unknown) => boolean,
  wanted: string,
])[] = [
  [[], isRecord, 'the header of an undo file'],
  [['format'], (value) => value === undoFormat, JSON.stringify(undoFormat)],
  [['version'], (value) => value === undoVersion, `${undoVersion}, the one version that this tool reads`],
  [['run', 'id'], ...aText],
  [['run', 'tool'], ...aText],
  [['run', 'startedAt'], ...aText],
  [['database', 'name'], ...aText],
  [['database', 'oid'], ...aText],
  [['database', 'system'], isText, 'a text, or null'],
  [['transaction'], isTransaction, 'the number of a transaction, as a text of digits'],
  [['settings', 'search_path'], ...aText],
  [['settings', 'TimeZone'], ...aText],
]

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), value)
}

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
