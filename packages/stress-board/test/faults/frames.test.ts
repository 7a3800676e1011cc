import { describe, expect, test } from '@jest/globals'
import { measureUntil } from '@m4sh/tools-core/testing'
import {
  atStroke,
  type Behaviour,
  type Fields,
  type PeerClient,
  readStrokeId,
  strokeIdOf,
  withGateway,
} from '../peers/board-gateway.ts'
import { everything, reportOf, runBoard, type Trial } from '../peers/run-board.ts'

async function run(behaviour: Behaviour, trial: Partial<Trial> = {}) {
  return await withGateway(behaviour, async ({ url }) => await runBoard({ url, ...trial }))
}

const channel = 'board:lesson:1'

describe('what is no event', () => {
  const unreadable = ['no JSON', '', '{"channel":"board:lesson:1","payl', '['.repeat(100_000), '\u0000']
  const binary = [Buffer.from([0, 1, 2, 255]), Buffer.from('{"channel":"board:lesson:1"}')]
  const meaningless = [
    'null',
    '3',
    '"text"',
    '[1,2]',
    '{}',
    '{"type":"hello"}',
    '{"type":7,"channel":7}',
    '{"type":"pong"}',
    `{"channel":"${channel}"}`,
    `{"channel":"${channel}","payload":{"type":"board.unknown"}}`,
    '{"channel":"chat:user:1","payload":{"type":"chat.message.new","id":1}}',
    '{"channel":"board:lesson:2","payload":{"type":"board.snapshot.send","state":{"strokes":[{"id":"x"}]}}}',
    `{"channel":"${channel}","payload":{"type":"board.cursor.move","cursor":{"displayName":"Sofia"}}}`,
    `{"channel":"${channel}","payload":{"type":"board.cursor.move"}}`,
    JSON.stringify({ channel, payload: { type: 'board.unknown', blob: 'x'.repeat(2_000_000) } }),
  ]

  test.concurrent('is counted where it cannot be read, passed over where it means nothing, and changes nothing', async () => {
    const flood = 3000
    const measure = async () => {
      const heard = atStroke(20, ({ clients }) => {
        for (const { socket } of clients) {
          for (const noise of [...unreadable, ...binary, ...meaningless]) socket.send(noise)
          for (let count = 0; count < flood; count++) socket.send(`{"type":"noise","count":${count}}`)
        }
      })
      return await run({ heard }, { load: { mix: everything } })
    }
    // A reset that crosses strokes on their way is the platform's race, which a busy machine may bring about.
    const { result } = await measureUntil(
      measure,
      (one) => !one.result.convergence.diverged.some(({ cause }) => cause === 'race'),
    )
    const garbage = 3 * (unreadable.length + binary.length)
    expect(result.errors).toEqual({ count: garbage, byKind: { garbage } })
    expect(result.messages).toMatchObject({ lost: 0, duplicated: 0, outOfOrder: 0, foreign: 0, delivered: 1 })
    expect(result.convergence).toMatchObject({ checked: 3, converged: 3, diverged: [] })
    expect(result.messages.bytesReceived).toBeGreaterThan(3 * 2_000_000)
  }, 60_000)

  test.concurrent('errors are counted by their codes, and a snapshot that is none as one', async () => {
    const heard = atStroke(20, ({ clients }) => {
      for (const { socket } of clients) {
        socket.send('{"type":"error","code":"WS_RATE_LIMITED","detail":"slow down"}')
        socket.send('{"type":"error","error":{"code":"WS_RATE_LIMITED"}}')
        socket.send('{"error":{"code":"WS_MALFORMED_JSON"}}')
        socket.send('{"type":"error","detail":"of what kind, nobody knows"}')
        socket.send(`{"channel":"${channel}","payload":{"type":"board.snapshot.send","state":5}}`)
      }
    })
    const { result } = await run({ heard })
    const byKind = { WS_MALFORMED_JSON: 3, WS_RATE_LIMITED: 6, 'bad-snapshot': 3, 'error-without-code': 3 }
    expect(result.errors).toEqual({ count: 15, byKind })
    expect(result.convergence).toMatchObject({ checked: 3, converged: 3 })
  })

  test.concurrent('below the frames: what is no WebSocket, and a frame beyond all limits', async () => {
    const broken: Readonly<Record<string, (client: PeerClient) => void>> = {
      'client-0': ({ wire }) => wire.write(Buffer.from([0xff, 0xff, 0xff, 0xff])),
      // The head alone of a text of 256 MiB.
      'client-1': ({ wire }) => wire.write(Buffer.from([0x81, 127, 0, 0, 0, 0, 0x10, 0, 0, 0])),
      'client-2': ({ socket }) => socket.close(4008, 'silence'),
      'client-3': ({ socket }) => socket.close(4499, 'as I please'),
    }
    const heard = atStroke(20, ({ clients }) => {
      for (const client of clients) broken[client.token ?? '']?.(client)
    })
    const { result } = await run({ heard }, { clients: 5, durationMs: 3000 })
    expect(result.errors.byKind).toEqual({ 'close-4499': 1, 'ping-timeout': 1, protocol: 1, 'too-large': 1 })
    // Whoever cannot read what comes would fail again.
    expect(result.clients).toMatchObject({ connected: 5, reconnects: 3, failed: 1 })
    expect(result.messages).toMatchObject({ lost: 0, duplicated: 0, outOfOrder: 0, foreign: 0 })
    expect(result.convergence).toMatchObject({ checked: 4, converged: 4, unchecked: 1 })
  })
})

