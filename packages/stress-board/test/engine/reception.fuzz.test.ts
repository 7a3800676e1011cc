import { expect, test } from '@jest/globals'
import { bounded, fuzz, hostileJson, jsonText, mutatedJson, mutatedText } from '@m4sh/tools-core/testing/fuzz'
import * as fc from 'fast-check'
import { SampleRoom } from './sample-room.ts'

const stroke = { id: 't1-a-0', tool: 'pen', color: '#000000', thickness: 2, points: [[0, 1]], composite: 'source-over' }
/** One of each kind, as the platform forwards them; ids of this run, of others, of nobody. */
const events = [
  { type: 'board.patch', lesson_id: 5, stroke },
  { type: 'board.patch', lesson_id: 5, stroke: { ...stroke, id: 't1-zzzzzzzzzz-zzzzzzzzzz' } },
  { type: 'board.cursor.move', lesson_id: 5, cursor: { userId: 10, displayName: 't1-a-0', x: 1, y: 2 } },
  { type: 'board.stroke.remove', lesson_id: '5', stroke_id: 't1-a-0' },
  { type: 'board.stroke.remove', lesson_id: 5, stroke_id: 't1-a-9007199254' },
  { type: 'board.reset', lesson_id: 5 },
  { type: 'board.snapshot.send', lesson_id: 5, state: { strokes: [stroke, { id: 7 }], saved_at: '2026-01-01' } },
  { type: 'error', code: 'WS_FORBIDDEN', detail: ['no', 1] },
  { error: { code: 'WS_RATE_LIMITED' } },
  { type: 'pong', timestamp: 1 },
]
const channels = ['board:lesson:5', 'board:lesson:6', 'board', 'chat:user:1', null]
/** In each of the ways in which a gateway may wrap them. */
const wrappings: ((event: object, channel: string | null) => object)[] = [
  (event, channel) => ({ channel, ...event }),
  (event, channel) => ({ channel, payload: event }),
  (event, channel) => ({ channel, ...event, payload: event }),
  (event, channel) => ({ channel, payload: { payload: event } }),
  (event) => event,
]
const real = fc
  .tuple(fc.constantFrom(...events), fc.constantFrom(...channels), fc.constantFrom(...wrappings))
  .map(([event, channel, wrap]) => wrap(event, channel))

const signs = '{|}|[|]|"|,|:|1e999|-1e999|null|\\ud800|\\u0000|"__proto__":|"toString":1,|"id":|t1-|t1-a-0'.split('|')
const frame = fc.oneof(
  { weight: 4, arbitrary: real.chain((event) => mutatedJson(event)).map((event) => Buffer.from(jsonText(event))) },
  { weight: 3, arbitrary: real.chain((event) => mutatedText(jsonText(event), signs)).map((text) => Buffer.from(text)) },
  { weight: 1, arbitrary: hostileJson.map((value) => Buffer.from(jsonText(value))) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes)) },
)

/** A room in which each has done all that there is to do. */
function busyRoom(): SampleRoom {
  const sample = new SampleRoom(2).begin()
  for (const slot of [0, 1]) {
    const { sequence } = sample.act(slot)
    sample.act(slot, 'cursor')
    sample.act(slot, 'undo', sequence)
  }
  sample.act(0, 'reset')
  return sample
}

test('whatever comes, a client goes on: what it cannot use is counted, and boards and figures stay what they are', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(frame, { minLength: 1, maxLength: 6 }), async (frames) => {
      const sample = busyRoom()
      await bounded(() => {
        for (const [at, data] of frames.entries()) sample.receive(at % 2, data)
      })
      const { recorder } = sample
      for (const { boards, deliveries } of sample.users) {
        expect(boards.wire.size).toBeLessThan(200)
        expect(deliveries.received).toBeLessThanOrEqual(frames.length)
      }
      expect(recorder.latency.max ?? 0).toBe(0)
      expect(recorder.ledgerTotal).toBeLessThanOrEqual(frames.length * 4)
      // What comes after it is read as ever.
      const { frame: next } = sample.act(0)
      const before = sample.user(1).deliveries.received
      sample.receive(1, next)
      expect(sample.user(1).deliveries.received).toBe(before + 1)
    }),
    fuzz(300),
  )
})
