import {
  type Agenda,
  areClear,
  type Fate,
  ImpairedLine,
  type ImpairmentKind,
  type ImpairmentSettings,
} from '@m4sh/tools-core/load'
import type { Board } from '../board/board.ts'
import type { ImpairmentPlan } from '../plan/run-plan.ts'
import type { RandomFor } from './random-streams.ts'
import type { Recorder } from './recorder.ts'
import type { SnapshotAnswer, SnapshotRequest } from './snapshot-requests.ts'

/** A frame on its way to the socket: an operation by its sequence, or a request. */
export interface Outgoing {
  readonly text: string
  /** What is lost of it, the user's board and the others' differ by. */
  readonly changesBoard: boolean
  readonly sequence: number
  readonly request: SnapshotRequest | null
}

/** What has arrived, on its way to the user. */
export type Incoming =
  | {
      /** An operation of this run, or what somebody else did with the stroke `id`. */
      readonly kind: 'operation' | 'patch' | 'undo'
      /** -1 for somebody else. */
      readonly slot: number
      readonly sequence: number
      readonly changesBoard: boolean
      readonly id: string
      /** Whether it was measured, or is not to be. */
      isMeasured: boolean
    }
  | { readonly kind: 'snapshot'; readonly board: Board; readonly answer: SnapshotAnswer }

interface WaysParts {
  readonly plan: ImpairmentPlan
  readonly agenda: Agenda
  readonly randomFor: RandomFor
  readonly write: (outgoing: Outgoing) => void
  readonly show: (incoming: Incoming) => void
  /** What is drawn to befall the messages of a way, one after the other; `null` where nobody writes it down. */
  readonly onDrawn: ((way: 'out' | 'in', index: number, fate: Fate) => void) | null
  /** An impairment took something. */
  readonly onLost: (changesBoard: boolean) => void
  readonly recorder: Recorder
}

/** The bad network between a user and the socket, both ways. Where nothing is impaired it is not there. */
export class ImpairedWays {
  readonly isClear: boolean
  readonly #parts: WaysParts
  readonly #out: ImpairedLine<Outgoing> | null
  readonly #in: ImpairedLine<Incoming> | null

  constructor(parts: WaysParts) {
    const { plan, agenda, randomFor, write, show } = parts
    this.#parts = parts
    this.isClear = !plan.chaos && areClear(plan.settings) && plan.disconnectEveryMs + plan.stormEveryMs === 0
    const [goesOut, goesIn] = [plan.direction !== 'in', plan.direction !== 'out']
    this.#out =
      this.isClear || !goesOut
        ? null
        : new ImpairedLine<Outgoing>({
            settings: plan.settings,
            randomFor: (part) => randomFor('out', part),
            onDrawn: counted('out', parts.onDrawn),
            agenda,
            deliver: write,
            onImpaired: (kind, { changesBoard }) => this.#impaired(kind, changesBoard),
          })
    this.#in =
      this.isClear || !goesIn
        ? null
        : new ImpairedLine<Incoming>({
            settings: plan.settings,
            randomFor: (part) => randomFor('in', part),
            onDrawn: counted('in', parts.onDrawn),
            agenda,
            deliver: show,
            onImpaired: (kind, incoming) => this.#impaired(kind, incoming.kind !== 'snapshot' && incoming.changesBoard),
          })
  }

  send(outgoing: Outgoing): void {
    if (this.#out) this.#out.send(outgoing, outgoing.text.length, outgoing.request === null ? 'data' : 'control')
    else this.#parts.write(outgoing)
  }

  receive(incoming: Incoming, bytes: number): void {
    if (this.#in) this.#in.send(incoming, bytes, incoming.kind === 'operation' ? 'data' : 'control')
    else this.#parts.show(incoming)
  }

  setImpairments(settings: ImpairmentSettings): void {
    if (this.#out) this.#out.settings = settings
    if (this.#in) this.#in.settings = settings
  }

  get pendingOut(): number {
    return this.#out?.pending ?? 0
  }

  get pendingIn(): number {
    return this.#in?.pending ?? 0
  }

  /** What was to go out is forgotten, what has come is shown at once. */
  cutShort(): void {
    this.#out?.close()
    this.#in?.flush()
  }

  /** What is under way is lost with the socket. */
  close(): void {
    this.#out?.close()
    this.#in?.close()
  }

  #impaired(kind: ImpairmentKind, changesBoard: boolean): void {
    const { counts } = this.#parts.recorder
    if (kind === 'lost') {
      counts.dropped++
      this.#parts.onLost(changesBoard)
    } else if (kind === 'delayed') counts.delayed++
    else if (kind === 'reordered') counts.reordered++
    else counts.copied++
  }
}

function counted(way: 'out' | 'in', onDrawn: WaysParts['onDrawn']): ((fate: Fate) => void) | undefined {
  let index = 0
  return onDrawn === null ? undefined : (fate) => onDrawn(way, index++, fate)
}
