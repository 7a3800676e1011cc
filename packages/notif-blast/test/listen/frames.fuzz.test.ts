import { expect, test } from '@jest/globals'
import type { GatewayFrame } from '@m4sh/tools-core/connections/websocket'
import { bounded, fuzz, hostileJson, jsonText, mutatedJson, mutatedText } from '@m4sh/tools-core/testing/fuzz'
import * as fc from 'fast-check'
import { RowFinder } from '../../src/listen/find-rows.ts'
import { GatewayLink } from '../../src/push/gateway-link.ts'
import { mostRows } from '../../src/rows/run-id.ts'
import { ids, run } from '../push/peers/notifications.ts'

const marker = { notif_blast: { run: run.id, row: 7 } }
const notification = { id: ids.text(7), type: 'x', payload: { title: 'Урок', ...marker }, created_at: '2026-01-01' }
const channel = 'notifications:user:1'
const real = fc.constantFrom<unknown>(
  { channel, payload: { type: 'notification.new', payload: notification } },
  { channel, ...notification },
  { channel, payload: { ...notification, payload: JSON.stringify(notification.payload) } },
  { channel, data: [notification, { ...notification, id: ids.text(8), payload: {} }] },
  { type: 'error', code: 'WS_RATE_LIMITED', detail: 'slow down' },
  { type: 'pong', timestamp: 1 },
)
const signs = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ',',
  '1e999',
  '-0',
  '0.5',
  '4294967296',
  '\\"',
  '"toString":1,',
  run.id,
  ids.text(9),
]
const frame = fc.oneof(
  { weight: 4, arbitrary: real.chain((value) => mutatedJson(value)).map((value) => Buffer.from(jsonText(value))) },
  { weight: 3, arbitrary: real.chain((value) => mutatedText(jsonText(value), signs)).map((text) => Buffer.from(text)) },
  { weight: 1, arbitrary: hostileJson.map((value) => Buffer.from(jsonText(value))) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes)) },
)

test('whatever the gateway says: a frame of one of four kinds, and rows of this run only', async () => {
  const finder = new RowFinder(run)
  const heard: { readonly frame: GatewayFrame; readonly value: unknown }[] = []
  const hooks = {
    onUp: () => {},
    onDown: () => {},
    onGone: () => {},
    onFrame: (came: GatewayFrame, value: unknown) => void heard.push({ frame: came, value }),
  }
  const link = new GatewayLink({ hooks } as never)
  await fc.assert(
    fc.asyncProperty(frame, async (data) => {
      heard.length = 0
      await bounded(() => link.message(data, 1))
      expect(heard).toHaveLength(1)
      const rows = await bounded(() => finder.find(heard[0]?.value))
      for (const row of rows) expect(Number.isInteger(row) && row >= 0 && row < mostRows).toBe(true)
      expect(
        rows.size === 0 || data.includes(run.id) || data.toString().toLowerCase().includes(run.id.slice(0, 13)),
      ).toBe(true)
    }),
    fuzz(200),
  )
})
