import { Arrivals } from '@m4sh/tools-core/load'
import type { Random } from '@m4sh/tools-core/values/random'
import type { OperationLog } from '../ledger/operation-log.ts'
import type { ClientPlan } from '../plan/run-plan.ts'
import { frameOf } from './operation-frame.ts'
import type { OwnTime } from './own-time.ts'
import type { RandomFor } from './random-streams.ts'
import type { Room } from './room.ts'
import type { RunThread } from './run-thread.ts'

/** A client draws nothing in its first moments: nobody does before the board is there, and opening sockets takes time. */
const joinMs = 1000

/** In the closed model, one that never reaches everybody is waited for so long. Milliseconds. */
const closedTimeoutMs = 5000

export interface DrawingParts {
  readonly run: RunThread
  readonly room: Room
  readonly slot: number
  readonly plan: ClientPlan
  readonly time: OwnTime
  readonly log: OperationLog
  readonly randomFor: RandomFor
  /** Whether the user has the board in front. */
  readonly isThere: () => boolean
  /** An operation is in the log, and is to be sent. */
  readonly onDrawn: (sequence: number, text: string) => void
  /** The user wants the whole board. @param dueAt by the agenda's clock */
  readonly onWanted: (dueAt: number) => void
}

/** What a user does, and when: on a schedule that no server can delay (open model), or one after the other (closed). */
export class Drawing {
  readonly #parts: DrawingParts
  readonly #operations: Random
  readonly #arrivals: Arrivals | null
  readonly #until: number
  /** Strokes that can be taken back. */
  readonly #strokes: number[] = []
  #nextDue = Infinity
  #isOver = false
  /** Of the closed model. */
  #awaited: { readonly sequence: number } | null = null
  /** Another one with each socket: what was planned on an earlier one is not done on this one as well. */
  #chain = 0

  constructor(parts: DrawingParts) {
    const { run, plan, randomFor } = parts
    const { load, durationMs } = run.plan
    this.#parts = parts
    this.#operations = randomFor('operations')
    this.#until = Math.min(plan.stopAt, durationMs)
    this.#arrivals =
      load.model === 'open' && load.ratePerSecond > 0
        ? new Arrivals({
            ratePerSecond: load.ratePerSecond,
            pattern: load.pattern,
            random: randomFor('arrivals'),
            startAt: plan.startAt + Math.min(joinMs, durationMs / 4),
          })
        : null
  }

  /** Of the open model: from now on everything comes by itself. */
  start(): void {
    if (this.#arrivals) this.#planNext(this.#arrivals)
  }

  /** Of the closed model: the board is there. */
  begin(): void {
    const { run, time, room } = this.#parts
    if (run.plan.load.model !== 'closed') return
    this.#chain++
    this.#awaited = null
    const { thinkTimeMs } = run.plan.load
    // Not all at the same instant.
    this.#planInTurn(time.now + (thinkTimeMs * this.#parts.slot) / Math.max(1, room.users.length))
  }

  /** The wait of the closed model ends with the socket. */
  pause(): void {
    this.#chain++
    this.#awaited = null
  }

  /** No more; what was due by now and never done is counted, since this process was too slow for it. */
  stop(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#awaited = null
    if (this.#arrivals === null) return
    const until = Math.min(this.#until, this.#parts.time.now)
    for (; this.#nextDue < until; this.#nextDue = this.#arrivals.next()) this.#parts.run.recorder.counts.offered++
  }

  /** Everybody has it. */
  completed(sequence: number): void {
    if (this.#awaited?.sequence === sequence) this.#goOn()
  }

  #planNext(arrivals: Arrivals): void {
    const due = arrivals.next()
    this.#nextDue = due
    if (due >= this.#until) return
    this.#parts.time.at(due, () => {
      if (this.#isOver) return
      this.#operate(this.#parts.run.origin + due)
      this.#planNext(arrivals)
    })
  }

  /** @param due from the start of the run */
  #planInTurn(due: number): void {
    const chain = this.#chain
    this.#parts.time.at(due, () => {
      if (chain === this.#chain) this.#drawInTurn(due)
    })
  }

  #drawInTurn(due: number): void {
    const { run, room, time, log } = this.#parts
    if (this.#isOver || this.#awaited || !this.#parts.isThere() || due >= this.#until) return
    const sequence = this.#operate(run.origin + due)
    const wait = { sequence }
    this.#awaited = wait
    // Cursors are not waited for, nor what nobody else can see.
    const isSeen = sequence >= 0 && log.kindOf(sequence) === 'patch' && room.receivers > 0
    time.after(isSeen ? closedTimeoutMs : 0, () => {
      if (this.#awaited === wait) this.#goOn()
    })
  }

  #goOn(): void {
    const { run, time } = this.#parts
    this.#awaited = null
    this.#planInTurn(time.now + run.plan.load.thinkTimeMs)
  }

  /**
   * @param dueAt intended time, by the agenda's clock
   * @returns the sequence; -1 for what others do not see
   */
  #operate(dueAt: number): number {
    const { run, room, slot, plan, log } = this.#parts
    const { counts, sendLag } = run.recorder
    counts.offered++
    counts.achieved++
    sendLag.record(run.agenda.now() - dueAt)
    const drawn = run.drawOperation(this.#operations)
    if (drawn === 'snapshot') {
      this.#parts.onWanted(dueAt)
      return -1
    }
    const stroke = drawn === 'undo' ? (this.#strokes.pop() ?? -1) : -1
    // Only the teacher's board has the button; and there may be nothing to take back.
    const isImpossible = (drawn === 'undo' && stroke === -1) || (drawn === 'reset' && slot !== 0)
    const kind = isImpossible ? 'patch' : drawn
    const sequence = log.add(kind, dueAt, stroke)
    if (kind === 'patch') this.#strokes.push(sequence)
    if (kind === 'reset') this.#strokes.length = 0
    run.onOperation({ client: plan.index, sequence, kind, dueMs: dueAt - run.origin })
    const text = frameOf(kind, {
      room,
      id: (of) => run.ids.make(plan.index, of),
      sequence,
      stroke,
      userId: plan.userId ?? plan.index,
      random: this.#operations,
      strokes: run.strokes,
    })
    this.#parts.onDrawn(sequence, text)
    return sequence
  }
}
