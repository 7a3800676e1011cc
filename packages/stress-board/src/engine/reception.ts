import { type GatewayFrame, readGatewayFrame } from '@m4sh/tools-core/connections/websocket'
import { isRecord } from '@m4sh/tools-core/values'
import type { Board } from '../board/board.ts'
import { idText } from '../board/stroke-id.ts'
import type { Deliveries, Receipt } from '../ledger/deliveries.ts'
import type { OperationLog } from '../ledger/operation-log.ts'
import type { ClientPlan } from '../plan/run-plan.ts'
import type { ImpairedWays, Incoming } from './impaired-ways.ts'
import { applyOperation, type OwnBoards } from './own-boards.ts'
import type { Room } from './room.ts'
import type { RunThread } from './run-thread.ts'

/** When a frame came, and how long it is. */
interface Arrival {
  readonly at: number
  readonly bytes: number
}

export interface ReceptionParts {
  readonly run: RunThread
  readonly room: Room
  readonly slot: number
  readonly plan: ClientPlan
  readonly deliveries: Deliveries
  readonly boards: OwnBoards
  readonly ways: ImpairedWays
  readonly onSnapshot: (board: Board, bytes: number) => void
  /** When the socket began to be read again after a stall of ours, by the agenda's clock. */
  readonly resumedAt: () => number
}

/** What a client makes of the frames that come: which operation each is, whether it had to come, how long it took. */
export class Reception {
  readonly #parts: ReceptionParts

  constructor(parts: ReceptionParts) {
    this.#parts = parts
  }

  /** @param receivedAt by the agenda's clock */
  receive(data: Buffer, receivedAt: number): void {
    const { run, room } = this.#parts
    const { quick } = room
    if (quick.recognise(data)) return this.#ourStroke(quick, { at: receivedAt, bytes: data.length })
    const known = room.knownSnapshot(data)
    if (known) return this.#parts.onSnapshot(known, data.length)
    let value: unknown
    try {
      value = JSON.parse(data.toString())
    } catch {
      return run.recorder.error('garbage')
    }
    const frame = readGatewayFrame(value)
    if (frame.kind === 'event') this.#event(frame, data, { at: receivedAt, bytes: data.length })
    else if (frame.kind === 'error') run.recorder.error(frame.code === '' ? 'error-without-code' : frame.code)
  }

  #event({ channel, type, fields }: GatewayFrame & { kind: 'event' }, data: Buffer, arrival: Arrival): void {
    const { run, room } = this.#parts
    if (!room.isHere(channel, fields)) return this.#eventElsewhere(type, fields)
    const { cursor } = fields
    if (type === 'board.patch') {
      room.quick.learn(data, (value) => this.#strokeIdOf(value))
      return this.#stroke('patch', idOf(fields), arrival)
    }
    if (type === 'board.cursor.move') return this.#cursor(isRecord(cursor) ? cursor['displayName'] : '', arrival)
    if (type === 'board.stroke.remove') return this.#stroke('undo', idText(fields['stroke_id']), arrival)
    if (type === 'board.reset') return this.#reset(arrival)
    if (type !== 'board.snapshot.send') return
    const board = room.readSnapshot(data, fields)
    if (board) this.#parts.onSnapshot(board, data.length)
    else run.recorder.error('bad-snapshot')
  }

