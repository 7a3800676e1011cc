import { UsageError } from '@m4sh/tools-core/errors'
import { hasExpired, isExpiry, isRecord, JsonError, parseJson } from '@m4sh/tools-core/values'
import { say } from '../language/phrases.ts'
import type { ContractResult, Finding } from '../result.ts'

/** Findings that are known and fail nothing. */
export interface Baseline {
  /** Named in messages and the report. */
  file: string
  entries: readonly BaselineEntry[]
  warnings: readonly string[]
}

export interface BaselineEntry {
  fingerprint: string
  rule: string
  /** Of the call or endpoint, for whoever reads the file. */
  method: string | null
  path: string | null
  file: string | null
  /** What its owner wrote about it; kept when the file is written anew. */
  reason?: string
  /** From the day after, the finding counts again. `YYYY-MM-DD`. */
  expires?: string
}

/** A baseline file that cannot be used: wrong usage. */
export class BaselineError extends UsageError {
  override readonly name: string = 'BaselineError'

  constructor(message: string, cause?: unknown) {
    super(message, {
      // What its owner wrote into it is lost if it is written anew.
      hint: 'Mend it, or take it away and have it written anew with --update-baseline; --baseline names another file.',
      cause,
    })
  }
}

const VERSION = 1

/** @throws {BaselineError} */
export function parseBaseline(text: string, file: string): Baseline {
  const content = readJson(text, file)
  if (!isRecord(content) || !Array.isArray(content['findings']))
    throw new BaselineError(`The baseline ${file} has no list "findings".`)
  if (content['version'] !== VERSION)
    throw new BaselineError(
      `The baseline ${file} has version ${JSON.stringify(content['version'])}; this tool reads version ${VERSION}.`,
    )
  const entries = (content['findings'] as unknown[]).map((entry, at) => toEntry(entry, at, file))
  const byFingerprint = new Map(entries.map((entry) => [entry.fingerprint, entry]))
  const repeated = entries.length - byFingerprint.size
  return {
    file,
    entries: [...byFingerprint.values()],
    warnings:
      repeated === 0
        ? []
        : [
            say('The baseline {file} names {#count} finding(s) more than once; --update-baseline tidies it.', {
              file,
              count: repeated,
            }),
          ],
  }
}

function readJson(text: string, file: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    const { line, column, message } = error
    throw new BaselineError(
      `The baseline ${file} is no valid JSON: ${message} (line ${line}, column ${column}).`,
      error,
    )
  }
}

function toEntry(entry: unknown, at: number, file: string): BaselineEntry {
  if (!isRecord(entry) || typeof entry['fingerprint'] !== 'string' || typeof entry['rule'] !== 'string')
    throw new BaselineError(`findings[${at}] of the baseline ${file} has no "fingerprint" or no "rule".`)
  const { reason, expires } = entry
  if (expires !== undefined && (typeof expires !== 'string' || !isExpiry(expires)))
    throw new BaselineError(
      `findings[${at}].expires of the baseline ${file} is ${JSON.stringify(expires)}, no date such as "2026-12-31".`,
    )
  return {
    fingerprint: entry['fingerprint'],
    rule: entry['rule'],
    method: textOrNull(entry['method']),
    path: textOrNull(entry['path']),
    file: textOrNull(entry['file']),
    ...(typeof reason === 'string' ? { reason } : {}),
    ...(expires === undefined ? {} : { expires }),
  }
}

export interface BaselineOutcome {
  findings: Finding[]
  summary: NonNullable<ContractResult['baseline']>
  warnings: string[]
}

/** Marks what is known, and names entries that no longer occur. Expired entries know nothing. */
export function applyBaseline(
  findings: readonly Finding[],
  { file, entries, warnings }: Baseline,
  now: Date,
): BaselineOutcome {
  const [expired, live] = partition(entries, (entry) => hasExpired(entry, now))
  const knownOnes = new Set(live.map(({ fingerprint }) => fingerprint))
  const present = new Set(findings.map(({ fingerprint }) => fingerprint))
  const marked = findings.map((finding) => ({ ...finding, known: knownOnes.has(finding.fingerprint) }))
  const known = marked.filter((finding) => finding.known).length
  const stale = entries
    .filter(({ fingerprint }) => !present.has(fingerprint))
    .map((entry) => ({ fingerprint: entry.fingerprint, description: describe(entry) }))
  const lapsed = expired.filter(({ fingerprint }) => present.has(fingerprint))
  return {
    findings: marked,
    summary: { file, known, fresh: marked.length - known, stale },
    warnings: [
      ...warnings,
      ...lapsed.map((entry) =>
        say('The baseline entry {entry} expired on {day}; its finding counts again.', {
          entry: describe(entry),
          day: entry.expires ?? '',
        }),
      ),
    ],
  }
}

/**
 * The baseline for all findings there are. What its owner wrote about an entry is kept, but for days that are over: an
 * entry with one would know nothing.
 */
export function renewBaseline(
  { findings, calls }: Pick<ContractResult, 'findings' | 'calls'>,
  { file, entries }: Pick<Baseline, 'file' | 'entries'>,
  now: Date,
): Baseline {
  const callById = new Map(calls.map((call) => [call.id, call]))
  const before = new Map(entries.map((entry) => [entry.fingerprint, entry]))
  const warnings: string[] = []
  const renewed = findings.map((finding): BaselineEntry => {
    const call = finding.call === null ? undefined : callById.get(finding.call)
    const { reason, expires } = before.get(finding.fingerprint) ?? {}
    const isOver = hasExpired({ expires }, now)
    const entry = {
      rule: finding.rule,
      ...(call === undefined ? endpointOf(finding) : { method: call.method, path: call.path, file: call.file }),
      fingerprint: finding.fingerprint,
      ...(reason === undefined ? {} : { reason }),
      ...(expires === undefined || isOver ? {} : { expires }),
    }
    if (isOver)
      warnings.push(
        say('The baseline entry {entry} expired on {day}; it is written anew without that day.', {
          entry: describe(entry),
          day: expires ?? '',
        }),
      )
    return entry
  })
  return { file, entries: renewed.sort(byPlace), warnings }
}

function endpointOf({ operation }: Finding): Pick<BaselineEntry, 'method' | 'path' | 'file'> {
  const [, method = null, path = null] = /^(\S+) (.*)$/s.exec(operation ?? '') ?? []
  return { method, path, file: null }
}

/** The file's text: a line an entry, so that a change shows as few lines. */
export function formatBaseline({ entries }: Pick<Baseline, 'entries'>): string {
  const lines = entries.map((entry) => `    ${JSON.stringify(entry)}`)
  return `{\n  "version": ${VERSION},\n  "findings": [${lines.length === 0 ? '' : `\n${lines.join(',\n')}\n  `}]\n}\n`
}

function byPlace(one: BaselineEntry, other: BaselineEntry): number {
  const keys = ['file', 'path', 'method', 'rule', 'fingerprint'] as const
  for (const key of keys) {
    const [a, b] = [one[key] ?? '', other[key] ?? '']
    if (a !== b) return a < b ? -1 : 1
  }
  return 0
}

function describe({ rule, method, path, file }: BaselineEntry): string {
  const about = [method, path].filter((part) => part !== null).join(' ')
  return `${rule}${about === '' ? '' : `: ${about}`}${file === null ? '' : ` in ${file}`}`
}

function partition<T>(items: readonly T[], isOne: (item: T) => boolean): [T[], T[]] {
  const [ones, others]: [T[], T[]] = [[], []]
  for (const item of items) (isOne(item) ? ones : others).push(item)
  return [ones, others]
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
