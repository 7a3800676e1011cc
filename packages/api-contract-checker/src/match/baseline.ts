import type { ContractResult, Finding } from '../result.ts'
import { messageOf } from '../spec/error-message.ts'

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
export class BaselineError extends Error {
  override readonly name: string = 'BaselineError'
  readonly hint = 'Write it anew with --update-baseline, or name another file with --baseline.'
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
        : [`The baseline ${file} names ${repeated} finding(s) more than once; --update-baseline tidies it.`],
  }
}

function readJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown
  } catch (error) {
    throw new BaselineError(`The baseline ${file} is no valid JSON: ${messageOf(error)}`)
  }
}

function toEntry(entry: unknown, at: number, file: string): BaselineEntry {
  if (!isRecord(entry) || typeof entry['fingerprint'] !== 'string' || typeof entry['rule'] !== 'string')
    throw new BaselineError(`findings[${at}] of the baseline ${file} has no "fingerprint" or no "rule".`)
  const { reason, expires } = entry
  if (expires !== undefined && (typeof expires !== 'string' || Number.isNaN(Date.parse(expires))))
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
  const expired = entries.filter((entry) => hasExpired(entry, now))
  const live = new Set(entries.filter((entry) => !expired.includes(entry)).map(({ fingerprint }) => fingerprint))
  const present = new Set(findings.map(({ fingerprint }) => fingerprint))
  const marked = findings.map((finding) => ({ ...finding, known: live.has(finding.fingerprint) }))
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
      ...lapsed.map(
        (entry) => `The baseline entry ${describe(entry)} expired on ${entry.expires}; its finding counts again.`,
      ),
    ],
  }
}

/** The file's text for all findings there are: sorted, a line each, so that a change shows as few lines. */
export function formatBaseline(
  { findings, calls, operations }: Pick<ContractResult, 'findings' | 'calls' | 'operations'>,
  previous: Baseline | null,
): string {
  const callById = new Map(calls.map((call) => [call.id, call]))
  const operationByName = new Map(operations.map((operation) => [`${operation.method} ${operation.path}`, operation]))
  const before = new Map(previous?.entries.map((entry) => [entry.fingerprint, entry]) ?? [])
  const entries = findings.map((finding): BaselineEntry => {
    const call = finding.call === null ? undefined : callById.get(finding.call)
    const about = call ?? (finding.operation === null ? undefined : operationByName.get(finding.operation))
    const { reason, expires } = before.get(finding.fingerprint) ?? {}
    return {
      rule: finding.rule,
      method: about?.method ?? null,
      path: about?.path ?? null,
      file: call?.file ?? null,
      fingerprint: finding.fingerprint,
      ...(reason === undefined ? {} : { reason }),
      ...(expires === undefined ? {} : { expires }),
    }
  })
  const lines = entries.sort(byPlace).map((entry) => `    ${JSON.stringify(entry)}`)
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

function hasExpired({ expires }: BaselineEntry, now: Date): boolean {
  if (expires === undefined) return false
  return Date.parse(expires.length === 10 ? `${expires}T23:59:59.999Z` : expires) < now.getTime()
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