  /** `null` for a frame that is no stroke of this board. */
  #strokeIdOf(value: unknown): string | null {
    const frame = readGatewayFrame(value)
    const isStroke = frame.kind === 'event' && frame.type === 'board.patch'
    return isStroke && this.#parts.room.isHere(frame.channel, frame.fields) ? idOf(frame.fields) : null
  }

  /** Of a board that it has not asked for. Other channels are none of this tool's business. */
  #eventElsewhere(type: string, fields: Readonly<Record<string, unknown>>): void {
    if (!type.startsWith('board.') || type === 'board.snapshot.send') return
    const { stroke, cursor } = fields
    const id = isRecord(stroke) ? stroke['id'] : isRecord(cursor) ? cursor['displayName'] : fields['stroke_id']
    const ours = this.#parts.run.ids.read(idText(id))
    this.#foreign(ours?.client ?? null, ours?.sequence ?? null)
  }

  #foreign(sender: number | null, sequence: number | null): void {
    const { run, room, plan } = this.#parts
    run.recorder.counts.foreign++
    run.recorder.note('foreign', { lesson: room.plan.lesson, receiver: plan.index, sender, sequence })
  }

  #cursor(name: unknown, arrival: Arrival): void {
    const ours = typeof name === 'string' ? this.#parts.run.ids.read(name) : null
    // Of somebody who is none of ours, or of a gateway that writes names itself.
    if (ours) this.#ours(ours, ours.sequence, arrival)
  }

  #ourStroke(stroke: { readonly client: number; readonly sequence: number }, arrival: Arrival): void {
    this.#ours(stroke, stroke.sequence, arrival)
  }

  #stroke(kind: 'patch' | 'undo', id: string, arrival: Arrival): void {
    const { run, room } = this.#parts
    if (id === '') return run.recorder.error('malformed-event')
    const ours = run.ids.read(id)
    if (!ours) return this.#otherStroke(kind, id)
    if (kind === 'patch') return this.#ourStroke(ours, arrival)
    const slot = room.slotOf(ours.client)
    const undo = slot === undefined ? -1 : (room.users[slot]?.log.otherOf(ours.sequence) ?? -1)
    this.#ours(ours, undo, arrival)
  }

  /** Of somebody who draws on the same board, and is none of ours. */
  #otherStroke(kind: 'patch' | 'undo', id: string): void {
    const { boards, ways } = this.#parts
    if (kind === 'patch') boards.wire.putForeign(id)
    else boards.wire.removeForeign(id)
    if (!ways.isClear)
      ways.receive({ kind, slot: -1, sequence: -1, changesBoard: true, id, isMeasured: true }, id.length)
  }

  /** A reset says nothing of who did it: it is one of the teacher's that is not here yet. */
  #reset(arrival: Arrival): void {
    const { room, slot, boards, ways, deliveries } = this.#parts
    const log = room.users[0]?.log
    const places = log?.resets.flatMap((sequence) => log.placesOf(sequence)) ?? []
    const place = deliveries.likeliest(0, places)
    if (log && place !== null && slot !== 0) return this.#take(log, 0, log.at(place), arrival)
    boards.wire.reset()
    if (!ways.isClear) boards.shown.reset()
  }

  /** @param sequence of the operation; -1 where the sender never did it */
  #ours({ client }: { readonly client: number }, sequence: number, arrival: Arrival): void {
    const { room, slot: own } = this.#parts
    const slot = room.slotOf(client)
    const log = slot === undefined ? undefined : room.users[slot]?.log
    // Another room's, our own, or invented.
    if (slot === undefined || slot === own || !log || log.placeOf(sequence) === -1)
      return this.#foreign(client, sequence)
    this.#take(log, slot, sequence, arrival)
  }

  #take(log: OperationLog, slot: number, sequence: number, { at, bytes }: Arrival): void {
    const { run, room, boards, deliveries, ways } = this.#parts
    const place = this.#placeOf(log, slot, sequence)
    const receipt = deliveries.receive(slot, place)
    log.confirm(place)
    if (receipt !== 'new') this.#note(receipt, slot, sequence)
    const isCounted = receipt === 'new' || receipt === 'out-of-order'
    if (isCounted) {
      run.recorder.received()
      // What lay in the socket while we did not read it says nothing of the server.
      if (log.sentAt(sequence) >= this.#parts.resumedAt()) run.recorder.transit.record(at - log.sentAt(sequence))
      // In the closed model: what a bad network of ours does to it is no reason to wait.
      const count = log.arrive(sequence)
      if (count >= Math.min(room.receivers, log.wantedBy(sequence))) room.users[slot]?.completed(sequence)
    }
    applyOperation(boards.wire, log, slot, sequence)
    if (ways.isClear) {
      if (isCounted) this.#measure(log, sequence, at)
      return
    }
    const changesBoard = log.kindOf(sequence) !== 'cursor'
    ways.receive({ kind: 'operation', slot, sequence, changesBoard, id: '', isMeasured: !isCounted }, bytes)
  }

  /** Copies that our own impairment made look alike. */
  #placeOf(log: OperationLog, slot: number, sequence: number): number {
    const place = log.placeOf(sequence)
    return log.hasCopies ? (this.#parts.deliveries.likeliest(slot, log.placesOf(sequence)) ?? place) : place
  }

  #note(receipt: Exclude<Receipt, 'new'>, slot: number, sequence: number): void {
    const { run, room, plan } = this.#parts
    const { lesson, clients } = room.plan
    run.recorder.note(receipt, { lesson, receiver: plan.index, sender: clients[slot]?.index ?? null, sequence })
  }

  /** The user sees it, after all that the bad network did to it. */
  show(incoming: Exclude<Incoming, { kind: 'snapshot' }>): void {
    const { run, room, boards } = this.#parts
    if (incoming.kind === 'patch') return boards.shown.putForeign(incoming.id)
    if (incoming.kind === 'undo') return boards.shown.removeForeign(incoming.id)
    const { slot, sequence } = incoming
    const log = room.users[slot]?.log
    if (!log) return
    applyOperation(boards.shown, log, slot, sequence)
    if (incoming.isMeasured) return
    incoming.isMeasured = true
    this.#measure(log, sequence, run.agenda.now())
  }

  #measure(log: OperationLog, sequence: number, at: number): void {
    const { recorder, plan } = this.#parts.run
    const latency = at - log.intendedAt(sequence)
    recorder.arrived(latency)
    if (latency <= plan.budgetMs) recorder.counts.withinBudget++
    if (log.kindOf(sequence) !== 'patch') return
    const count = log.delivered(sequence, at)
    if (count === 1) recorder.first.record(latency)
    if (count === Math.ceil(log.wantedBy(sequence) / 2)) recorder.median.record(latency)
  }
}

function idOf({ stroke }: Readonly<Record<string, unknown>>): string {
  return isRecord(stroke) ? idText(stroke['id']) : ''
}
