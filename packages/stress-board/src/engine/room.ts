import { isRecord } from '@m4sh/tools-core/values'
import { Board } from '../board/board.ts'
import { type BoardAddress, boardAddress } from '../board/board-frames.ts'
import { idText, type StrokeIds } from '../board/stroke-id.ts'
import type { RoomPlan } from '../plan/run-plan.ts'
import { QuickPatches } from './quick-patches.ts'
import type { VirtualUser } from './virtual-user.ts'

/** A board that several clients share. All of them live in one thread, so that one clock times every delivery. */
export class Room implements BoardAddress {
  readonly plan: RoomPlan
  readonly channel: string
  readonly lessonJson: string
  readonly users: VirtualUser[] = []
  readonly quick: QuickPatches
  /** How many take part now, so that they surely get everything. */
  there = 0
  readonly #slots: ReadonlyMap<number, number>
  readonly #ids: StrokeIds
  readonly #onMisplaced: (client: number, sequence: number) => void
  #misplaced = new Set<string>()
  #last: { readonly data: Buffer; readonly board: Board } | null = null

  /** @param onMisplaced is told of strokes that were drawn on another board of this run */
  constructor(plan: RoomPlan, ids: StrokeIds, onMisplaced: (client: number, sequence: number) => void) {
    this.plan = plan
    const { channel, lessonJson } = boardAddress(plan.lesson)
    this.channel = channel
    this.lessonJson = lessonJson
    this.#ids = ids
    this.quick = new QuickPatches(ids.prefix)
    this.#onMisplaced = onMisplaced
    this.#slots = new Map(plan.clients.map(({ index }, slot) => [index, slot]))
  }

  /** `undefined` for a client of another room. */
  slotOf(client: number): number | undefined {
    return this.#slots.get(client)
  }

  /** Whether an event is of this board: some gateways use one channel for all. */
  isHere(channel: string | null, fields: Readonly<Record<string, unknown>>): boolean {
    return channel === this.channel || (channel === 'board' && idText(fields['lesson_id']) === this.plan.lesson)
  }

  /** How many others a frame goes to. */
  get receivers(): number {
    return Math.max(0, this.there - 1)
  }

  readonly written = (slot: number): number => this.users[slot]?.log.written ?? 0

  /** Of the last snapshot that came, if this is the same one: twenty clients ask for the same board at once. */
  knownSnapshot(data: Buffer): Board | null {
    return this.#last !== null && this.#last.data.equals(data) ? this.#last.board : null
  }

  /** `null` for what is no board. */
  readSnapshot(data: Buffer, fields: Readonly<Record<string, unknown>>): Board | null {
    const { state } = fields
    const strokes: unknown = isRecord(state) ? state['strokes'] : state
    if (!Array.isArray(strokes)) return null
    const board = new Board()
    for (const stroke of strokes as unknown[]) this.#put(board, stroke)
    // A copy: the message lies in a buffer that many share.
    this.#last = { data: Buffer.from(data), board }
    return board
  }

  #put(board: Board, stroke: unknown): void {
    const id = isRecord(stroke) ? idText(stroke['id']) : ''
    const ours = this.#ids.read(id)
    const slot = ours ? this.slotOf(ours.client) : undefined
    const drawn = slot === undefined ? 0 : (this.users[slot]?.log.length ?? 0)
    if (ours && slot !== undefined && ours.sequence < drawn) return board.put(slot, ours.sequence)
    // What looks like ours and was never drawn is somebody else's.
    if (ours && slot === undefined && !this.#misplaced.has(id)) {
      this.#misplaced.add(id)
      this.#onMisplaced(ours.client, ours.sequence)
    }
    board.putForeign(id)
  }
}
