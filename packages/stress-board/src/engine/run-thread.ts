import type { SocketEnd } from '@m4sh/tools-core/connections/websocket'
import type { Agenda } from '@m4sh/tools-core/load'
import type { Random } from '@m4sh/tools-core/values/random'
import type { Strokes } from '../board/draw-stroke.ts'
import type { StrokeIds } from '../board/stroke-id.ts'
import type { DrawingKind, OperationKind } from '../ledger/operation-log.ts'
import type { RunPlan } from '../plan/run-plan.ts'
import type { Recorder } from './recorder.ts'

/** What all virtual users of one thread share. */
export interface RunThread {
  readonly plan: RunPlan
  readonly agenda: Agenda
  /** The start of the run by the agenda's clock. */
  readonly origin: number
  readonly recorder: Recorder
  readonly ids: StrokeIds
  readonly strokes: Strokes
  readonly drawOperation: (random: Random) => OperationKind
  readonly onOperation: (client: number, sequence: number, kind: DrawingKind, dueAt: number) => void
  /** A socket ended that nobody wanted to end. */
  readonly onSocketEnd: (end: SocketEnd) => void
}
