import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Fault } from '../../src/faults/faults.ts'
import { typeOf, type ReceivedFrame, type TestClient } from './test-client.ts'
import {
  startTestDatabase,
  startTestPlatform,
  type TestDatabase,
  type TestPlatform,
  type TestPlatformOptions,
  users,
} from './test-platform.ts'
import { until } from './until.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await startTestDatabase()
})

afterAll(async () => {
  await database?.close()
})

const board = 'board:lesson:1'
const strokes = 500

/** A room with faults: the tutor draws, the student and an admin look on. */
async function withRoom(
  options: TestPlatformOptions,
  run: (room: {
    platform: TestPlatform
    tutor: TestClient
    student: TestClient
    admin: TestClient
    faults: Fault[]
  }) => Promise<void>,
): Promise<void> {
  const faults: Fault[] = []
  const platform = await startTestPlatform(database, { ...options, onFault: (fault) => void faults.push(fault) })
  try {
    const [tutor, student, admin] = [
      await platform.join('tutor', board),
      await platform.join('student', board),
      await platform.join('admin', board),
    ]
    await run({ platform, tutor, student, admin, faults })
  } finally {
    await platform.stop()
  }
}

async function draw(tutor: TestClient, count = strokes): Promise<void> {
  for (let id = 0; id < count; id++) tutor.publish(board, 'board.patch', { lesson_id: 1, stroke: { id } })
  await tutor.settle()
}

function idsIn(frames: readonly ReceivedFrame[]): number[] {
  return frames
    .filter((frame) => typeOf(frame) === 'board.patch')
    .map(({ payload }) => (payload as { stroke: { id: number } }).stroke.id)
}

function struck(faults: readonly Fault[], kind: Fault['kind'], userId: number): number[] {
  return faults.filter((fault) => fault.kind === kind && fault.userId === userId).map(({ id }) => Number(id))
}

