import { expect, test } from '@jest/globals'
import { type PeerDelivery, readStrokeId, strokeIdOf, withGateway } from '../peers/board-gateway.ts'
import { runBoard } from '../peers/run-board.ts'

/** Does something to one delivery on the way between two clients, when so many have gone there before it. */
function onceBetween(from: string, to: string, number: number) {
  let count = 0
  return ({ from: sender, to: receiver }: PeerDelivery) =>
    sender.token === from && receiver.token === to && ++count === number
}

test('one loss, one double and one swap among thousands of frames: each is named, and nothing else is', async () => {
  const named: Record<string, string> = {}
  const isLost = onceBetween('client-1', 'client-0', 300)
  const isDoubled = onceBetween('client-2', 'client-1', 400)
  const isOvertaken = onceBetween('client-0', 'client-2', 500)
  const held: string[] = []
  const deliver = (delivery: PeerDelivery): readonly string[] => {
    const { frame, event, from, to } = delivery
    if (isLost(delivery)) {
      named['lost'] = strokeIdOf(event)
      return []
    }
    if (isDoubled(delivery)) {
      named['duplicate'] = strokeIdOf(event)
      return [frame, frame]
    }
    if (isOvertaken(delivery)) {
      named['out-of-order'] = strokeIdOf(event)
      held.push(frame)
      return []
    }
    return from.token === 'client-0' && to.token === 'client-2' ? [frame, ...held.splice(0)] : [frame]
  }
  const { result } = await withGateway({ deliver }, async ({ url }) => {
    return await runBoard({ url, durationMs: 3000, load: { ratePerSecond: 400 } })
  })
  const { messages, ledger, convergence } = result
  expect(messages.expected).toBeGreaterThan(4000)
  expect(messages).toMatchObject({ lost: 1, duplicated: 1, outOfOrder: 1, late: 0, foreign: 0, cutOff: 0 })
  expect(messages.received).toBe(messages.expected - 1)
  const entryOf = (kind: string, receiver: number) => {
    return { kind, lesson: '1', receiver, ...readStrokeId(named[kind] ?? '') }
  }
  expect(ledger.total).toBe(3)
  expect(ledger.entries.toSorted((a, b) => a.receiver - b.receiver)).toEqual([
    entryOf('lost', 0),
    entryOf('duplicate', 1),
    entryOf('out-of-order', 2),
  ])
  // Twice and late make no other picture.
  expect(convergence).toMatchObject({ checked: 3, converged: 2 })
  const strokes = [{ id: named['lost'], is: 'missing', cause: 'lost' }]
  expect(convergence.diverged).toEqual([{ client: 0, lesson: '1', missing: 1, extra: 0, cause: 'lost', strokes }])
}, 60_000)

test('a frame that comes only after everything else is late at worst, and lost by nobody', async () => {
  let held: PeerDelivery | null = null
  const isHeld = onceBetween('client-1', 'client-0', 10)
  const { result } = await withGateway(
    {
      deliver: (delivery) => {
        if (!isHeld(delivery)) return [delivery.frame]
        held = delivery
        return []
      },
      heard: ({ type }, { token, socket }) => {
        // The last thing that a client asks for: what comes before the answer to it still counts.
        if (type === 'board.snapshot.request' && token === 'client-0' && held) socket.send(held.frame)
      },
    },
    async ({ url }) => await runBoard({ url, durationMs: 1500 }),
  )
  expect(held).not.toBeNull()
  expect(result.messages).toMatchObject({ lost: 0, duplicated: 0, outOfOrder: 1, delivered: 1 })
  expect(result.convergence).toMatchObject({ checked: 3, converged: 3 })
})
