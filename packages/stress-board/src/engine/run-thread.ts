import type { SocketEnd } from '@m4sh/tools-core/connections/websocket'
import type { Agenda } from '@m4sh/tools-core/load'
import type { Random } from '@m4sh/tools-core/values/random'
import type { Strokes } from '../board/draw-stroke.ts'
import type { StrokeIds } from '../board/stroke-id.ts'
import type { OperationKind } from '../ledger/operation-log.ts'
import type { RunPlan } from '../plan/run-plan.ts'
import type { LoggedImpairment, LoggedOperation } from './logged.ts'
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
  readonly onOperation: (operation: LoggedOperation) => void
  /** `null` where nobody writes it down. */
  readonly onImpairment: ((impairment: LoggedImpairment) => void) | null
  /** A socket ended that nobody wanted to end. */
  readonly onSocketEnd: (end: SocketEnd) => void
}
