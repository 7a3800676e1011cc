import { once } from 'node:events'
import { createServer, get, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { eventText, Viewers } from '../../src/live/viewers.ts'

let viewers: Viewers
let server: Server

beforeEach(async () => {
  viewers = new Viewers()
  server = createServer((_, response) => {
    response.flushHeaders()
    viewers.addStream(response)
    server.emit('viewer', response)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
})

afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

/** Both ends of a new event stream. */
async function open(): Promise<{ seen: IncomingMessage; served: ServerResponse }> {
  const { port } = server.address() as AddressInfo
  const sent = get({ port, host: '127.0.0.1', agent: false })
  const [[served], [seen]] = (await Promise.all([once(server, 'viewer'), once(sent, 'response')])) as [
    [ServerResponse],
    [IncomingMessage],
  ]
  seen.on('error', () => {})
  return { seen, served }
}

test('an event is a name and one line of JSON', () => {
  expect(eventText('second', { text: 'a\n\nb\r' })).toBe('event: second\ndata: {"text":"a\\n\\nb\\r"}\n\n')
  expect(eventText('finished', null)).toBe('event: finished\ndata: null\n\n')
})

test('who stops reading is dropped before it costs memory, and the others hear everything', async () => {
  const stalled = await open()
  const reader = await open()
  stalled.seen.pause()
  const text = 'x'.repeat(10_000)
  const heard = { bytes: 0 }
  reader.seen.on('data', (piece: Buffer) => (heard.bytes += piece.length))
  let sent = 0
  let most = 0
  // The system itself holds some megabytes for one who does not read.
  for (; !stalled.served.destroyed && sent < 100_000; sent++) {
    viewers.send('second', text)
    most = Math.max(most, stalled.served.writableLength)
    await turn()
  }
  expect(stalled.served.destroyed).toBe(true)
  expect(most).toBeGreaterThan(0)
  expect(most).toBeLessThan(2 ** 20 + 2 * text.length)
  const all = sent * eventText('second', text).length
  while (heard.bytes !== all) await once(reader.seen, 'data')
  expect(heard.bytes).toBe(all)
  expect(reader.served.destroyed).toBe(false)
})

test('there is room for 32, and for another one when one has left', async () => {
  const first = await open()
  for (let more = 0; more < 31; more++) await open()
  expect(viewers.isFull).toBe(true)
  const closed = once(first.served, 'close')
  first.seen.destroy()
  await closed
  expect(viewers.isFull).toBe(false)
})

describe('all are gone', () => {
  test('at once where nobody was there', async () => {
    await expect(viewers.gone()).resolves.toBeUndefined()
  })

  test('when the last stream has ended', async () => {
    const [one, other] = [await open(), await open()]
    let isGone = false
    const gone = viewers.gone().then(() => (isGone = true))
    const closed = once(one.served, 'close')
    one.seen.destroy()
    await closed
    await turn()
    expect(isGone).toBe(false)
    other.seen.destroy()
    await gone
  })

  test('when whoever is expected has come and left', async () => {
    viewers.expect(60_000)
    const { seen } = await open()
    const gone = viewers.gone()
    seen.destroy()
    await expect(gone).resolves.toBeUndefined()
  })

  test('when whoever is expected did not come in time', async () => {
    viewers.expect(10)
    // The timer of one who may never come holds no process; this one stands for the run.
    const running = setInterval(() => {}, 1000)
    await expect(viewers.gone()).resolves.toBeUndefined()
    clearInterval(running)
  })
})
