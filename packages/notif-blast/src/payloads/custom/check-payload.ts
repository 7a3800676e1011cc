import { suggestion, UsageError } from '@m4sh/tools-core/errors'
import type { Payload } from '../payload-kind.ts'
import { mostPayloadBytes } from '../row-payloads.ts'
import { type JsonPath, pathText, toPayload } from './payload-fault.ts'
import { lineOfPath } from './line-of-path.ts'
import { isPlaceholder, placeholders, placeholdersIn } from './placeholders.ts'

/** A file that is valid JSON. */
export interface JsonFile {
  readonly text: string
  readonly file: string
}

/** @throws {UsageError} for what cannot be a payload */
export function checkPayload(value: unknown, path: JsonPath, json: JsonFile): Payload {
  const payload = toPayload(value, path, (fault) => {
    throw new UsageError(`${placeOf(fault.path, json)} ${fault.problem}.`)
  })
  const bytes = Buffer.byteLength(JSON.stringify(payload))
  if (bytes > mostPayloadBytes)
    throw new UsageError(`${placeOf(path, json)} has ${bytes} bytes; a payload has at most ${mostPayloadBytes}.`)
  checkPlaceholders(payload, path, json)
  return payload
}

function checkPlaceholders(value: unknown, path: JsonPath, json: JsonFile): void {
  if (typeof value === 'string') return checkText(value, path, json)
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    const place = [...path, Array.isArray(value) ? Number(key) : key]
    if (placeholdersIn(key).length > 0)
      throw new UsageError(`${placeOf(place, json)} is a key: nothing is filled in there.`, {
        hint: 'Write an .ejs file for keys that change.',
      })
    checkPlaceholders(inner, place, json)
  }
}

function checkText(text: string, path: JsonPath, json: JsonFile): void {
  const unknown = placeholdersIn(text).find((name) => !isPlaceholder(name))
  if (unknown === undefined) return
  throw new UsageError(`${placeOf(path, json)} holds {{${unknown}}}, which is not known.`, {
    hint:
      suggestion(unknown, placeholders) ??
      `Known are ${placeholders.map((name) => `{{${name}}}`).join(', ')}; an .ejs file can have more, and {{ }} as it is.`,
  })
}

/** `promo.json, line 3: title` */
function placeOf(path: JsonPath, { file, text }: JsonFile): string {
  return `${file}, line ${lineOfPath(text, path)}: ${path.length === 0 ? 'the payload' : pathText(path)}`
}
