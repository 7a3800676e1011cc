import {
  type GatewayFrame,
  type GatewayListener,
  GatewaySocket,
  readGatewayFrame,
  reconnectDelay,
  type SocketEnd,
} from '@m4sh/tools-core/connections/websocket'
import { type Appointment, Arrivals, type ChaosPhase, drawChaos, Spells } from '@m4sh/tools-core/load'
import { isRecord } from '@m4sh/tools-core/values'
import { Random } from '@m4sh/tools-core/values/random'
import { Board } from '../board/board.ts'
import { Deliveries } from '../ledger/deliveries.ts'
import { type DrawingKind, OperationLog } from '../ledger/operation-log.ts'
import type { ClientPlan } from '../plan/run-plan.ts'
import { ImpairedWays, type Incoming } from './impaired-ways.ts'
import { frameOf } from './operation-frame.ts'
import type { Room } from './room.ts'
import { type SnapshotRequest, SnapshotRequests } from './snapshot-requests.ts'
import { Staleness } from './staleness.ts'
import type { RunThread } from './run-thread.ts'

/** Streams of random numbers of one user; what one draws never changes the others. */
const streams = {
  operations: 1,
  arrivals: 2,
  reconnects: 3,
  disconnects: 4,
  stalls: 5,
  snapshots: 6,
  chaos: 7,
  ways: 8,
}

/** A slow reader lies still so long, and then reads so long. */
const slowStallMs = 5000
const slowReadMs = 250

/** A client draws nothing in its first moments. */
const joinMs = 1000

/** In the closed model an operation that some receiver never gets is waited for so long. */
const closedTimeoutMs = 5000

type State = 'waiting' | 'connecting' | 'joining' | 'there' | 'away' | 'failed' | 'left'

/** When a frame came, and how long it is. */
interface Arrival {
  readonly at: number
  readonly bytes: number
}

/** One participant of a board: connects, draws, keeps the board as the browser would, and a second one as the wire told. */
export class VirtualUser implements GatewayListener {
  readonly plan: ClientPlan
  readonly slot: number
  readonly log = new OperationLog()
  readonly deliveries: Deliveries
  /**
   * What the server told and was told since the client came: no impairment touches it, and no later snapshot heals it.
   * Held against the server's board at the end.
   */
  readonly wireBoard = new Board()
  /** What the user sees; kept only where something is impaired. */
  readonly shownBoard = new Board()
  readonly staleness: Staleness
  readonly #run: RunThread
  readonly #room: Room
  readonly #ways: ImpairedWays
  readonly #requests = new SnapshotRequests()
  readonly #operations: Random
  readonly #arrivals: Arrivals | null
  #nextDue = Infinity
  readonly #ownStrokes: number[] = []
  readonly #appointments = new Set<Appointment>()
  #socket: GatewaySocket | null = null
  #state: State = 'waiting'
  #attempt = 0
  #connectStartedAt = 0
  /** When the board stopped being whole: the loss of the socket. */
  #lostAt: number | null = null
  #isCut = false
  #isLoadOver = false
  #pausedUntil = 0
  #closedWait: { readonly sequence: number; readonly goOn: () => void } | null = null
  #onFinal: ((board: Board | null) => void) | null = null