describe('an event at somebody who should not see it', () => {
  test('an echo to the sender fails the run, and is named', async () => {
    const echoed: string[] = []
    const heard: Behaviour['heard'] = ({ channel: on, type, ...fields }, client) => {
      if (type !== 'board.patch' || echoed.length === 3) return
      echoed.push(strokeIdOf(fields))
      client.socket.send(JSON.stringify({ channel: on, payload: { type, ...fields } }))
    }
    const { exitCode, report } = await withGateway({ heard }, async ({ url }) => {
      return await reportOf(['-l', '1', '-n', '3', '-d', '1', '--rate', '10', '--ws-url', url])
    })
    const { messages, ledger } = report.result
    expect(messages).toMatchObject({ foreign: 3, lost: 0, duplicated: 0 })
    const named = echoed.map(readStrokeId).map(({ sender, sequence }) => {
      return { kind: 'foreign', lesson: '1', receiver: sender, sender, sequence }
    })
    expect(ledger.total).toBe(3)
    expect(ledger.entries).toEqual(expect.arrayContaining(named))
    expect({ exitCode, verdict: report.verdict }).toEqual({ exitCode: 1, verdict: 'fail' })
  })

  test.concurrent('a stroke of a board that was not asked for, under either name of the channel, is named', async () => {
    let ids: string[] = []
    const heard: Behaviour['heard'] = ({ channel: on, type, ...fields }, { token }, { clients }) => {
      if (type !== 'board.patch' || token !== 'client-0' || ids.length > 0) return
      ids = [strokeIdOf(fields), strokeIdOf(fields), strokeIdOf(fields)]
      const others = [...clients]
      const send = (to: string, frame: object) =>
        others.find((client) => client.token === to)?.socket.send(JSON.stringify(frame))
      send('client-1', { channel: on, payload: { type, ...fields } })
      send('client-3', { channel: 'board:lesson:2', payload: { type, ...fields } })
      send('client-3', { channel: 'board', type, ...fields })
    }
    const { result } = await run({ heard }, { lessons: ['1', '2'], clients: 4 })
    const { sender, sequence } = readStrokeId(ids[0] ?? '')
    const foreign = { kind: 'foreign', lesson: '2', sender, sequence }
    expect(sender).toBe(0)
    expect(result.messages).toMatchObject({ foreign: 3, lost: 0, duplicated: 0, outOfOrder: 0 })
    const entries = result.ledger.entries.toSorted((a, b) => a.receiver - b.receiver)
    expect(entries).toEqual([
      { ...foreign, receiver: 1 },
      { ...foreign, receiver: 3 },
      { ...foreign, receiver: 3 },
    ])
  })

  test.concurrent('somebody else who draws on the same board is no error', async () => {
    const heard = atStroke(20, (gateway) => {
      const stroke = { id: 'somebody-else', tool: 'pencil', points: [] }
      gateway.boardOf(channel).set(stroke.id, stroke)
      for (const client of gateway.clients)
        gateway.send(client, { channel, payload: { type: 'board.patch', lesson_id: 1, stroke } })
    })
    const { result } = await run({ heard })
    expect(result.messages).toMatchObject({ foreign: 0, lost: 0, duplicated: 0, delivered: 1 })
    expect(result.convergence).toMatchObject({ checked: 3, converged: 3, diverged: [] })
  })
})

describe('an event in another envelope', () => {
  const envelopes: Readonly<Record<string, (on: string, event: Fields) => object>> = {
    'beside its channel': (on, event) => ({ channel: on, ...event }),
    'beside the bare channel': (_, event) => ({ channel: 'board', ...event }),
    'within the bare channel': (_, event) => ({ channel: 'board', payload: event }),
    'with its type outside': (on, { type, ...fields }) => ({ channel: on, type, payload: fields }),
    'with a board that is a list': (on, { state, ...event }) => {
      return { channel: on, payload: state ? { ...event, state: (state as { strokes: unknown }).strokes } : event }
    },
    'with a lesson that is a text': (on, event) => ({ payload: { ...event, lesson_id: '1' }, channel: on }),
  }

  test.concurrent.each(Object.keys(envelopes))('%s', async (name) => {
    const wrap = (on: string, event: Fields) => JSON.stringify(envelopes[name]?.(on, event))
    const { result } = await run({ wrap }, { durationMs: 1500, load: { mix: everything } })
    expect(result.messages.expected).toBeGreaterThan(20)
    expect(result.messages).toMatchObject({ foreign: 0, lost: 0, duplicated: 0, outOfOrder: 0, delivered: 1 })
    expect(result.errors.count).toBe(0)
    expect(result.convergence).toMatchObject({ checked: 3, converged: 3, diverged: [] })
  })
})
