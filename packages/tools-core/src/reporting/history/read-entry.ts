import { type Catalogue, catalogueOf } from '../../language/index.ts'
import { formats } from '../format-names.ts'
import { isRecord } from '../../values/is-record.ts'
import { parseJson } from '../../values/json.ts'
import { toolName } from './entry-name.ts'
import {
  type HistoryEntry,
  type KeptReport,
  severities,
  shortened,
  type TrendValues,
  units,
  verdicts,
} from './history-entry.ts'
import { sayHistory } from './history-phrases.ts'

/** Why a file is no entry: a sentence of `history-phrases.ts`. */
export class NoEntry extends Error {}

/** A word of a list that is longer in another version. */
class UnknownWord extends NoEntry {}

type Wanted =
  | 'a text'
  | 'true or false'
  | 'a number'
  | 'an instant'
  | 'a list'
  | 'an object'
  | 'a word that is known here'
  | 'the name of a tool'

/** What of the file is named last, so that a sentence can say which field is wrong. */
type Read<T> = (value: unknown, at: string) => T

/**
 * Reads what a tool of this or another version has written. Fields that are not known here are passed over.
 * @throws {NoEntry} saying why it is none
 */
export function readEntry(text: string): HistoryEntry {
  const value = parsed(text)
  if (!isRecord(value)) throw new NoEntry(sayHistory('it is no run: its JSON is no object'))
  const { schemaVersion } = value
  if (schemaVersion !== 1 && typeof schemaVersion === 'number')
    throw new NoEntry(
      sayHistory('it was written by a newer version: its schemaVersion is {#given}, and 1 is known here', {
        given: String(schemaVersion),
      }),
    )
  if ('result' in value) throw new NoEntry(sayHistory('it is a whole report, and not what a history keeps of one'))
  return entry(value, '')
}

function parsed(text: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    throw new NoEntry(sayHistory('it is no JSON'), { cause: error })
  }
}

/** As a file could hold it, and no longer than one of ours. */
const text: Read<string> = (value, at) =>
  typeof value === 'string' ? shortened(value.replace(/\p{Surrogate}/gu, '\uFFFD')) : refuse(at, 'a text')
const flag: Read<boolean> = (value, at) => (typeof value === 'boolean' ? value : refuse(at, 'true or false'))
const number: Read<number> = (value, at) =>
  typeof value === 'number' && Number.isFinite(value) ? value : refuse(at, 'a number')
const count: Read<number> = (value, at) => Math.max(0, Math.round(number(value, at)))
const instant: Read<string> = (value, at) =>
  Number.isNaN(Date.parse(text(value, at))) ? refuse(at, 'an instant') : new Date(text(value, at)).toISOString()

function refuse(at: string, wanted: Wanted): never {
  const parts = { field: at.replace(/^\./, ''), wanted: sayHistory(wanted) }
  const Refusal = wanted === 'a word that is known here' ? UnknownWord : NoEntry
  throw new Refusal(sayHistory('it is no run: {field} is not {@wanted}', parts))
}

function oneOf<T extends string>(values: readonly T[]): Read<T> {
  return (value, at) => values.find((one) => one === value) ?? refuse(at, 'a word that is known here')
}

function nullable<T>(read: Read<T>): Read<T | null> {
  return (value, at) => (value === null ? null : read(value, at))
}

function list<T>(read: Read<T>): Read<T[]> {
  return (value, at) =>
    Array.isArray(value) ? value.map((item: unknown, index) => read(item, `${at}.${index}`)) : refuse(at, 'a list')
}

/** Of a list what is known here: another version may have units and formats of its own. */
function known<T extends object>(read: Read<T>): Read<T[]> {
  return (value, at) =>
    list((item, place) => {
      try {
        return [read(item, place)]
      } catch (error) {
        if (error instanceof UnknownWord) return []
        throw error
      }
    })(value, at).flat()
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

/** More are no page that one reads. */
const mostTrends = 10

/** As many as there are colours. */
const mostLines = 4

const report: Read<KeptReport> = record((field) => ({
  format: field('format', oneOf(formats)),
  path: field('path', text),
  bytes: field('bytes', count),
}))

/** What begins at the top of a disk, or of a server, is not beside the folder. */
function isAbroad(path: string): boolean {
  return /^(?:[/\\]|[a-z]:)/i.test(path)
}

const shard = record((field) => ({ index: field('index', count), total: field('total', count) }))

const entry: Read<HistoryEntry> = record((field) => ({
  schemaVersion: 1,
  tool: field(
    'tool',
    record((of) => ({
      name: of('name', (value, at) =>
        toolName.test(text(value, at)) ? text(value, at) : refuse(at, 'the name of a tool'),
      ),
      version: of('version', text),
    })),
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
  trends: field('trends', known(trend)).slice(0, mostTrends),
  reports: field('reports', known(report)).filter(({ path }) => !isAbroad(path)),
}))
