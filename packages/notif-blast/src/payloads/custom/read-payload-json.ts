import { suggestion, UsageError } from '@m4sh/tools-core/errors'
import { isRecord, JsonError, parseJson } from '@m4sh/tools-core/values'
import { openPayload } from '../marker.ts'
import { notificationTypes } from '../notification-types.ts'
import type { Payload } from '../payload-kind.ts'
import type { PayloadSource, PayloadSources } from '../payload-source.ts'
import type { PayloadStage } from '../payload-stage.ts'
import { PreparedPayloads } from '../prepared-payloads.ts'
import { checkPayload, type JsonFile } from './check-payload.ts'
import { FilledPayloads } from './filled-payloads.ts'
import { placeholdersIn } from './placeholders.ts'

/**
 * Reads payloads from JSON: one, a list of them, or either by type.
 * @throws {UsageError} with the file, the line and what is wrong
 */
export function readPayloadJson(
  text: string,
  file: string,
  types: readonly string[],
): (stage: PayloadStage) => PayloadSources {
  const json: JsonFile = { text, file }
  const value = parse(json)
  if (!isByType(value, types, json)) {
    const payloads = readPayloads(value, [], json)
    return (stage) => ({ byType: new Map(), others: sourceOf(payloads, stage) })
  }
  const byType = Object.entries(value).map(([type, own]) => [type, readPayloads(own, [type], json)] as const)
  return (stage) => ({ byType: new Map(byType.map(([type, own]) => [type, sourceOf(own, stage)])), others: null })
}

function parse({ text, file }: JsonFile): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    const { line, column, message } = error
    throw new UsageError(`${file}, line ${line}, column ${column}: ${message}.`, { hint: 'It must be valid JSON.' })
  }
}

/** Whether each key is a type of the run; some that are and some that are not cannot be meant. */
function isByType(
  value: unknown,
  types: readonly string[],
  { file }: JsonFile,
): value is Readonly<Record<string, unknown>> {
  const keys = isRecord(value) ? Object.keys(value) : []
  const strange = keys.find((key) => !types.includes(key))
  if (keys.length > 0 && strange === undefined) return true
  if (strange === undefined || !keys.some((key) => isTypeName(key, types))) return false
  throw new UsageError(`${file} has payloads by type, and "${strange}" is no type of this run.`, {
    hint: suggestion(strange, types) ?? `The run has ${types.join(', ')}: name others with --type, or leave it out.`,
  })
}

/** Nobody calls a field of a payload so. */
function isTypeName(key: string, types: readonly string[]): boolean {
  return key.includes('.') && [...notificationTypes, ...types].includes(key)
}

function readPayloads(value: unknown, path: readonly string[], json: JsonFile): readonly Payload[] {
  if (!Array.isArray(value)) return [checkPayload(value, path, json)]
  const of = path.length === 0 ? '' : ` of "${path.join('')}"`
  if (value.length === 0) throw new UsageError(`The list of payloads${of} in ${json.file} is empty.`)
  return value.map((one: unknown, index) => checkPayload(one, [...path, index], json))
}

/** Prepared where all rows get the same. */
function sourceOf(payloads: readonly Payload[], { runId }: PayloadStage): PayloadSource {
  return payloads.some((payload) => placeholdersIn(JSON.stringify(payload)).length > 0)
    ? new FilledPayloads(payloads, runId)
    : new PreparedPayloads(payloads.map((payload) => openPayload(payload, runId)))
}
