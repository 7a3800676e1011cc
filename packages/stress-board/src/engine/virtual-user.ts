import {
  type GatewayListener,
  GatewaySocket,
  reconnectDelay,
  type SocketEnd,
} from '@m4sh/tools-core/connections/websocket'
import type { ChaosPhase, Fate } from '@m4sh/tools-core/load'
import type { Random } from '@m4sh/tools-core/values/random'
import type { Board } from '../board/board.ts'
import { subscribeFrame } from '../board/board-frames.ts'
import { Deliveries } from '../ledger/deliveries.ts'
import { OperationLog } from '../ledger/operation-log.ts'
import type { ClientPlan } from '../plan/run-plan.ts'
import { planBadSpells, type Victim } from './bad-spells.ts'
import { Drawing } from './drawing.ts'
import { ImpairedWays, type Incoming } from './impaired-ways.ts'
import { OwnBoards } from './own-boards.ts'
import { OwnTime } from './own-time.ts'
import { type RandomFor, randomStreams } from './random-streams.ts'
import { Reading } from './reading.ts'
import { Reception } from './reception.ts'
import type { Room } from './room.ts'
import type { RunThread } from './run-thread.ts'
import type { SnapshotRequest } from './snapshot-requests.ts'
import { Snapshots } from './snapshots.ts'
import { Staleness } from './staleness.ts'

type State = 'waiting' | 'connecting' | 'joining' | 'there' | 'away' | 'failed' | 'left'

/** One participant of a board: comes, draws, loses the socket and comes back as a browser would, and keeps its boards. */
export class VirtualUser implements GatewayListener, Victim {
  readonly plan: ClientPlan
  readonly slot: number
  readonly log = new OperationLog()
  readonly deliveries: Deliveries
  readonly boards: OwnBoards
  readonly staleness = new Staleness()
  readonly #run: RunThread
  readonly #room: Room
  readonly #time: OwnTime
  readonly #ways: ImpairedWays
  readonly #drawing: Drawing
  readonly #reception: Reception
  readonly #snapshots: Snapshots
  readonly #reading: Reading
  readonly #randomFor: RandomFor
  #reconnects: Random | null = null
  #socket: GatewaySocket | null = null
  #state: State = 'waiting'
  /** How often it has tried to come back. */
  #attempt = 0
  #connectStartedAt = 0
  /** When the board stopped being whole: the loss of the socket. */
  #lostAt: number | null = null
  #isCut = false
  /** Whether it is without a socket because this tool has cut it, and nothing else keeps it away. */
  #isOffByUs = false
  #isCutShort = false

