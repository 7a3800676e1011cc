import { describe, expect, test } from '@jest/globals'
import { Board } from '../../src/board/board.ts'
import { type ClosedRoom, closeRoom } from '../../src/engine/close-room.ts'
import type { RunThread } from '../../src/engine/run-thread.ts'
import { Staleness } from '../../src/engine/staleness.ts'
import { SampleRoom } from './sample-room.ts'

/** How a participant stands when the load is over. */
interface Ending {
  isStaying: boolean
  isComing: boolean
  isThere: boolean
  isClear: boolean
  isGone: boolean
  pending: number
  /** What the server answers, one after the other, and the last one again and again; `null` for nothing. */
  server: Board | null | readonly Board[]
}

/** A room at its end, whose time goes by as it is waited for. */
class EndingRoom extends SampleRoom {
  readonly done: string[] = []
  readonly staleness: Staleness[] = []
  /** What happens while it is waited, by the agenda's time. */
  readonly later = new Map<number, () => void>()

  constructor(clients: number, endings: readonly Partial<Ending>[] = []) {
    super(clients)
    for (const user of this.users) {
      const ending: Ending = {
        isStaying: true,
        isComing: false,
        isThere: true,
        isClear: true,
        isGone: false,
        pending: 0,
        server: null,
        ...endings[user.slot],
      }
      const answers = [ending.server].flat()
      const staleness = new Staleness()
      this.staleness.push(staleness)
      Object.assign(user, ending, {
        staleness,
        stopLoad: () => this.done.push(`stop ${user.slot}`),
        readOn: () => this.done.push(`read on ${user.slot}`),
        cutShort: () => this.done.push(`cut short ${user.slot}`),
        joinAtLast: () => this.done.push(`join ${user.slot}`),
        finalSnapshot: async (look: (server: Board) => object) => {
          this.done.push(`ask ${user.slot}`)
          const server = (answers.length > 1 ? answers.shift() : answers[0]) ?? null
          return await Promise.resolve(server === null ? null : look(server))
        },
      })
    }
  }

  change(slot: number, ending: Partial<Ending>): void {
    Object.assign(this.user(slot), ending)
  }

  async close(patience = 10_000, signal = new AbortController().signal): Promise<ClosedRoom> {
    const agenda = {
      now: () => this.now,
      after: (ms: number, action: () => void) => {
        queueMicrotask(() => {
          this.now += ms
          for (const [at, act] of this.later)
            if (at <= this.now) {
              this.later.delete(at)
              act()
            }
          action()
        })
      },
    }
    const plan = { settleMs: patience, snapshots: { timeoutMs: 5000 } }
    const thread = { agenda, plan, recorder: this.recorder, ids: this.ids } as unknown as RunThread
    return await closeRoom(thread, this.room, signal)
  }
}

describe('waiting for what is under way', () => {
  test('takes no time where nothing is', async () => {
    const room = new EndingRoom(2).begin()
    await room.close()
    expect(room.now).toBe(1000)
    expect(room.done).toEqual([
      'stop 0',
      'read on 0',
      'stop 1',
      'read on 1',
      'join 0',
      'join 1',
      'cut short 0',
      'cut short 1',
      'ask 0',
      'ask 1',
    ])
  })

  test('ends as soon as all is there', async () => {
    const room = new EndingRoom(2).begin()
    const { frame } = room.act(0)
    room.later.set(1300, () => room.receive(1, frame))
    const { deliveries } = await room.close()
    expect(deliveries).toMatchObject({ expected: 1, received: 1, lost: 0 })
    expect(room.now).toBe(1300)
  })

  test('ends a while after the last thing that came, where something never does', async () => {
    const room = new EndingRoom(2).begin()
    room.act(0)
    const { frame } = room.act(0)
    room.later.set(2400, () => room.receive(1, frame))
    const { deliveries } = await room.close()
    expect(deliveries).toMatchObject({ expected: 2, received: 1, lost: 1 })
    expect(room.now).toBe(2400 + 1500)
  })

  test('ends with its patience, however much still comes', async () => {
    const room = new EndingRoom(2).begin()
    const frames = Array.from({ length: 20 }, () => room.act(0).frame)
    for (const [at, frame] of frames.entries()) room.later.set(1900 + at * 1000, () => room.receive(1, frame))
    const { deliveries } = await room.close(3000)
    expect(deliveries).toMatchObject({ expected: 20, received: 3, lost: 17 })
    expect(room.now).toBe(4000)
  })

  test('is cut short by Ctrl-C, for those who are impatient already and for those who become it', async () => {
    const held = new EndingRoom(1, [{ pending: 1 }])
    const begun = held.now
    await held.close(10_000, AbortSignal.abort())
    expect(held.now - begun).toBe(1500)
    const stopped = new EndingRoom(1, [{ pending: 1 }])
    const stop = new AbortController()
    stopped.later.set(5000, () => stop.abort())
    await stopped.close(10_000, stop.signal)
    expect(stopped.now).toBeGreaterThanOrEqual(5000)
    expect(stopped.now).toBeLessThan(5100)
  })

  test('for what an impairment of our own still holds back, and no longer than its patience', async () => {
    const room = new EndingRoom(1, [{ pending: 3 }]).begin()
    room.later.set(1500, () => room.change(0, { pending: 0 }))
    await room.close()
    expect(room.now).toBe(1500)
    const stuck = new EndingRoom(1, [{ pending: 3 }]).begin()
    await stuck.close(400)
    expect(stuck.now).toBe(1400)
  })

  test('for one that is on its way back, longer than for any message', async () => {
    const room = new EndingRoom(2, [{}, { isThere: false, isComing: true }]).begin()
    room.later.set(6000, () => room.change(1, { isThere: true, isComing: false }))
    await room.close()
    expect(room.now).toBe(6000)
  })
})

