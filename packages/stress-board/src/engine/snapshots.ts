import type { Board } from '../board/board.ts'
import { snapshotRequestFrame } from '../board/board-frames.ts'
import type { OperationLog } from '../ledger/operation-log.ts'
import { allowedMs } from './haste.ts'
import type { ImpairedWays } from './impaired-ways.ts'
import type { OwnTime } from './own-time.ts'
import type { Room } from './room.ts'
import type { RunThread } from './run-thread.ts'
import { type SnapshotAnswer, type SnapshotRequest, SnapshotRequests } from './snapshot-requests.ts'

export interface SnapshotParts {
  readonly run: RunThread
  readonly room: Room
  readonly time: OwnTime
  readonly log: OperationLog
  readonly ways: ImpairedWays
  readonly canSend: () => boolean
  /** To the socket, past the bad network. */
  readonly write: (text: string, request: SnapshotRequest) => void
  /** Whether it has no board yet. */
  readonly isJoining: () => boolean
}

/** The boards that a client asks the server for: on its way, again where no answer comes, and a last one to compare by. */
export class Snapshots {
  readonly #parts: SnapshotParts
  readonly #frame: string
  readonly #requests = new SnapshotRequests()
  #isLoadOver = false
  #onFinal: ((board: Board | null) => void) | null = null

  constructor(parts: SnapshotParts) {
    this.#parts = parts
    this.#frame = snapshotRequestFrame(parts.room)
  }

  /** @param dueAt when the user wants it, by the agenda's clock */
  request(dueAt: number): void {
    const { run, time, log, ways, canSend, write } = this.#parts
    if (!canSend() || this.#requests.isWaiting) return
    run.recorder.counts.snapshotRequests++
    const request = this.#requests.add(dueAt, log.length)
    if (this.#isLoadOver) write(this.#frame, request)
    else ways.send({ text: this.#frame, changesBoard: false, sequence: -1, request })
    time.after(run.plan.snapshots.timeoutMs, () => this.#timeOut(request))
  }

  /** The load is over: whoever has no board yet asks for it past the bad network, as all do for the last one. */
  loadIsOver(): void {
    this.#isLoadOver = true
    if (!this.#parts.isJoining()) return
    this.#requests.dropUnwritten()
    this.request(this.#parts.run.agenda.now())
  }

  /**
   * What is made of the board that the server has now, past all impairments; `null` where no answer comes.
   * @param look is called as the answer comes, before any frame behind it is heard
   */
  final<T>(look: (server: Board) => T, timeoutMs: number, signal: AbortSignal): Promise<T | null> {
    return new Promise((settle) => {
      const { run, log, ways, write } = this.#parts
      const resolve = (board: Board | null): void => {
        signal.removeEventListener('abort', hurry)
        settle(board === null ? null : look(board))
      }
      this.#onFinal = resolve
      this.#requests.clear()
      const request = this.#requests.add(run.agenda.now(), log.length)
      if (ways.isClear) run.recorder.counts.snapshotRequests++
      write(this.#frame, request)
      const giveUp = (): void => {
        if (this.#onFinal !== resolve) return
        this.#timeOut(request)
        this.#endFinal(null)
      }
      const hurry = (): void => void run.agenda.after(allowedMs(timeoutMs, signal), giveUp)
      signal.addEventListener('abort', hurry, { once: true })
      hurry()
    })
  }

  /** A request could not be written. */
  drop(request: SnapshotRequest): void {
    this.#requests.drop(request)
  }

  /** A board came: what it is the answer to. */
  answer(): SnapshotAnswer {
    return this.#requests.answer()
  }

  /** Goes on with a board that came: to whoever waits for the last one, or on its bad way to the user. */
  take(board: Board, answer: SnapshotAnswer, bytes: number): void {
    const { ways } = this.#parts
    if (this.#onFinal === null) return ways.receive({ kind: 'snapshot', board, answer }, bytes)
    // The last one goes past all impairments, so it is none that the user sees, and heals nothing.
    if (ways.isClear) this.measure(answer)
    this.#endFinal(board)
  }

  /** The user sees it. */
  measure({ askedAt }: SnapshotAnswer): void {
    const { recorder, agenda } = this.#parts.run
    // One that an impairment doubled, or that nobody asked for, is no answer.
    if (askedAt === null) return
    recorder.counts.snapshots++
    recorder.snapshotDelay.record(agenda.now() - askedAt)
  }

  /** The socket is gone: no answer will come. */
  close(): void {
    this.#requests.clear()
    this.#endFinal(null)
  }

  #timeOut(request: SnapshotRequest): void {
    const { run, isJoining } = this.#parts
    if (!this.#requests.has(request)) return
    // What an impairment took was never asked of the server.
    if (request.place === null) this.#requests.drop(request)
    else {
      request.isLate = true
      run.recorder.counts.snapshotTimeouts++
      run.recorder.error('snapshot-timeout')
    }
    // A browser that shows no board yet asks again.
    if (isJoining()) this.request(run.agenda.now())
  }

  #endFinal(board: Board | null): void {
    const onFinal = this.#onFinal
    this.#onFinal = null
    onFinal?.(board)
  }
}
