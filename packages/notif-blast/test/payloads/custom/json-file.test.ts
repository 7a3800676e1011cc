import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { UsageError } from '@m4sh/tools-core/errors'
import { createTemporaryFolder, type TemporaryFolder } from '@m4sh/tools-core/testing'
import { bounded } from '@m4sh/tools-core/testing/fuzz'
import { readCustomPayload } from '../../../src/payloads/custom-payload.ts'
import type { PayloadPools } from '../../../src/payloads/payload-pool.ts'
import { poolsOf, runId } from '../sample-pools.ts'

const types = ['lesson.reminder', 'promo.sale']
let folder: TemporaryFolder

beforeAll(async () => {
  folder = await createTemporaryFolder()
})

afterAll(async () => {
  await folder.remove()
})

async function poolsFrom(content: string | Uint8Array, name = 'payload.json'): Promise<PayloadPools> {
  await folder.write({ [name]: content })
  const custom = await readCustomPayload(folder.join(name), types)
  return poolsOf({ types, custom })
}

async function faultOf(content: string | Uint8Array, name?: string): Promise<string> {
  const error: unknown = await poolsFrom(content, name).catch((reason: unknown) => reason)
  if (!(error instanceof UsageError)) throw error
  return `${error.message.replaceAll(folder.path, '')} ${error.hint ?? ''}`.trim()
}

/** Of a few rows, without the marker. */
function payloadsOf(pools: PayloadPools, type: string): unknown[] {
  return [0, 1, 2].map((row) => {
    const { notif_blast: marker, ...payload } = JSON.parse(
      pools.text(type, 2 ** 32 - 1 - row, row, { id: '17' }),
    ) as Record<string, unknown>
    expect(marker).toEqual({ run: runId, row })
    return payload
  })
}

describe('payloads', () => {
  test('one is that of all rows, of any type', async () => {
    const pools = await poolsFrom('\uFEFF{"title": "Sale", "n": [1, 2.5, null, {"a": true}]}')
    const payload = { title: 'Sale', n: [1, 2.5, null, { a: true }] }
    expect(payloadsOf(pools, 'promo.sale')).toEqual([payload, payload, payload])
    expect(payloadsOf(pools, 'lesson.reminder')).toEqual([payload, payload, payload])
    expect(pools.needsRecipient).toBe(false)
  })

  test('an empty one is one', async () => {
    expect(payloadsOf(await poolsFrom('{}'), 'promo.sale')).toEqual([{}, {}, {}])
  })

  test('of a list each row gets one', async () => {
    const pools = await poolsFrom('[{"title": "a"}, {"title": "b"}]')
    const titles = payloadsOf(pools, 'promo.sale').map((payload) => (payload as { title: string }).title)
    expect(new Set(titles)).toEqual(new Set(['a', 'b']))
  })

  test('by type they are those of the types, and other types keep their own', async () => {
    const pools = await poolsFrom('{"promo.sale": [{"title": "a"}]}')
    expect(payloadsOf(pools, 'promo.sale')).toEqual([{ title: 'a' }, { title: 'a' }, { title: 'a' }])
    expect(payloadsOf(pools, 'lesson.reminder')).toContainEqual(expect.objectContaining({ lesson_id: null }))
  })

  test('a list may be long', async () => {
    const list = Array.from({ length: 150_000 }, (_, n) => `{"n":${n}}`).join(',')
    const pools = await poolsFrom(`[${list}]`)
    expect(payloadsOf(pools, 'promo.sale')).toHaveLength(3)
  })
})

describe('places that are filled', () => {
  const template = {
    row: '{{row}}',
    text: 'No. {{ row }} for {{userId}}',
    userId: '{{userId}}',
    type: '{{type}}',
    run: '{{run}}',
    quoted: '"{{row}}" "{{row}}',
    ends: '\\',
    nested: [{ deep: 'x\\"{{row}}' }],
  }

  test('hold the value itself where there is nothing else', async () => {
    const pools = await poolsFrom(JSON.stringify([template]))
    expect(pools.needsRecipient).toBe(true)
    expect(payloadsOf(pools, 'promo.sale')[1]).toEqual({
      row: 1,
      text: 'No. 1 for 17',
      userId: 17,
      type: 'promo.sale',
      run: runId,
      quoted: '"1" "1',
      ends: '\\',
      nested: [{ deep: 'x\\"1' }],
    })
  })

  test('are the same as bytes and as text, also for ids that are texts', async () => {
    const pools = await poolsFrom(JSON.stringify(template))
    const buffer = Buffer.alloc(pools.mostBytes)
    for (const id of ['5f0c"\\', '9223372036854775807', 'Їжак', 3]) {
      const text = pools.text('promo.sale', 1, 2, { id })
      expect(JSON.parse(text)).toMatchObject({ userId: id, text: `No. 2 for ${id}` })
      expect(buffer.toString('utf8', 0, pools.write(buffer, 0, 'promo.sale', 1, 2, { id }))).toBe(text)
    }
  })

  test('need no user where none is asked for', async () => {
    const pools = await poolsFrom('{"n": "{{row}}"}')
    expect(pools.needsRecipient).toBe(false)
    expect(pools.text('promo.sale', 0, 7)).toBe(`{"n":7,"notif_blast":{"run":"${runId}","row":7}}`)
  })
})

