import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { RunError, UsageError } from '@m4sh/tools-core/errors'
import { createTemporaryFolder, type TemporaryFolder } from '@m4sh/tools-core/testing'
import { readCustomPayload } from '../../../src/payloads/custom-payload.ts'
import type { PayloadPools } from '../../../src/payloads/payload-pool.ts'
import { family, poolsOf, runId } from '../sample-pools.ts'

const types = ['promo.sale', 'chat.message']
let folder: TemporaryFolder

beforeAll(async () => {
  folder = await createTemporaryFolder()
})

afterAll(async () => {
  await folder.remove()
})

async function poolsFrom(content: string): Promise<PayloadPools> {
  await folder.write({ 'payload.ejs': content })
  const custom = await readCustomPayload(folder.join('payload.ejs'), types)
  expect(custom.isRendered).toBe(true)
  return poolsOf({ types, custom, cast: family, locales: ['uk'] })
}

async function faultOf(content: string): Promise<string> {
  const error: unknown = await poolsFrom(content).catch((reason: unknown) => reason)
  if (!(error instanceof UsageError)) throw error
  return `${error.message.replaceAll(folder.path, '')} ${error.hint ?? ''}`.trim()
}

test('a template knows its row, its user, and who there is', async () => {
  const pools = await poolsFrom(`<%# A sale. -%>
<% const off = Math.floor(random() * 50) -%>
{
  "title": "<%= user.name %>: \\"<%= off %> %\\"",
  "row": <%= row %>, "type": "<%= type %>", "user": <%= userId %>, "email": "<%= user.email %>",
  "lesson": <%= lesson.id %>, "at": "<%= lesson.start %>", "person": <%= person %>,
  "locale": "<%= locale %>", "now": "<%= now %>", "run": "<%= run %>", "raw": <%- JSON.stringify(['<', 'ї']) %>,
  "big": <%= 12n %>, "yes": <%= true %>
}`)
  const recipient = { id: '31', name: 'Ім’я "<b>"', email: 'a@example.com' }
  const text = pools.text('promo.sale', 5, 9, recipient)
  expect(JSON.parse(text)).toEqual({
    title: expect.stringMatching(/^Ім’я "<b>": "\d+ %"$/),
    row: 9,
    type: 'promo.sale',
    user: 31,
    email: 'a@example.com',
    lesson: 12,
    at: '2026-05-06T08:00:00.000Z',
    person: expect.objectContaining({ name: expect.any(String) }),
    locale: 'uk',
    now: '2026-05-05T10:00:00.000Z',
    run: runId,
    raw: ['<', 'ї'],
    big: 12,
    yes: true,
    notif_blast: { run: runId, row: 9 },
  })
  expect(pools.needsRecipient).toBe(true)
  expect(pools.text('promo.sale', 5, 9, recipient)).toBe(text)
  expect(pools.text('promo.sale', 6, 9, recipient)).not.toBe(text)
  const buffer = Buffer.alloc(pools.mostBytes)
  expect(buffer.toString('utf8', 0, pools.write(buffer, 0, 'promo.sale', 5, 9, recipient))).toBe(text)
})

test('what is not known of a user is empty', async () => {
  const pools = await poolsFrom('{"a": "<%= user.name || "you" %>", "b": "<%= user.email %>"}')
  expect(pools.text('promo.sale', 0, 1, { id: 3 })).toContain('"a":"you","b":""')
})

describe('what cannot be used is refused before anything is written', () => {
  test.each([
    ['no script', '{\n "a": 1,\n "b": <% if (x { %>\n}', "line 3: Unexpected token '{'. Tags are"],
    ['an open tag', '{\n "a": <%= row \n}', 'line 2: a tag is not closed'],
    ['an open tag before another', '{\n "a": <%= row, \n"b": <%= row %>}', 'line 2: a tag is not closed'],
    ['an unknown name', '{\n "a": "<%= lessn.id %>"}', 'line 2: lessn is not defined. A template knows row, type,'],
    ['an unknown field', '{\n "a": "<%= lesson.title %>"}', 'line 2: a value is undefined, which JSON has no word for'],
    ['NaN', '{\n\n "a": <%= row / "x" %>}', 'line 3: a value is NaN, which JSON has no word for'],
    ['an error', '<%= null.x %>{}', "line 1: Cannot read properties of null (reading 'x')"],
    ['a comma too many', '{\n "a": 1,\n}', 'in line 3 of its output, "}", "}" is not expected here'],
    ['a text without quotes', '{"a": <%= type %>}', 'gives no JSON: in line 1 of its output, "{\\"a\\": promo.sale}"'],
    ['nothing', '', 'gives no JSON: in line 1 of its output, "", the text ends too early'],
    ['a list', '[{}]', 'what it gives must be an object'],
    ['the marker', '{"notif_blast": 1}', 'notif_blast is where the marker of the run is written'],
    ['NUL', '{"a": {"b": "<%= "\\0" %>"}}', 'a.b holds the character U+0000'],
    ['half of a character', '{"a": "<%= "🙂".slice(0, 1) %>"}', 'a holds half of a character'],
    ['length', '{"a": "<%= "x".repeat(40000) %>"}', 'bytes; a payload has at most 32768'],
    ['what one type cannot be made of', '{"a": <%= type === "chat.message" ? none : 1 %>}', 'none is not defined'],
    ['what one row cannot be made of', '{"a": <%= row < 2 ? 1 : none %>}', 'none is not defined'],
    ['what a user without a name cannot have', '{"a": <%= user.name.length || none %>}', 'none is not defined'],
    ['what an invented lesson cannot have', '{"a": <%= lesson.id.toFixed() %>}', "reading 'toFixed'"],
  ])('%s', async (_, content, message) => {
    expect(await faultOf(content)).toContain(message)
  })
})

test('a row that cannot be made breaks the run', async () => {
  const pools = await poolsFrom('{"a": <%= row < 700 ? 1 : none %>}')
  const make = (): string => pools.text('promo.sale', 0, 700, { id: 3 })
  expect(make).toThrow(RunError)
  expect(make).toThrow('The payload of row 700 cannot be made')
  expect(make).toThrow('payload.ejs, line 1: none is not defined.')
})

test('a row that is too long breaks the run, and is not cut', async () => {
  const pools = await poolsFrom('{"a": "<%= "x".repeat(row * 100) %>"}')
  const buffer = Buffer.alloc(pools.mostBytes)
  expect(() => pools.write(buffer, 0, 'promo.sale', 0, 700, { id: 3 })).toThrow(RunError)
})

test('a part stands beside it', async () => {
  await folder.write({ 'part.ejs': '"title": "<%= type %>"' })
  const pools = await poolsFrom('{<%- include("part") %>}')
  expect(pools.text('promo.sale', 0, 1, { id: 3 })).toContain('{"title":"promo.sale",')
})