  constructor(run: RunThread, room: Room, slot: number, plan: ClientPlan) {
    const { recorder, agenda } = run
    this.#run = run
    this.#room = room
    this.slot = slot
    this.plan = plan
    this.#randomFor = randomStreams(run.plan.seed, plan.index)
    this.#time = new OwnTime(agenda, run.origin)
    this.#reading = new Reading(agenda, this.#time)
    this.deliveries = new Deliveries(room.plan.clients.length)
    this.boards = new OwnBoards(slot, this.log)
    this.#ways = new ImpairedWays({
      plan: run.plan.impairments,
      agenda,
      randomFor: this.#randomFor,
      write: (outgoing) => this.#write(outgoing.text, outgoing.sequence, outgoing.request),
      show: (incoming) => this.#show(incoming),
      onDrawn: run.onImpairment && ((way, index, fate) => this.#logFate(way, index, fate)),
      onLost: (changesBoard) => void (changesBoard && this.staleness.lost(agenda.now())),
      recorder,
    })
    const parts = { run, room, slot, plan }
    this.#reception = new Reception({
      ...parts,
      deliveries: this.deliveries,
      boards: this.boards,
      ways: this.#ways,
      onSnapshot: (board, bytes) => this.#receiveSnapshot(board, bytes),
      resumedAt: () => this.#reading.resumedAt,
    })
    this.#snapshots = new Snapshots({
      ...parts,
      time: this.#time,
      log: this.log,
      ways: this.#ways,
      canSend: () => this.#socket?.isOpen === true,
      write: (text, request) => this.#write(text, -1, request),
      isJoining: () => this.#state === 'joining',
    })
    this.#drawing = new Drawing({
      ...parts,
      time: this.#time,
      log: this.log,
      randomFor: this.#randomFor,
      isThere: () => this.isThere,
      onDrawn: (sequence, text) => this.#send(sequence, text),
      onWanted: (dueAt) => this.#snapshots.request(dueAt),
    })
  }

  /** Whether it takes part now, so that the server surely sends it everything. */
  get isThere(): boolean {
    return this.#state === 'there'
  }

  /** Whether it was connected once, and has no socket now. */
  get isGone(): boolean {
    return this.#lostAt !== null && this.#socket?.isOpen !== true
  }

  /** On the way to being there. */
  get isComing(): boolean {
    return this.#state === 'connecting' || this.#state === 'joining' || this.#state === 'away'
  }

  /** Whether it should be there at the end. */
  get isStaying(): boolean {
    // Whoever was still to come when a run was stopped is missed by nobody.
    const isHere = this.#state !== 'left' && this.#state !== 'waiting'
    return isHere && this.plan.stopAt >= this.#run.plan.durationMs
  }

  /** Whether nothing of its network is bad. */
  get isClear(): boolean {
    return this.#ways.isClear
  }

  /** Messages that our own bad network still holds back. */
  get pending(): number {
    return this.#ways.pendingOut + this.#ways.pendingIn
  }

  /** Makes all its appointments. */
  start(): void {
    const { plan, origin } = this.#run
    const { startAt, stopAt } = this.plan
    const { intervalMs } = plan.snapshots
    this.#time.at(startAt, () => this.#connect())
    if (stopAt < plan.durationMs) this.#time.at(stopAt, () => this.leave())
    this.#drawing.start()
    planBadSpells(plan, this.plan, this.#time, this.#randomFor, this, (at, what) =>
      this.#run.onImpairment?.({ client: this.plan.index, way: 'socket', index: at, what }),
    )
    if (intervalMs === 0) return
    // Not all at the same instant, as browsers that were opened one after another.
    const first = startAt + this.#randomFor('snapshots').next() * intervalMs
    this.#time.every(first, intervalMs, Math.min(stopAt, plan.durationMs), () =>
      this.#snapshots.request(origin + this.#time.now),
    )
  }

  stopLoad(): void {
    this.#drawing.stop()
  }

  /** Everybody has it. */
  completed(sequence: number): void {
    this.#drawing.completed(sequence)
  }

  /** Leaves for good. */
  leave(): void {
    this.stopLoad()
    this.#time.forget()
    if (this.#state === 'left') return
    this.#setState('left')
    this.deliveries.close(this.slot)
    this.#ways.close()
    this.#snapshots.close()
    this.#socket?.close()
  }

  /**
   * What our own bad network still holds back is over with: what was to go out never goes, what has come is shown, and
   * counts in no time.
   */
  cutShort(): void {
    this.#run.recorder.counts.unsent += this.#ways.pendingOut
    if (this.#ways.pendingOut > 0) this.staleness.lost(this.#run.agenda.now())
    this.#isCutShort = true
    this.#ways.cutShort()
  }

  /** The load is over: whoever has no board yet asks for it past the bad network. */
  joinAtLast(): void {
    this.#snapshots.loadIsOver()
  }

  /**
   * What is made of the board that the server has now, past all impairments; `null` where no answer comes.
   * @param look is called as the answer comes, before any frame behind it is heard
   */
  finalSnapshot<T>(look: (server: Board) => T, timeoutMs: number, signal: AbortSignal): Promise<T | null> {
    return this.isThere ? this.#snapshots.final(look, timeoutMs, signal) : Promise.resolve(null)
  }

  // What the socket says.

  opened(): void {
    const { recorder, agenda } = this.#run
    recorder.open++
    // Too late: it was told to leave while it came.
    if (this.#state === 'left') return
    recorder.connect.record(agenda.now() - this.#connectStartedAt)
    if (this.#lostAt === null) recorder.counts.connected++
    else recorder.counts.reconnects++
    this.#attempt = 0
    this.#setState('joining')
    this.deliveries.open()
    this.#socket?.send(subscribeFrame(this.#room))
    this.#snapshots.request(agenda.now())
    if (this.#socket) this.#reading.open(this.#socket, this.plan.isSlow)
  }

  message(data: Buffer, receivedAt: number, isBinary: boolean): void {
    // Said goodbye already.
    if (this.#state === 'left') return
    // No browser of the platform could read it, whatever it holds.
    if (isBinary) this.#run.recorder.error('garbage')
    else this.#reception.receive(data, receivedAt)
  }

  closed(end: SocketEnd): void {
    const { recorder, agenda } = this.#run
    const wasCut = this.#isCut
    this.#isCut = false
    this.#isOffByUs = wasCut
    recorder.counts.bytesSent += this.#socket?.bytesSent ?? 0
    recorder.counts.bytesReceived += this.#socket?.bytesReceived ?? 0
    this.#socket = null
    this.#reading.close()
    this.#snapshots.close()
    this.#drawing.pause()
    if (end.opened) {
      recorder.open--
      recorder.counts.unsent += this.#ways.pendingOut
      this.deliveries.close(this.slot)
      this.log.cut()
      this.#ways.close()
      this.#lostAt ??= agenda.now()
    }
    if (this.#state === 'left') return
    if (!wasCut) {
      recorder.error(end.kind)
      this.#run.onSocketEnd(end)
    }
    this.#setState('away')
    this.#reconnect(end.isPassing || wasCut)
  }

  // What befalls the socket.

  #logFate(way: 'out' | 'in', index: number, { isLost, isHeld, copies, latencyMs }: Fate): void {
    const what = [
      ...(isLost ? ['lost'] : []),
      ...(copies > 1 ? ['doubled'] : []),
      ...(isHeld ? ['held'] : []),
      ...(latencyMs > 0 ? [`${latencyMs.toFixed(3)} ms`] : []),
    ]
    if (what.length > 0) this.#run.onImpairment?.({ client: this.plan.index, way, index, what: what.join(' ') })
  }

  cut(): void {
    if (this.#socket === null || this.#state === 'left') return
    this.#isCut = true
    this.#socket.terminate()
  }

  stall(forMs: number): void {
    this.#reading.stall(forMs)
  }

  /** From now on it reads whatever comes. */
  readOn(): void {
    this.#reading.readOn()
  }

  enter({ impairments, disconnects, stallMs }: ChaosPhase): void {
    this.#ways.setImpairments(impairments)
    if (disconnects) this.cut()
    if (stallMs > 0) this.stall(stallMs)
  }

  // Coming and coming back.

  #connect(): void {
    if (this.#state === 'left' || this.#socket !== null) return
    const { plan, agenda } = this.#run
    if (this.#attempt === 0) this.#connectStartedAt = agenda.now()
    this.#setState('connecting')
    this.#socket = new GatewaySocket({ url: plan.url, token: this.plan.token, headers: plan.headers, listener: this })
  }

  #reconnect(mayHelp: boolean): void {
    this.#attempt++
    this.#reconnects ??= this.#randomFor('reconnects')
    const random = this.#reconnects
    const delay = mayHelp ? reconnectDelay(this.#attempt, () => random.next()) : null
    if (delay === null) {
      this.#setState('failed')
      this.#run.recorder.counts.failed++
      return
    }
    // Of one that has lost its socket, the wait is none of connecting; of one that never came, it is.
    if (this.#lostAt !== null && this.#attempt === 1) this.#connectStartedAt = this.#run.agenda.now() + delay
    this.#time.after(delay, () => this.#connect())
  }

  #setState(state: State): void {
    this.#room.there += Number(state === 'there') - Number(this.#state === 'there')
    this.#state = state
  }

  // Sending.

  #send(sequence: number, text: string): void {
    const { recorder, agenda } = this.#run
    const changesBoard = this.log.kindOf(sequence) !== 'cursor'
    if (!this.#ways.isClear) this.boards.showOwn(sequence)
    if (this.#socket?.isOpen === true) return this.#ways.send({ text, changesBoard, sequence, request: null })
    recorder.counts.unsent++
    // The user sees what nobody else ever will; where the gateway is gone, that is no doing of ours.
    if (changesBoard && this.#isOffByUs) this.staleness.lost(agenda.now())
  }

  /** To the socket, after all that the bad network did to it. */
  #write(text: string, sequence: number, request: SnapshotRequest | null): void {
    const { recorder, agenda } = this.#run
    const socket = this.#socket
    if (!socket?.isOpen) {
      if (request) this.#snapshots.drop(request)
      else recorder.counts.unsent++
      return
    }
    if (request) request.place ??= this.log.written
    else {
      this.log.write(sequence, agenda.now(), this.#room.there - Number(this.isThere))
      this.boards.writeOwn(sequence)
      recorder.sent()
    }
    socket.send(text)
  }

  // Snapshots.

  #receiveSnapshot(board: Board, bytes: number): void {
    const answer = this.#snapshots.answer()
    const processed = answer.place ?? this.log.written
    // The server answers in order: what was written before the request has come there.
    if (answer.askedAt !== null) this.log.confirm(processed - 1)
    if (!this.deliveries.isSure) {
      this.boards.loadWire(board, processed)
      this.deliveries.beSure(this.#room.written)
      this.#setState('there')
      this.#drawing.begin()
    }
    this.#run.recorder.snapshotBytes.record(bytes / 1000)
    this.#snapshots.take(board, answer, bytes)
  }

  #show(incoming: Incoming): void {
    if (incoming.kind !== 'snapshot') {
      if (this.#isCutShort) incoming.isMeasured = true
      return this.#reception.show(incoming)
    }
    const { recorder, agenda, origin } = this.#run
    const { board, answer } = incoming
    const now = agenda.now()
    this.#snapshots.measure(answer)
    if (this.#lostAt !== null) {
      recorder.resync.record(now - this.#lostAt)
      this.#lostAt = null
    }
    const wrongFor = this.staleness.healed(answer.askedAt ?? origin, now)
    if (wrongFor !== null) recorder.stale.record(wrongFor)
    if (!this.#ways.isClear) this.boards.loadShown(board, answer.sequence)
  }
}
