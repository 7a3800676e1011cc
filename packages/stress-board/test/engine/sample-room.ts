import { Random } from '@m4sh/tools-core/values/random'
import { Strokes } from '../../src/board/draw-stroke.ts'
import { StrokeIds } from '../../src/board/stroke-id.ts'
import type { ImpairedWays } from '../../src/engine/impaired-ways.ts'
import { frameOf } from '../../src/engine/operation-frame.ts'
import { OwnBoards } from '../../src/engine/own-boards.ts'
import { Reception } from '../../src/engine/reception.ts'
import { Recorder } from '../../src/engine/recorder.ts'
import { Room } from '../../src/engine/room.ts'
import type { RunThread } from '../../src/engine/run-thread.ts'
import type { VirtualUser } from '../../src/engine/virtual-user.ts'
import type { Board } from '../../src/board/board.ts'
import { Deliveries } from '../../src/ledger/deliveries.ts'
import { type DrawingKind, OperationLog } from '../../src/ledger/operation-log.ts'
import type { ClientPlan } from '../../src/plan/run-plan.ts'

/** A participant without a socket: what it did and got is told by the test. */
export interface SampleUser {
  readonly slot: number
  readonly plan: ClientPlan
  readonly log: OperationLog
  readonly deliveries: Deliveries
  readonly boards: OwnBoards
  readonly reception: Reception
  /** Strokes that reached everybody. */
  readonly completed: (sequence: number) => void
  readonly completedStrokes: readonly number[]
  readonly snapshots: readonly Board[]
}

/** A room of clients 10, 11 …, of which nobody has a network. */
export class SampleRoom {
  readonly ids = new StrokeIds('t1')
  readonly recorder = new Recorder()
  readonly users: readonly SampleUser[]
  readonly room: Room
  readonly misplaced: string[] = []
  readonly #random = new Random(1)
  readonly #strokes = new Strokes(1, { from: 2, to: 3 })
  /** By the agenda's clock. */
  now = 1000

  constructor(clients: number, lesson = '5') {
    const plans = Array.from({ length: clients }, (_, slot): ClientPlan => {
      return { index: 10 + slot, token: null, userId: null, startAt: 0, stopAt: 60_000, isSlow: false }
    })
    this.room = new Room({ lesson, clients: plans }, this.ids, (client, sequence) => {
      this.misplaced.push(`${client} ${sequence}`)
    })
    this.users = plans.map((plan, slot) => this.#user(plan, slot, clients))
    this.room.users.push(...(this.users as unknown as readonly VirtualUser[]))
    this.room.there = clients
  }

  user(slot: number): SampleUser {
    const user = this.users[slot]
    if (!user) throw new RangeError(`there is no user ${slot}`)
    return user
  }

  virtual(slot: number): VirtualUser {
    return this.user(slot) as unknown as VirtualUser
  }

  /** All are on an empty board. */
  begin(): this {
    for (const { deliveries } of this.users) {
      deliveries.open()
      deliveries.beSure(this.room.written)
    }
    return this
  }

  /** Does something, and writes it to the socket. @returns its frame, as a gateway forwards it that changes nothing */
  act(slot: number, kind: DrawingKind = 'patch', stroke = -1): { readonly sequence: number; readonly frame: Buffer } {
    const { log } = this.user(slot)
    const sequence = log.add(kind, this.now, stroke)
    const frame = Buffer.from(this.#textOf(slot, kind, sequence, stroke))
    this.writeAgain(slot, sequence)
    return { sequence, frame }
  }

  /** Once more, as an impairment does that doubles. */
  writeAgain(slot: number, sequence: number): void {
    const { log, boards } = this.user(slot)
    log.write(sequence, this.now, this.room.receivers)
    boards.writeOwn(sequence)
  }

  receive(slot: number, frame: Buffer | object): void {
    const data = Buffer.isBuffer(frame) ? frame : Buffer.from(JSON.stringify(frame))
    this.user(slot).reception.receive(data, this.now)
  }

  #textOf(slot: number, kind: DrawingKind, sequence: number, stroke: number): string {
    return frameOf(kind, {
      room: this.room,
      id: (of) => this.ids.make(10 + slot, of),
      sequence,
      stroke,
      userId: 10 + slot,
      random: this.#random,
      strokes: this.#strokes,
    })
  }

  #user(plan: ClientPlan, slot: number, clients: number): SampleUser {
    const log = new OperationLog()
    const deliveries = new Deliveries(clients)
    const boards = new OwnBoards(slot, log)
    const snapshots: Board[] = []
    const completedStrokes: number[] = []
    const reception = new Reception({
      run: this.#thread(),
      room: this.room,
      slot,
      plan,
      deliveries,
      boards,
      ways: { isClear: true } as unknown as ImpairedWays,
      onSnapshot: (board) => snapshots.push(board),
      resumedAt: () => 0,
    })
    const completed = (sequence: number): void => void completedStrokes.push(sequence)
    return { slot, plan, log, deliveries, boards, reception, snapshots, completed, completedStrokes }
  }

  #thread(): RunThread {
    const agenda = { now: () => this.now }
    const run = { plan: { budgetMs: 200 }, agenda, origin: 0, recorder: this.recorder, ids: this.ids }
    return run as unknown as RunThread
  }
}