describe('what cannot be used is refused, with the line', () => {
  test.each([
    ['nothing', '', 'line 1, column 1: the text ends too early'],
    ['no JSON', '{\n "a": NaN\n}', 'line 2, column 7: "N" is not expected here'],
    ['a text', '"x"', 'line 1: the payload must be an object'],
    ['a list of texts', '[{},\n "x"]', 'line 2: [1] must be an object'],
    ['an empty list', '[]', 'The list of payloads in /payload.json is empty'],
    ['an empty list of a type', '{"promo.sale": []}', 'The list of payloads of "promo.sale" in /payload.json is empty'],
    ['a text of a type', '{\n"promo.sale": "x"}', 'line 2: ["promo.sale"] must be an object'],
    ['NUL', '{"a": {\n "b": ["", "\\u0000"]}}', 'line 2: a.b[1] holds the character U+0000'],
    ['NUL in a key', '{\n "a\\u0000": 1}', 'line 2: ["a\\u0000"] holds the character U+0000'],
    ['half of a character', '[{}, {\n "a": "\\udc00\\ud83d"}]', 'line 2: [1].a holds half of a character'],
    ['a number that is too large', '{"a":\n 1e999}', 'line 2: a is a number that is too large'],
    ['too many digits', '{"a":\n 9007199254740993}', 'line 2: a has more digits than a number can keep'],
    ['a key of JavaScript', '{"a": 1,\n "__proto__": {}}', 'line 2: __proto__ is a key that JavaScript takes'],
    [
      'the marker',
      '{"title": "x",\n "notif_blast": {}}',
      'line 2: notif_blast is where the marker of the run is written',
    ],
    ['depth', `{"a": ${'['.repeat(9999)}${']'.repeat(9999)}}`, 'lies deeper than 100 levels'],
    ['length', `{"a": "${'Ї'.repeat(20_000)}"}`, 'line 1: the payload has 40008 bytes; a payload has at most 32768'],
    ['a type that the run has not', '{"promo.sale": {}, "lesson.remindr": {}}', 'Did you mean "lesson.reminder"?'],
    ['only such types', '{"chat.message": {}}', '"chat.message" is no type of this run'],
    [
      'an unknown place',
      '{"a":\n "{{usrId}}"}',
      'line 2: a holds {{usrId}}, which is not known. Did you mean "userId"?',
    ],
    ['another unknown place', '{"a": "{{ user.name }}"}', 'Known are {{row}}, {{userId}}, {{type}}, {{run}}'],
    ['an empty place', '{"a": "{{}}"}', 'a holds {{}}, which is not known'],
    ['a place in a key', '{"{{row}}": 1}', 'is a key: nothing is filled in there'],
  ])('%s', async (_, content, message) => {
    expect(await faultOf(content)).toContain(message)
  })

  test('another encoding', async () => {
    expect(await faultOf(Buffer.from([0x7b, 0xcf, 0xf0, 0x7d]))).toBe(
      '/payload.json is not UTF-8. Save it with that encoding.',
    )
  })

  test('another kind of file', async () => {
    expect(await faultOf('{}', 'payload.yaml')).toContain('Payloads cannot be read from /payload.yaml.')
  })

  test('no file', async () => {
    await expect(readCustomPayload(folder.join('missing.json'), types)).rejects.toThrow('there is no such file')
  })
})

test('keys of no type are those of a payload', async () => {
  const pools = await poolsFrom('{"title": "x", "lesson": {"id": 3}}')
  expect(payloadsOf(pools, 'promo.sale')[0]).toEqual({ title: 'x', lesson: { id: 3 } })
})

test('blanks of a hole that is not closed take no more than a look each', async () => {
  const text = `{{${' '.repeat(4000)}x${' '.repeat(4000)}`
  const pools = await bounded(() => poolsFrom(JSON.stringify({ title: text })), 2000)
  expect(payloadsOf(pools, 'promo.sale')).toEqual([0, 1, 2].map(() => ({ title: text })))
})