describe('what was delivered', () => {
  test('is counted of every receiver, and what is lost is named', async () => {
    const room = new EndingRoom(3).begin()
    room.act(0)
    const { frame } = room.act(0)
    room.receive(1, frame)
    room.receive(1, frame)
    const { deliveries, row } = await room.close()
    expect(deliveries).toEqual({
      expected: 4,
      received: 1,
      lost: 3,
      duplicated: 1,
      outOfOrder: 0,
      late: 0,
      cutOff: 0,
    })
    expect(row).toMatchObject({ lesson: '5', clients: 3, sent: 2, received: 1, lost: 3, duplicated: 1 })
    const lost = room.recorder.ledger.filter(({ kind }) => kind === 'lost')
    expect(lost.map(({ receiver, sender, sequence }) => [receiver, sender, sequence])).toEqual([
      [11, 10, 0],
      [12, 10, 0],
      [12, 10, 1],
    ])
  })

  test('what died with the sender’s socket is neither expected nor lost, and counted once', async () => {
    const room = new EndingRoom(3).begin()
    const { frame } = room.act(0)
    room.receive(1, frame)
    room.receive(2, frame)
    room.act(0)
    room.user(0).log.cut()
    const after = room.act(0)
    room.receive(1, after.frame)
    room.receive(2, after.frame)
    const { deliveries } = await room.close()
    expect(deliveries).toMatchObject({ expected: 4, received: 4, lost: 0, cutOff: 1 })
    expect(room.recorder.ledgerTotal).toBe(0)
  })

  test('but what one receiver has of it, the others must have', async () => {
    const room = new EndingRoom(3).begin()
    room.act(0)
    const { frame } = room.act(0)
    room.user(0).log.cut()
    room.receive(1, frame)
    const { deliveries } = await room.close()
    expect(deliveries).toMatchObject({ expected: 4, received: 1, lost: 3, cutOff: 0 })
  })

  test('the last receiver of each stroke is timed now', async () => {
    const room = new EndingRoom(3).begin()
    const { frame } = room.act(0)
    room.act(0)
    room.now += 20
    room.receive(1, frame)
    room.now += 50
    room.receive(2, frame)
    await room.close(0)
    expect([room.recorder.last.count, room.recorder.last.max]).toEqual([1, 70])
  })
})

describe('boards', () => {
  const server = (...sequences: number[]): Board => {
    const board = new Board()
    for (const sequence of sequences) board.put(0, sequence)
    return board
  }

  test('are compared of all that stay and get an answer', async () => {
    const room = new EndingRoom(4, [{ server: server(0) }, { server: server(0) }, {}, { isStaying: false }]).begin()
    const { frame } = room.act(0)
    room.receive(2, frame)
    room.receive(3, frame)
    const { checked, unchecked, diverged, row } = await room.close(0)
    expect([checked, unchecked]).toEqual([2, 1])
    expect(diverged.map(({ client, missing, cause }) => [client, missing, cause])).toEqual([[11, 1, 'lost']])
    expect(row).toMatchObject({ diverged: 1, strokes: 1 })
  })

  test('that differ are looked at again: an answer to an earlier request may have come only now', async () => {
    const room = new EndingRoom(2, [{ server: server(0, 1) }, { server: [server(0), server(0, 1)] }]).begin()
    for (const { frame } of [room.act(0), room.act(0)]) room.receive(1, frame)
    const { checked, diverged } = await room.close()
    expect([checked, diverged, room.done.filter((one) => one === 'ask 1')]).toEqual([2, [], ['ask 1', 'ask 1']])
  })

  test('that differ again and again are not looked at for ever', async () => {
    const room = new EndingRoom(2, [{ server: server(0) }, { server: server() }]).begin()
    room.receive(1, room.act(0).frame)
    const { diverged } = await room.close()
    expect(diverged).toHaveLength(1)
    expect(room.done.filter((one) => one === 'ask 1')).toHaveLength(3)
  })

  test('the user’s picture is wrong by our own impairments only where the wire is right', async () => {
    const room = new EndingRoom(3, [
      { server: server(), isClear: false },
      { server: server(0), isClear: false },
      { server: server(0) },
    ]).begin()
    const { frame } = room.act(0)
    room.receive(1, frame)
    room.receive(2, frame)
    const { diverged, wrongAtEnd, perceivedClients } = await room.close()
    expect(diverged.map(({ client }) => client)).toEqual([10])
    expect([wrongAtEnd, perceivedClients]).toEqual([1, 1])
  })

  test('a wrong picture that nothing has healed is wrong at the end, though nobody could compare it', async () => {
    const room = new EndingRoom(3, [
      { isGone: true, isThere: false },
      { isGone: true, isThere: false },
    ]).begin()
    room.staleness[0]?.lost(1000)
    const { unchecked, gone, perceivedClients, wrongAtEnd } = await room.close()
    expect({ unchecked, gone, perceivedClients, wrongAtEnd }).toEqual({
      unchecked: 3,
      gone: 2,
      perceivedClients: 1,
      wrongAtEnd: 1,
    })
  })

  test('a wrong picture that a snapshot has healed was wrong all the same', async () => {
    const room = new EndingRoom(2).begin()
    room.staleness[1]?.lost(1000)
    room.staleness[1]?.healed(1100, 1200)
    expect((await room.close()).perceivedClients).toBe(1)
  })
})