describe('faults on the gateway', () => {
  test('what each receiver lost, got twice and got late is what was counted, stroke by stroke', async () => {
    await withRoom(
      { faults: { drop: 0.1, duplicate: 0.1, reorder: 0.1 } },
      async ({ platform, tutor, student, admin, faults }) => {
        await draw(tutor)
        for (const [client, userId] of [
          [student, users.student],
          [admin, users.admin],
        ] as const) {
          // An answer lets go what waits to be overtaken.
          const ids = idsIn(await client.settle())
          const lost = Array.from({ length: strokes }, (_, id) => id).filter((id) => !ids.includes(id))
          expect(lost).toEqual(struck(faults, 'dropped', userId))
          const doubled = ids.filter((id, index) => ids.indexOf(id) !== index)
          expect(doubled).toEqual(struck(faults, 'duplicated', userId).filter((id) => !lost.includes(id)))
          const late = ids.filter((id, index) => index > 0 && id < (ids[index - 1] ?? 0))
          expect(late).toEqual(struck(faults, 'reordered', userId))
          expect(lost.length).toBeGreaterThan(20)
          expect(late.length).toBeGreaterThan(20)
        }
        const { counts } = platform.faults
        expect(faults).toHaveLength(counts.dropped + counts.duplicated + counts.reordered)
        // Each receiver has its own luck.
        expect(struck(faults, 'dropped', users.student)).not.toEqual(struck(faults, 'dropped', users.admin))
        // The server's own board knows nothing of it.
        expect((await platform.boards.read(1)).strokes).toHaveLength(strokes)
      },
    )
  })

  test('the same seed strikes the same strokes again', async () => {
    const seen: Fault[][] = []
    for (const seed of [7, 7, 8])
      await withRoom({ faults: { drop: 0.2 }, seed }, async ({ tutor, faults }) => {
        await draw(tutor, 100)
        seen.push(faults)
      })
    const byUser = (faults: Fault[] = []): number[] => struck(faults, 'dropped', users.student)
    expect(byUser(seen[0])).toEqual(byUser(seen[1]))
    expect(byUser(seen[0])).not.toEqual(byUser(seen[2]))
  })

  test('pongs, errors and snapshots always come, in order', async () => {
    await withRoom({ faults: { drop: 1 } }, async ({ tutor, student, faults }) => {
      await draw(tutor, 10)
      student.send('{')
      student.publish(board, 'board.snapshot.request', { lesson_id: 1 })
      const frames = await student.settle()
      expect(frames.map(typeOf)).toEqual(['error', 'board.snapshot.send'])
      expect(struck(faults, 'dropped', users.student)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    })
  })

  test('latency and jitter: nothing comes early, nothing overtakes', async () => {
    await withRoom({ faults: { latencyMs: 60, jitterMs: 40 } }, async ({ platform, tutor, student }) => {
      const started = performance.now()
      await draw(tutor, 50)
      expect(performance.now() - started).toBeGreaterThan(19)
      const patches = await student.count('board.patch', 50)
      expect(idsIn(patches)).toEqual(Array.from({ length: 50 }, (_, id) => id))
      // Each stroke to two others, the pongs of three who joined, and the tutor's.
      expect(platform.faults.counts.delayed).toBe(50 * 2 + 3 + 1)
    })
  })

  test('error-rate: publishes that fail answer WS_SERVER_ERROR, are counted, and reach nobody', async () => {
    await withRoom({ faults: { errorRate: 0.2 } }, async ({ platform, tutor, student, faults }) => {
      for (let id = 0; id < strokes; id++) tutor.publish(board, 'board.patch', { lesson_id: 1, stroke: { id } })
      const errors = await tutor.settle()
      expect(errors).toHaveLength(platform.faults.counts.errors)
      expect(errors.length).toBeGreaterThan(60)
      expect(errors[0]).toEqual({ type: 'error', code: 'WS_SERVER_ERROR', detail: 'a fault on request' })
      const failed = struck(faults, 'errors', users.tutor)
      const ids = idsIn(await student.settle())
      expect(ids).toEqual(Array.from({ length: strokes }, (_, id) => id).filter((id) => !failed.includes(id)))
      expect(platform.gateway.stats.errors).toEqual({ WS_SERVER_ERROR: failed.length })
    })
  })

  test('close-every: every socket after its time with 1012, and each is counted', async () => {
    const faults: Fault[] = []
    const platform = await startTestPlatform(database, {
      faults: { closeEveryMs: 500 },
      onFault: (fault) => void faults.push(fault),
    })
    const started = performance.now()
    const sockets = [await platform.connect('tutor'), await platform.connect('student')]
    for (const { closed } of sockets) expect(await closed).toEqual({ code: 1012, reason: 'a fault on request' })
    expect(performance.now() - started).toBeGreaterThan(499)
    expect(platform.faults.counts.closed).toBe(2)
    expect(faults).toEqual(
      [users.tutor, users.student].map((userId) => ({
        kind: 'closed',
        channel: null,
        userId,
        eventType: null,
        id: null,
      })),
    )
    // One that goes by itself is not struck.
    const early = await platform.connect('admin')
    await early.close()
    const last = await platform.connect('tutor')
    await last.closed
    expect(platform.faults.counts.closed).toBe(3)
    await platform.stop()
  })

  test('chat and notifications are struck as boards are', async () => {
    await withRoom({ faults: { drop: 1 } }, async ({ platform, student, faults }) => {
      await student.subscribe('chat:user:3', 'notifications:user:3')
      platform.hub.publish('chat:user:3', { type: 'chat.message.new', payload: { id: 11 } })
      platform.hub.publish('notifications:user:3', { type: 'notification.new', payload: { id: 'x' } })
      expect(await student.settle()).toEqual([])
      expect(faults).toEqual([
        { kind: 'dropped', channel: 'chat:user:3', userId: 3, eventType: 'chat.message.new', id: '11' },
        { kind: 'dropped', channel: 'notifications:user:3', userId: 3, eventType: 'notification.new', id: 'x' },
      ])
    })
  })

  test('a socket that goes while much is under way leaves nothing behind', async () => {
    await withRoom({ faults: { latencyMs: 500, reorder: 0.5 } }, async ({ platform, tutor, student }) => {
      for (let id = 0; id < 100; id++) tutor.publish(board, 'board.patch', { lesson_id: 1, stroke: { id } })
      await until(() => platform.faults.counts.delayed > 100)
      student.socket.terminate()
      await until(() => platform.gateway.stats.sockets === 2)
      expect(idsIn(student.frames)).toEqual([])
    })
  })
})
