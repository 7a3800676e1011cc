import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileFault, UsageError } from '@m4sh/tools-core/errors'
import { compileTemplate } from './custom/compile-template.ts'
import { readPayloadJson } from './custom/read-payload-json.ts'
import { TemplatePayloads } from './custom/template-payloads.ts'
import { tryTemplate } from './custom/try-template.ts'
import type { PayloadSources } from './payload-source.ts'
import type { PayloadStage } from './payload-stage.ts'

/** Payloads of the user's own. */
export interface CustomPayload {
  readonly file: string
  /** Of what it holds. */
  readonly digest: string
  /** A template is rendered anew for each row: that takes about a hundred times as long as a prepared payload (23 µs). */
  readonly isRendered: boolean
  readonly sources: (stage: PayloadStage) => PayloadSources
}

/**
 * Reads payloads of the user's own, and tries them before anything is written.
 *
 * A `.json` file holds one payload, or a list of them that rows draw from, or either by type: it is by type where each of its
 * keys is a type of the run; a type that it leaves out keeps its own payloads. Texts may hold `{{row}}`, `{{userId}}`,
 * `{{type}}` and `{{run}}`; a text that is nothing else becomes the value itself, so that `"{{row}}"` is a number.
 *
 * An `.ejs` file is rendered for each row and must give one payload as JSON. It knows `row`, `type`, `userId`, `user`,
 * `lesson`, `person`, `locale`, `now`, `run` and `random()`. `<%= value %>` writes a value as JSON has it, texts without
 * their quotes. It runs as JavaScript, with all that this process may do.
 * @param types those of the run
 * @throws {UsageError} with the file, the line and what is wrong
 */
export async function readCustomPayload(file: string, types: readonly string[]): Promise<CustomPayload> {
  const extension = extname(file).toLowerCase()
  if (extension !== '.json' && extension !== '.ejs')
    throw new UsageError(`Payloads cannot be read from ${file}.`, { hint: 'Give a file that ends in .json or .ejs.' })
  const text = await readText(file)
  const digest = createHash('sha256').update(text).digest('hex')
  if (extension === '.json') return { file, digest, isRendered: false, sources: readPayloadJson(text, file, types) }
  const template = compileTemplate(text, file)
  tryTemplate(template, types, file)
  return {
    file,
    digest,
    isRendered: true,
    sources: (stage) => ({ byType: new Map(), others: new TemplatePayloads(template, stage) }),
  }
}

async function readText(file: string): Promise<string> {
  let bytes: Buffer
  try {
    bytes = await readFile(file)
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${fileFault(error)}.`, { cause: error })
  }
  if (!isUtf8(bytes)) throw new UsageError(`${file} is not UTF-8.`, { hint: 'Save it with that encoding.' })
  return bytes.toString().replace(/^\uFEFF/, '')
}
