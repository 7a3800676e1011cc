import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createTemporaryFolder, type TemporaryFolder } from '@m4sh/tools-core/testing'
import {
  bounded,
  fuzz,
  hostileJson,
  hostileText,
  jsonText,
  mutatedJson,
  mutatedText,
  outcomeOfAsync,
} from '@m4sh/tools-core/testing/fuzz'
import * as fc from 'fast-check'
import { readOutline } from '../../src/undo/read-outline.ts'
import { rowBatches } from '../../src/undo/row-batches.ts'

const header = {
  undo: {
    format: 'integrity-scan undo',
    version: 1,
    run: { id: '019ac3b1-2f40-7c21-9a55-0242ac120002', tool: '1.0.0', startedAt: '2026-01-01T00:00:00.000Z' },
    database: { name: 'm4sh', oid: '16384', system: '7300000000000000000' },
    transaction: '754',
    settings: { search_path: 'public', TimeZone: 'UTC' },
  },
}
const section = {
  section: {
    check: 'lessons.orphan-student',
    action: 'removed',
    kind: 'removed',
    schema: 'public',
    table: 'lessons_lesson',
    key: 'id',
    columns: [
      { name: 'id', type: 'integer' },
      { name: 'note', type: 'text' },
    ],
    foreignKeys: ['owned'],
  },
}
const rows = [
  { row: ['1', 'a'], orphan: ['owned'] },
  { row: ['2', null], became: { note: 'b' } },
]

/** With an end that fits to whatever stands before it, so that what is wrong is not found out by its sum alone. */
function fileOf(lines: readonly unknown[], { count, committed }: { count: number; committed: boolean }): string {
  const body = lines.map((line) => `${jsonText(line)}\n`).join('')
  const sha256 = createHash('sha256').update(body).digest('hex')
  return `${body}${jsonText({ end: { rows: count, sha256 } })}\n${committed ? '{"committed":true}\n' : ''}`
}

const lines = [header, section, ...rows]
const whole = fileOf(lines, { count: 2, committed: true })
const signs = [
  '\n',
  '\r\n',
  '\0',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  '{"committed":true}\n',
  '{"end":{}}\n',
  '{"undo":{}}\n',
]

const file = fc.oneof(
  mutatedText(whole, signs).map((text) => Buffer.from(text)),
  fc
    .tuple(mutatedJson(lines, 2), fc.nat(3), fc.boolean())
    .map(([all, count, committed]) => Buffer.from(fileOf(Array.isArray(all) ? all : [all], { count, committed }))),
  fc
    .tuple(fc.array(fc.constantFrom(...lines, { committed: true }, { row: ['1'] }, { end: { rows: 2 } })), fc.nat(4))
    .map(([all, count]) => Buffer.from(fileOf([header, ...all], { count, committed: true }))),
  fc.array(fc.oneof(hostileJson.map(jsonText), hostileText)).map((all) => Buffer.from(all.join('\n'))),
  fc
    .tuple(fc.nat(whole.length), fc.uint8Array({ maxLength: 50 }))
    .map(([at, more]) => Buffer.concat([Buffer.from(whole).subarray(0, at), more])),
)

let folder: TemporaryFolder

beforeAll(async () => {
  folder = await createTemporaryFolder()
})
afterAll(async () => await folder.remove())

/** As --undo reads it: what it holds, then its rows if all of them are there. */
async function readAll(path: string): Promise<{ readonly rows: number; readonly told: number }> {
  const outline = await readOutline(path)
  let read = 0
  if (outline.isWhole)
    for (const place of outline.sections)
      for await (const batch of rowBatches(path, place)) {
        const { columns } = place.section
        // One of another length is none of its section.
        read += batch.filter(({ row }) => row.length === columns.length).length
      }
  return { rows: outline.isWhole ? outline.rows : 0, told: read }
}

test('whatever the file holds: the rows that it tells of, or a sentence that says why it is no undo file', async () => {
  const path = folder.join('undo.jsonl')
  await fc.assert(
    fc.asyncProperty(file, async (bytes) => {
      await writeFile(path, bytes)
      const outcome = await bounded(async () => await outcomeOfAsync(async () => await readAll(path)))
      const { name, message = '' } = outcome.refusal ?? { name: 'UsageError' }
      expect([name, message.startsWith(path) || outcome.refusal === null]).toEqual(['UsageError', true])
      const { rows: told, told: read } = outcome.refusal === null ? outcome.value : { rows: 0, told: 0 }
      expect(read).toBe(told)
    }),
    fuzz(150),
  )
})
