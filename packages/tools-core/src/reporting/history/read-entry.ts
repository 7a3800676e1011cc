import { type Catalogue, catalogueOf } from '../../language/index.ts'
import { formats } from '../format-names.ts'
import { isRecord } from '../../values/is-record.ts'
import { parseJson } from '../../values/json.ts'
import { type HistoryEntry, severities, type TrendValues, units, verdicts } from './history-entry.ts'

/** Why a file is no entry, in words. */
export class NoEntry extends Error {}

/** What of the file is named last, so that a sentence can say which field is wrong. */
type Read<T> = (value: unknown, at: string) => T

/**
 * Reads what a tool of this or another version has written. Fields that are not known here are passed over.
 * @throws {NoEntry} saying why it is none
 */
export function readEntry(text: string): HistoryEntry {
  const value = parsed(text)
  if (!isRecord(value)) throw new NoEntry('it is no run: its JSON is no object')
  const { schemaVersion } = value
  if (schemaVersion !== 1 && typeof schemaVersion === 'number')
    throw new NoEntry(`it was written by a newer version: its schemaVersion is ${schemaVersion}, and 1 is known here`)
  if ('result' in value) throw new NoEntry('it is a whole report, and not what a history keeps of one')
  return entry(value, '')
}

function parsed(text: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    throw new NoEntry(`it is no JSON (${error instanceof Error ? error.message : String(error)})`)
  }
}

const text: Read<string> = (value, at) => (typeof value === 'string' ? value : refuse(at, 'a text'))
const flag: Read<boolean> = (value, at) => (typeof value === 'boolean' ? value : refuse(at, 'true or false'))
const number: Read<number> = (value, at) =>
  typeof value === 'number' && Number.isFinite(value) ? value : refuse(at, 'a number')
const count: Read<number> = (value, at) => Math.max(0, Math.round(number(value, at)))
const instant: Read<string> = (value, at) =>
  Number.isNaN(Date.parse(text(value, at))) ? refuse(at, 'an instant') : new Date(text(value, at)).toISOString()

function refuse(at: string, wanted: string): never {
  throw new NoEntry(`it is no run: ${at.replace(/^\./, '')} is not ${wanted}`)
}

function oneOf<T extends string>(values: readonly T[]): Read<T> {
  return (value, at) => values.find((one) => one === value) ?? refuse(at, `one of ${values.join(', ')}`)
}

function nullable<T>(read: Read<T>): Read<T | null> {
  return (value, at) => (value === null ? null : read(value, at))
}

function list<T>(read: Read<T>): Read<T[]> {
  return (value, at) =>
    Array.isArray(value) ? value.map((item: unknown, index) => read(item, `${at}.${index}`)) : refuse(at, 'a list')
}

function record<T>(read: (field: <V>(key: string, read: Read<V>) => V) => T): Read<T> {
  return (value, at) =>
    isRecord(value) ? read((key, readField) => readField(value[key], `${at}.${key}`)) : refuse(at, 'an object')
}

/** A language that whoever wrote it did not know is read in English. */
const texts: Read<Catalogue<string>> = record((field) => {
  const en = field('en', text)
  return catalogueOf((language) => field(language, (value, at) => (value === undefined ? en : text(value, at))))
})

const trend: Read<TrendValues> = record((field) => ({
  title: field('title', texts),
  unit: field('unit', oneOf(units)),
  better: field('better', nullable(oneOf(['less', 'more']))),
  lines: field(
    'lines',
    list(
      record((line) => ({
        label: line('label', texts),
        path: line('path', text),
        value: line('value', nullable(number)),
      })),
    ),
  ).slice(0, mostLines),
}))

/** As many as there are colours. */
const mostLines = 4

const shard = record((field) => ({ index: field('index', count), total: field('total', count) }))

const entry: Read<HistoryEntry> = record((field) => ({
  schemaVersion: 1,
  tool: field(
    'tool',
    record((of) => ({ name: of('name', text), version: of('version', text) })),
  ),
  run: field(
    'run',
    record((of) => ({
      id: of('id', text),
      startedAt: of('startedAt', instant),
      finishedAt: of('finishedAt', instant),
      durationMs: of('durationMs', number),
      interrupted: of('interrupted', flag),
      shard: of('shard', nullable(shard)),
    })),
  ),
  verdict: field('verdict', oneOf(verdicts)),
  subject: field('subject', texts),
  target: field('target', texts),
  thresholds: field(
    'thresholds',
    record((of) => ({ held: of('held', count), missed: of('missed', count) })),
  ),
  findings: field(
    'findings',
    record((of) => {
      const [critical, error, warning, info] = severities.map((severity) => of(severity, count))
      return { critical: critical ?? 0, error: error ?? 0, warning: warning ?? 0, info: info ?? 0 }
    }),
  ),
  warnings: field('warnings', count),
  trends: field('trends', list(trend)),
  reports: field('reports', list(record((of) => ({ format: of('format', oneOf(formats)), path: of('path', text) })))),
}))
