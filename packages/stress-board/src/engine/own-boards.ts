import { Board } from '../board/board.ts'
import type { DrawingKind, OperationLog } from '../ledger/operation-log.ts'

/** Two pictures of one board that a client keeps. */
export class OwnBoards {
  /**
   * What the server told and was told since the client came: no impairment touches it, and no later snapshot heals it. Held
   * against the server's board at the end.
   */
  readonly wire = new Board()
  /** What the user sees; kept only where something is impaired. */
  readonly shown = new Board()
  readonly #slot: number
  readonly #log: OperationLog

  constructor(slot: number, log: OperationLog) {
    this.#slot = slot
    this.#log = log
  }

  /** The user did it, and sees it at once. */
  showOwn(sequence: number): void {
    applyOperation(this.shown, this.#log, this.#slot, sequence)
  }

  writeOwn(sequence: number): void {
    applyOperation(this.wire, this.#log, this.#slot, sequence)
  }

  /**
   * A snapshot comes to one that has just joined.
   * @param fromPlace what was written since then may be missing in it; what is in it already changes nothing
   */
  loadWire(snapshot: Board, fromPlace: number): void {
    this.wire.load(snapshot)
    for (let place = fromPlace; place < this.#log.written; place++) this.writeOwn(this.#log.at(place))
  }

  /** @param fromSequence what was done since then may be missing in it */
  loadShown(snapshot: Board, fromSequence: number): void {
    this.shown.load(snapshot)
    for (let sequence = fromSequence; sequence < this.#log.length; sequence++) this.showOwn(sequence)
  }
}

/** Does to a board what an operation of somebody in the room does. */
export function applyOperation(board: Board, log: OperationLog, slot: number, sequence: number): void {
  const kind: DrawingKind = log.kindOf(sequence)
  if (kind === 'patch') board.put(slot, sequence)
  else if (kind === 'undo') board.remove(slot, log.otherOf(sequence))
  else if (kind === 'reset') board.reset()
}