  constructor(run: RunThread, room: Room, slot: number, plan: ClientPlan) {
    this.#run = run
    this.#room = room
    this.slot = slot
    this.plan = plan
    const { seed, load, impairments } = run.plan
    this.#operations = this.#random(streams.operations)
    this.deliveries = new Deliveries(room.plan.clients.length)
    this.#ways = new ImpairedWays({
      plan: impairments,
      agenda: run.agenda,
      randomFor: (way, purpose) => new Random(seed, this.#stream(streams.ways + way * 16 + purpose)),
      write: (outgoing) => this.#write(outgoing.text, outgoing.sequence, outgoing.request),
      show: (incoming) => this.#show(incoming),
      onLost: (isOurs) => this.#onImpairedLoss(isOurs),
      recorder: run.recorder,
    })
    this.staleness = new Staleness()
    this.#arrivals =
      load.model === 'open' && load.ratePerSecond > 0
        ? new Arrivals({
            ratePerSecond: load.ratePerSecond,
            pattern: load.pattern,
            random: this.#random(streams.arrivals),
            // Nobody draws before the board is there; and a process that opens sockets sends late.
            startAt: plan.startAt + Math.min(joinMs, run.plan.durationMs / 4),
          })
        : null
  }

  /** Whether it takes part now, so that the server surely sends it everything. */
  get isThere(): boolean {
    return this.#state === 'there'
  }

  /** Whether it should be there at the end. */
  get isStaying(): boolean {
    return this.#state !== 'left' && this.plan.stopAt >= this.#run.plan.durationMs
  }

  /** On the way to being there. */
  get isComing(): boolean {
    return this.#state === 'connecting' || this.#state === 'joining' || this.#state === 'away'
  }

  get isClear(): boolean {
    return this.#ways.isClear
  }

  get pendingOut(): number {
    return this.#ways.pendingOut
  }

  /** Makes all its appointments. */
  start(): void {
    const { plan } = this.#run
    this.#at(this.plan.startAt, () => this.#connect())
    if (this.plan.stopAt < plan.durationMs) this.#at(this.plan.stopAt, () => this.leave())
    if (this.#arrivals) this.#planNext(this.#arrivals)
    if (plan.snapshots.intervalMs > 0) {
      // Not all at the same instant, as browsers that were opened one after another.
      const phase = this.#random(streams.snapshots).next() * plan.snapshots.intervalMs
      this.#repeat(this.plan.startAt + phase, plan.snapshots.intervalMs, () => this.#requestSnapshot())
    }
    this.#planSpells()
    this.#planChaos()
  }

  stopLoad(): void {
    this.#countMissed()
    this.#isLoadOver = true
    this.#closedWait = null
  }

  /** Leaves for good. */
  leave(): void {
    this.stopLoad()
    for (const appointment of this.#appointments) appointment.cancel()
    this.#appointments.clear()
    if (this.#state === 'left') return
    const was = this.#state
    this.#setState('left')
    this.deliveries.close(this.slot)
    this.#ways.close()
    this.#finalAnswer(null)
    if (was !== 'waiting') this.#socket?.close()
  }

  /** Cuts the socket without a word, as a lost network does. */
  cut(): void {
    if (this.#socket === null || this.#state === 'left') return
    this.#isCut = true
    this.#socket.terminate()
  }

  /** Everything that is under way in our own impairments arrives. */
  settleShown(): void {
    this.#ways.flushIn()
  }

  flushOut(): void {
    this.#ways.flushOut()
  }

  /** The board that the server has now, past all impairments; `null` where no answer comes. */
  finalSnapshot(timeoutMs: number): Promise<Board | null> {
    if (!this.isThere) return Promise.resolve(null)
    return new Promise((resolve) => {
      this.#onFinal = resolve
      this.#requests.clear()
      const request = this.#requests.add(this.#run.agenda.now(), this.log.length)
      this.#run.recorder.counts.snapshotRequests++
      this.#write(this.#requestFrame(), -1, request)
      this.#run.agenda.after(timeoutMs, () => {
        if (this.#onFinal === resolve) this.#snapshotTimeout(request)
        this.#finalAnswer(null, resolve)
      })
    })
  }

  #finalAnswer(board: Board | null, only: ((board: Board | null) => void) | null = this.#onFinal): void {
    if (only === null || this.#onFinal !== only) return
    this.#onFinal = null
    only(board)
  }

  #setState(state: State): void {
    this.#room.there += Number(state === 'there') - Number(this.#state === 'there')
    this.#state = state
  }

  // ── what the socket says ──────────────────────────────────────────────────────────────────────────────────────────

  opened(): void {
    const { recorder, agenda } = this.#run
    recorder.open++
    recorder.connect.record(agenda.now() - this.#connectStartedAt)
    if (this.#attempt === 0 && this.#lostAt === null) recorder.counts.connected++
    else recorder.counts.reconnects++
    this.#attempt = 0
    this.#setState('joining')
    this.deliveries.open()
    this.#socket?.send(`{"type":"subscribe","channel":"${this.#room.channel}"}`)
    this.#requestSnapshot()
    if (this.plan.isSlow) this.#stallSlowly()
    else if (this.#pausedUntil > agenda.now()) this.#pause(this.#pausedUntil - agenda.now())
  }

  message(data: Buffer, receivedAt: number): void {
    const { quick } = this.#room
    if (quick.recognise(data)) return this.#ourStroke(quick, { at: receivedAt, bytes: data.length })
    const known = this.#room.knownSnapshot(data)
    if (known) return this.#receiveSnapshot(known, data.length)
    let value: unknown
    try {
      value = JSON.parse(data.toString())
    } catch {
      return this.#run.recorder.error('garbage')
    }
    const frame = readGatewayFrame(value)
    if (frame.kind === 'event') this.#event(frame, data, { at: receivedAt, bytes: data.length })
    else if (frame.kind === 'error') this.#run.recorder.error(frame.code)
  }

  closed(end: SocketEnd): void {
    const { recorder } = this.#run
    const socket = this.#socket
    if (socket) {
      recorder.counts.bytesSent += socket.bytesSent
      recorder.counts.bytesReceived += socket.bytesReceived
    }
    this.#socket = null
    if (end.opened) recorder.open--
    const wasCut = this.#isCut
    this.#isCut = false
    this.#requests.clear()
    if (end.opened) {
      this.deliveries.close(this.slot)
      this.log.cut()
      this.#lostAt ??= this.#run.agenda.now()
      recorder.counts.unsent += this.#ways.pendingOut
      this.#ways.close()
    }
    this.#finalAnswer(null)
    this.#release()
    if (this.#state === 'left') return
    if (!wasCut) recorder.error(end.kind)
    this.#setState('away')
    if (!wasCut) this.#run.onSocketEnd(end)
    this.#reconnect(end.isPassing || wasCut)
  }

  // ── connecting ────────────────────────────────────────────────────────────────────────────────────────────────────

  #connect(): void {
    if (this.#state === 'left' || this.#socket !== null) return
    const { plan, agenda } = this.#run
    if (this.#attempt === 0) this.#connectStartedAt = agenda.now()
    this.#setState('connecting')
    this.#socket = new GatewaySocket({ url: plan.url, token: this.plan.token, headers: plan.headers, listener: this })
  }

  #reconnect(mayHelp: boolean): void {
    const delay = mayHelp ? reconnectDelay(this.#attempt + 1, () => this.#reconnects.next()) : null
    if (delay === null) {
      this.#setState('failed')
      this.#run.recorder.counts.failed++
      return
    }
    this.#attempt++
    if (this.#lostAt !== null && this.#attempt === 1) this.#connectStartedAt = this.#run.agenda.now()
    this.#later(delay, () => this.#connect())
  }

  get #reconnects(): Random {
    return (this.#reconnectRandom ??= this.#random(streams.reconnects))
  }
  #reconnectRandom: Random | null = null

  // ── drawing ───────────────────────────────────────────────────────────────────────────────────────────────────────

  #planNext(arrivals: Arrivals): void {
    const due = arrivals.next()
    this.#nextDue = due
    if (due >= Math.min(this.plan.stopAt, this.#run.plan.durationMs)) return
    this.#at(due, () => {
      if (this.#isLoadOver) return
      this.#operate(this.#run.origin + due)
      this.#planNext(arrivals)
    })
  }

  /** What was due by now and never done, since this process was too slow for it. */
  #countMissed(): void {
    if (this.#arrivals === null || this.#isLoadOver) return
    const until = Math.min(this.plan.stopAt, this.#run.plan.durationMs, this.#run.agenda.now() - this.#run.origin)
    for (; this.#nextDue < until; this.#nextDue = this.#arrivals.next()) this.#run.recorder.counts.offered++
  }

  /** @param dueAt intended time, by the agenda's clock */
  #operate(dueAt: number): number {
    const { recorder, agenda, drawOperation } = this.#run
    recorder.counts.offered++
    recorder.counts.achieved++
    recorder.sendLag.record(agenda.now() - dueAt)
    let kind = drawOperation(this.#operations)
    const stroke = kind === 'undo' ? (this.#ownStrokes.pop() ?? -1) : -1
    // Only the teacher's board has the button; and there may be nothing to take back.
    if ((kind === 'undo' && stroke === -1) || (kind === 'reset' && this.slot !== 0)) kind = 'patch'
    if (kind === 'snapshot') {
      this.#requestSnapshot(dueAt)
      return -1
    }
    const sequence = this.log.add(kind, dueAt, stroke)
    if (kind === 'patch') this.#ownStrokes.push(sequence)
    if (kind === 'reset') this.#ownStrokes.length = 0
    this.#run.onOperation(this.plan.index, sequence, kind, dueAt)
    if (!this.#ways.isClear) apply(this.shownBoard, kind, this.slot, sequence, stroke)
    const text = frameOf(kind, {
      room: this.#room,
      id: (of) => this.#run.ids.make(this.plan.index, of),
      sequence,
      stroke,
      userId: this.plan.userId ?? this.plan.index,
      random: this.#operations,
      strokes: this.#run.strokes,
    })
    if (this.#socket?.isOpen !== true) {
      recorder.counts.unsent++
      // Nobody else will ever see it.
      if (kind !== 'cursor') this.staleness.lost(agenda.now())
      return sequence
    }
    this.#ways.send({ text, sequence, request: null })
    return sequence
  }

  #write(text: string, sequence: number, request: SnapshotRequest | null): void {
    const socket = this.#socket
    if (!socket?.isOpen) {
      if (request) this.#requests.drop(request)
      else this.#run.recorder.counts.unsent++
      return
    }
    if (request) request.place ??= this.log.written
    else this.#noteWritten(sequence)
    socket.send(text)
  }

  #noteWritten(sequence: number): void {
    const { recorder, agenda } = this.#run
    this.log.write(sequence, agenda.now())
    recorder.sent()
    apply(this.wireBoard, this.log.kindOf(sequence), this.slot, sequence, this.log.otherOf(sequence))
  }

  /** The closed model: the next operation follows the last one, which everybody has. */
  #drawInTurn(): void {
    const { load, durationMs } = this.#run.plan
    if (load.model !== 'closed' || this.#isLoadOver || !this.isThere || this.#closedWait) return
    const { agenda } = this.#run
    const goOn = () => {
      this.#closedWait = null
      if (!this.isThere || this.#isLoadOver) return
      const next = agenda.now() - this.#run.origin + load.thinkTimeMs
      if (next < Math.min(durationMs, this.plan.stopAt)) this.#later(load.thinkTimeMs, () => this.#drawOnce(goOn))
    }
    this.#drawOnce(goOn)
  }

  #drawOnce(goOn: () => void): void {
    if (!this.isThere || this.#isLoadOver || this.#closedWait) return
    const { agenda } = this.#run
    const sequence = this.#operate(agenda.now())
    const wait = { sequence, goOn }
    this.#closedWait = wait
    if (sequence < 0 || this.log.kindOf(sequence) !== 'patch' || this.#room.receivers === 0) return this.#later(0, goOn)
    this.#later(closedTimeoutMs, () => {
      if (this.#closedWait === wait) goOn()
    })
  }

  /** Everybody has it. */
  completed(sequence: number): void {
    if (this.#closedWait?.sequence === sequence) this.#closedWait.goOn()
  }

  /** The wait of the closed model ends with the socket. */
  #release(): void {
    this.#closedWait = null
  }

  // ── snapshots ─────────────────────────────────────────────────────────────────────────────────────────────────────

  #requestSnapshot(dueAt = this.#run.agenda.now()): void {
    const { recorder, plan } = this.#run
    if (this.#socket?.isOpen !== true || this.#requests.isWaiting) return
    recorder.counts.snapshotRequests++
    const request = this.#requests.add(dueAt, this.log.length)
    this.#ways.send({ text: this.#requestFrame(), sequence: -1, request })
    this.#later(plan.snapshots.timeoutMs, () => this.#snapshotTimeout(request))
  }

  #requestFrame(): string {
    return `{"type":"board.snapshot.request","channel":"${this.#room.channel}","lesson_id":${this.#room.lessonJson}}`
  }

  #snapshotTimeout(request: SnapshotRequest): void {
    if (!this.#requests.has(request)) return
    request.isLate = true
    // What an impairment took was never asked of the server.
    if (request.place === null) this.#requests.drop(request)
    else {
      this.#run.recorder.counts.snapshotTimeouts++
      this.#run.recorder.error('snapshot-timeout')
    }
    // A browser that shows no board yet asks again.
    if (this.#state === 'joining') this.#requestSnapshot()
  }

  #receiveSnapshot(board: Board, bytes: number): void {
    const answer = this.#requests.answer()
    const processed = answer.place ?? this.log.written
    if (answer.askedAt !== null) this.log.confirm(processed - 1)
    // Later ones would heal what the gateway lost before anybody had seen it.
    if (!this.deliveries.isSure) {
      this.wireBoard.load(board)
      this.#replay(this.wireBoard, processed)
      this.deliveries.beSure(this.#room.written)
      this.#setState('there')
      this.#drawInTurn()
    }
    this.#run.recorder.snapshotBytes.record(bytes)
    this.#finalAnswer(board)
    this.#ways.receive({ kind: 'snapshot', slot: -1, sequence: -1, board, answer, id: '', isShown: false }, bytes)
  }

  /** What was done since a snapshot was asked for may be missing in it; what is in it already changes nothing. */
  #replay(board: Board, fromPlace: number): void {
    const { log } = this
    for (let place = fromPlace; place < log.written; place++) {
      const sequence = log.at(place)
      apply(board, log.kindOf(sequence), this.slot, sequence, log.otherOf(sequence))
    }
  }

  #showSnapshot({ board, answer }: Incoming): void {
    const { recorder, agenda } = this.#run
    const now = agenda.now()
    recorder.counts.snapshots++
    const askedAt = answer?.askedAt ?? null
    if (askedAt !== null) recorder.snapshotDelay.record(now - askedAt)
    if (this.#lostAt !== null) {
      recorder.resync.record(now - this.#lostAt)
      this.#lostAt = null
    }
    const healedAfter = this.staleness.healed(askedAt ?? this.#run.origin, now)
    if (healedAfter !== null) recorder.stale.record(healedAfter)
    if (this.#ways.isClear || board === null) return
    this.shownBoard.load(board)
    for (let sequence = answer?.sequence ?? this.log.length; sequence < this.log.length; sequence++)
      apply(this.shownBoard, this.log.kindOf(sequence), this.slot, sequence, this.log.otherOf(sequence))
  }

  // ── what arrives ──────────────────────────────────────────────────────────────────────────────────────────────────

  #event({ channel, type, fields }: GatewayFrame & { kind: 'event' }, data: Buffer, arrival: Arrival): void {
    const isHere = channel === this.#room.channel || (channel === 'board' && this.#isOfLesson(fields))
    if (!isHere) return this.#eventElsewhere(type, fields)
    if (type === 'board.patch') {
      const { stroke } = fields
      this.#room.quick.learn(data)
      return this.#stroke('patch', isRecord(stroke) ? String(stroke['id']) : '', arrival)
    }
    if (type === 'board.cursor.move') {
      const { cursor } = fields
      return this.#cursor(isRecord(cursor) ? cursor['displayName'] : '', arrival)
    }
    if (type === 'board.stroke.remove') return this.#stroke('undo', String(fields['stroke_id']), arrival)
    if (type === 'board.reset') return this.#reset(arrival)
    if (type !== 'board.snapshot.send') return
    const board = this.#room.readSnapshot(data, fields)
    if (board) this.#receiveSnapshot(board, data.length)
    else this.#run.recorder.error('bad-snapshot')
  }

  #isOfLesson(fields: Readonly<Record<string, unknown>>): boolean {
    return String(fields['lesson_id']) === this.#room.plan.lesson
  }

  /** Of a board that it has not asked for. Other channels are none of this tool's business. */
  #eventElsewhere(type: string, fields: Readonly<Record<string, unknown>>): void {
    if (!type.startsWith('board.') || type === 'board.snapshot.send') return
    const { stroke, cursor } = fields
    const id = isRecord(stroke) ? stroke['id'] : isRecord(cursor) ? cursor['displayName'] : fields['stroke_id']
    const ours = this.#run.ids.read(String(id))
    this.#foreign(ours?.client ?? null, ours?.sequence ?? null)
  }

  #foreign(sender: number | null, sequence: number | null): void {
    this.#run.recorder.counts.foreign++
    this.#run.recorder.note('foreign', {
      lesson: this.#room.plan.lesson,
      receiver: this.plan.index,
      sender,
      sequence,
    })
  }

  #cursor(name: unknown, arrival: Arrival): void {
    const ours = typeof name === 'string' ? this.#run.ids.read(name) : null
    if (!ours) return
    const slot = this.#room.slotOf(ours.client)
    if (slot === undefined || slot === this.slot) return this.#foreign(ours.client, ours.sequence)
    this.#receive('cursor', slot, ours.sequence, -1, arrival)
  }

  #stroke(kind: 'patch' | 'undo', id: string, arrival: Arrival): void {
    const ours = this.#run.ids.read(id)
    if (!ours) return this.#otherStroke(kind, id)
    if (kind === 'patch') return this.#ourStroke(ours, arrival)
    const slot = this.#room.slotOf(ours.client)
    if (slot === undefined || slot === this.slot) return this.#foreign(ours.client, ours.sequence)
    const undo = this.#room.users[slot]?.log.otherOf(ours.sequence) ?? -1
    if (undo === -1) return this.#foreign(ours.client, ours.sequence)
    this.#receive('undo', slot, undo, ours.sequence, arrival)
  }

  #ourStroke({ client, sequence }: { readonly client: number; readonly sequence: number }, arrival: Arrival): void {
    const slot = this.#room.slotOf(client)
    if (slot === undefined || slot === this.slot) this.#foreign(client, sequence)
    else this.#receive('patch', slot, sequence, -1, arrival)
  }

  /** Of somebody who draws on the same board, and is none of ours. */
  #otherStroke(kind: 'patch' | 'undo', id: string): void {
    if (kind === 'patch') this.wireBoard.putForeign(id)
    else this.wireBoard.removeForeign(id)
    if (this.#ways.isClear) return
    this.#ways.receive({ kind, slot: -1, sequence: -1, board: null, answer: null, id, isShown: false }, id.length)
  }

  /** A reset says nothing of who did it: it is the first of the teacher's that is not here yet. */
  #reset(arrival: Arrival): void {
    const log = this.#room.users[0]?.log
    const sequence = log?.resets.find((one) => log.placeOf(one) >= 0 && !this.deliveries.has(0, log.placeOf(one)))
    if (sequence !== undefined && this.slot !== 0) return this.#receive('reset', 0, sequence, -1, arrival)
    this.wireBoard.reset()
    if (!this.#ways.isClear) this.shownBoard.reset()
  }

  #receive(kind: DrawingKind, slot: number, sequence: number, stroke: number, arrival: Arrival): void {
    const { recorder } = this.#run
    const sender = this.#room.users[slot]?.log
    const place = sender?.placeOf(sequence) ?? -1
    if (!sender || place === -1) return this.#foreign(this.#room.plan.clients[slot]?.index ?? null, sequence)
    const receipt = this.deliveries.receive(slot, sender.hasCopies ? this.#copyAwaited(sender, slot, sequence) : place)
    sender.confirm(place)
    if (receipt !== 'new') this.#noteReceipt(receipt, slot, sequence)
    if (receipt === 'new' || receipt === 'out-of-order') {
      sender.see(sequence)
      recorder.received()
      recorder.transit.record(arrival.at - sender.sentAt(sequence))
    }
    apply(this.wireBoard, kind, slot, sequence, stroke)
    const isCounted = receipt !== 'new' && receipt !== 'out-of-order'
    if (this.#ways.isClear) {
      if (!isCounted) this.#measure(sender, slot, sequence, arrival.at)
      return
    }
    this.#ways.receive({ kind, slot, sequence, board: null, answer: null, id: '', isShown: isCounted }, arrival.bytes)
  }

  /** Of the copies that our own impairment made, the first that is not here. */
  #copyAwaited(sender: OperationLog, slot: number, sequence: number): number {
    const places = [sender.placeOf(sequence), ...sender.copiesOf(sequence)]
    return places.find((place) => !this.deliveries.has(slot, place)) ?? places[0] ?? -1
  }

  #noteReceipt(receipt: 'out-of-order' | 'duplicate' | 'late', slot: number, sequence: number): void {
    this.#run.recorder.note(receipt, {
      lesson: this.#room.plan.lesson,
      receiver: this.plan.index,
      sender: this.#room.plan.clients[slot]?.index ?? null,
      sequence,
    })
  }

  /** The user sees it. */
  #show(incoming: Incoming): void {
    if (incoming.kind === 'snapshot') return this.#showSnapshot(incoming)
    const { kind, slot, sequence, id } = incoming
    if (slot === -1) {
      if (kind === 'patch') this.shownBoard.putForeign(id)
      else this.shownBoard.removeForeign(id)
      return
    }
    const sender = this.#room.users[slot]?.log
    if (!sender) return
    apply(this.shownBoard, kind, slot, sequence, kind === 'undo' ? sender.otherOf(sequence) : -1)
    if (incoming.isShown) return
    incoming.isShown = true
    this.#measure(sender, slot, sequence, this.#run.agenda.now())
  }

  #measure(sender: OperationLog, slot: number, sequence: number, at: number): void {
    const { recorder, plan } = this.#run
    const latency = at - sender.intendedAt(sequence)
    recorder.arrived(latency)
    if (latency <= plan.budgetMs) recorder.counts.withinBudget++
    if (sender.kindOf(sequence) !== 'patch') return
    const count = sender.delivered(sequence, at)
    const { receivers } = this.#room
    if (count === 1) recorder.first.record(latency)
    if (count === Math.ceil(receivers / 2)) recorder.median.record(latency)
    if (count >= receivers) this.#room.users[slot]?.completed(sequence)
  }

  // ── a bad network ─────────────────────────────────────────────────────────────────────────────────────────────────

  #onImpairedLoss(changesBoard: boolean): void {
    if (changesBoard) this.staleness.lost(this.#run.agenda.now())
  }

  #planSpells(): void {
    const { disconnectEveryMs, stallEveryMs, stallMs, stormEveryMs } = this.#run.plan.impairments
    const { startAt } = this.plan
    if (disconnectEveryMs > 0)
      this.#planSpell(
        new Spells({ everyMs: disconnectEveryMs, forMs: 0, random: this.#random(streams.disconnects), startAt }),
        () => this.cut(),
      )
    if (stallEveryMs > 0)
      this.#planSpell(
        new Spells({ everyMs: stallEveryMs, forMs: stallMs, random: this.#random(streams.stalls), startAt }),
        (forMs) => this.#pause(forMs),
      )
    if (stormEveryMs > 0)
      for (let at = stormEveryMs; at < this.#run.plan.durationMs; at += stormEveryMs)
        if (at > startAt) this.#at(at, () => this.cut())
  }

  #planSpell(spells: Spells, strike: (forMs: number) => void): void {
    const { at, forMs } = spells.next()
    if (at >= this.#run.plan.durationMs) return
    this.#at(at, () => {
      if (this.#isLoadOver) return
      strike(forMs)
      this.#planSpell(spells, strike)
    })
  }

  #planChaos(): void {
    const { durationMs, impairments } = this.#run.plan
    if (!impairments.chaos) return
    const random = this.#random(streams.chaos)
    for (const phase of drawChaos({ random, durationMs, base: impairments.settings }))
      this.#at(phase.at, () => this.#enterPhase(phase))
  }

  #enterPhase({ impairments, disconnects, stallMs }: ChaosPhase): void {
    this.#ways.setImpairments(impairments)
    if (disconnects) this.cut()
    if (stallMs > 0) this.#pause(stallMs)
  }

  #pause(forMs: number): void {
    this.#pausedUntil = this.#run.agenda.now() + forMs
    this.#socket?.pause()
    this.#later(forMs, () => {
      if (this.#run.agenda.now() >= this.#pausedUntil - 1) this.#socket?.resume()
    })
  }

  #stallSlowly(): void {
    if (this.#isLoadOver || this.#socket === null) return
    this.#pause(slowStallMs)
    this.#later(slowStallMs + slowReadMs, () => this.#stallSlowly())
  }

  // ── time ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  #random(purpose: number): Random {
    return new Random(this.#run.plan.seed, this.#stream(purpose))
  }

  #stream(purpose: number): number {
    return Math.imul(this.plan.index + 1, 0x85ebca6b) ^ Math.imul(purpose, 0xc2b2ae35)
  }

  /** @param at from the start of the run */
  #at(at: number, action: () => void): void {
    this.#keep((done) => this.#run.agenda.at(this.#run.origin + at, done), action)
  }

  #later(delayMs: number, action: () => void): void {
    this.#keep((done) => this.#run.agenda.after(delayMs, done), action)
  }

  #keep(make: (done: () => void) => Appointment, action: () => void): void {
    const appointment: Appointment = make(() => {
      this.#appointments.delete(appointment)
      action()
    })
    this.#appointments.add(appointment)
  }

  #repeat(at: number, everyMs: number, action: () => void): void {
    if (at >= Math.min(this.plan.stopAt, this.#run.plan.durationMs)) return
    this.#at(at, () => {
      if (!this.#isLoadOver) action()
      this.#repeat(at + everyMs, everyMs, action)
    })
  }
}

/** @param stroke what an undo takes back */
function apply(board: Board, kind: DrawingKind, slot: number, sequence: number, stroke: number): void {
  if (kind === 'patch') board.put(slot, sequence)
  else if (kind === 'undo') board.remove(slot, stroke)
  else if (kind === 'reset') board.reset()
}
