import { expect, test } from '@jest/globals'
import { atStroke, type Behaviour, readStrokeId, strokeIdOf, withGateway } from '../peers/board-gateway.ts'
import { runBoard, type Trial } from '../peers/run-board.ts'

async function run(behaviour: Behaviour, trial: Partial<Trial> = {}) {
  return await withGateway(behaviour, async ({ url }) => await runBoard({ url, durationMs: 1500, ...trial }))
}

test.concurrent('a stroke that was forwarded, and is kept out of the board: too many at everybody', async () => {
  let hidden = ''
  const { result } = await run({
    heard: atStroke(10, (_, frame) => (hidden = strokeIdOf(frame))),
    snapshot: (strokes) => strokes.filter(({ id }) => id !== hidden),
  })
  expect(result.messages).toMatchObject({ lost: 0, duplicated: 0, foreign: 0, delivered: 1 })
  const strokes = [{ id: hidden, is: 'extra', cause: 'extra' }]
  expect(result.convergence.diverged).toEqual(
    [0, 1, 2].map((client) => ({ client, lesson: '1', missing: 0, extra: 1, cause: 'extra', strokes })),
  )
})

test.concurrent('strokes of nobody: one is there at first and then gone, one comes out of nothing', async () => {
  let isDrawn = false
  const { result } = await run({
    heard: atStroke(10, () => (isDrawn = true)),
    snapshot: (strokes) => [...strokes, { id: isDrawn ? 'ghost-of-the-end' : 'ghost-of-the-start' }],
  })
  expect(result.messages).toMatchObject({ lost: 0, duplicated: 0, foreign: 0, delivered: 1 })
  const strokes = [
    { id: 'ghost-of-the-end', is: 'missing', cause: 'lost' },
    { id: 'ghost-of-the-start', is: 'extra', cause: 'extra' },
  ]
  expect(result.convergence).toMatchObject({ checked: 3, converged: 0 })
  expect(result.convergence.diverged).toEqual(
    [0, 1, 2].map((client) => ({ client, lesson: '1', missing: 1, extra: 1, cause: 'lost', strokes })),
  )
})

test.concurrent('a stroke that the server swallows: its sender alone shows it, and all others lack it', async () => {
  let id = ''
  let strokes = 0
  const { result } = await run({
    heard: (frame) => {
      if (frame['type'] !== 'board.patch' || ++strokes !== 10) return false
      id = strokeIdOf(frame)
      return true
    },
  })
  const { sender, sequence } = readStrokeId(id)
  expect(result.messages).toMatchObject({ lost: 2, duplicated: 0, outOfOrder: 0 })
  const receivers = [0, 1, 2].filter((client) => client !== sender)
  const lost = receivers.map((receiver) => ({ kind: 'lost', lesson: '1', receiver, sender, sequence }))
  expect(result.ledger.entries.toSorted((a, b) => a.receiver - b.receiver)).toEqual(lost)
  const named = [{ id, is: 'extra', cause: 'lost' }]
  expect(result.convergence.diverged).toEqual([
    { client: sender, lesson: '1', missing: 0, extra: 1, cause: 'lost', strokes: named },
  ])
})

test.concurrent('a stroke that lies on the board of another lesson is named, and is too much there', async () => {
  let misplaced: object | null = null
  const heard: Behaviour['heard'] = ({ type, ...fields }, { token }, gateway) => {
    if (type !== 'board.patch' || token !== 'client-0' || misplaced) return
    misplaced = fields['stroke'] as object
    gateway.boardOf('board:lesson:2').set('misplaced', { ...misplaced })
  }
  const { result } = await run({ heard }, { lessons: ['1', '2'], clients: 4 })
  const { sender, sequence } = readStrokeId(strokeIdOf({ stroke: misplaced }))
  expect(sender).toBe(0)
  expect(result.messages.foreign).toBe(1)
  expect(result.ledger.entries).toEqual([{ kind: 'foreign', lesson: '2', receiver: 1, sender, sequence }])
  expect(result.convergence.diverged.map(({ client, missing }) => [client, missing])).toEqual([
    [1, 1],
    [3, 1],
  ])
})

test.concurrent('clients without an answer are not compared; who never has a board is asking again and again', async () => {
  let isDrawn = false
  const { result, warnings } = await run(
    {
      heard: atStroke(10, () => (isDrawn = true)),
      snapshot: (strokes, { token, number }) => {
        if (token === 'client-1' && number > 0) return null
        return token === 'client-2' && isDrawn ? null : strokes
      },
    },
    { clients: 4, settleMs: 1000, snapshots: { intervalMs: 0, timeoutMs: 300 } },
  )
  const { convergence, snapshot, errors, messages } = result
  expect(convergence).toMatchObject({ checked: 2, converged: 2, unchecked: 2, diverged: [] })
  expect(snapshot.timedOut).toBeGreaterThanOrEqual(4)
  expect(errors).toEqual({ count: snapshot.timedOut, byKind: { 'snapshot-timeout': snapshot.timedOut } })
  // Three when they came, two at the end; the last one that was asked for in vain was not waited for.
  expect(snapshot.count).toBe(5)
  expect(snapshot.requested).toBeGreaterThanOrEqual(snapshot.count + snapshot.timedOut)
  // Nothing must reach one that was never surely there, though most of it does.
  expect(messages).toMatchObject({ lost: 0, duplicated: 0, foreign: 0 })
  expect(warnings).toContainEqual(expect.stringMatching(/^2 clients were gone at the end, or got no board/))
})

/** Answers later, with the board as it was then or as it is when the answer goes out. */
function answerLater(delayMs: number, isOld: boolean, isLate: () => boolean): NonNullable<Behaviour['heard']> {
  return ({ type, channel, lesson_id: lesson }, client, gateway) => {
    if (type !== 'board.snapshot.request' || !isLate()) return false
    const now = () => [...gateway.boardOf(String(channel)).values()]
    const then = now()
    gateway.after(delayMs, () => {
      const state = { strokes: isOld ? then : now() }
      gateway.send(client, { channel, payload: { type: 'board.snapshot.send', lesson_id: lesson, state } })
    })
    return true
  }
}

test.concurrent('snapshots that come too late are timed out', async () => {
  let answers = 0
  const { result } = await run(
    // The look at the target and the two that join are answered in time.
    { heard: answerLater(400, false, () => answers >= 3), snapshot: (strokes) => (answers++, strokes) },
    { clients: 2, durationMs: 2500, snapshots: { intervalMs: 1000, timeoutMs: 200 } },
  )
  expect(result.snapshot.timedOut).toBeGreaterThanOrEqual(2)
  expect(result.errors.byKind).toEqual({ 'snapshot-timeout': result.snapshot.timedOut })
  expect(result.messages).toMatchObject({ lost: 0, duplicated: 0, outOfOrder: 0, foreign: 0, delivered: 1 })
  expect(result.convergence.diverged).toEqual([])
})

test.concurrent('a board that was asked for earlier and comes only now is not taken for the last one', async () => {
  const { result } = await run(
    { heard: answerLater(600, true, () => true) },
    { durationMs: 3000, snapshots: { intervalMs: 300, timeoutMs: 5000 } },
  )
  expect(result.messages).toMatchObject({ lost: 0, duplicated: 0, outOfOrder: 0, foreign: 0, delivered: 1 })
  expect(result.convergence).toMatchObject({ checked: 3, converged: 3, diverged: [] })
})
