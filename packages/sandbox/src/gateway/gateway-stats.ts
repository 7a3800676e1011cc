import type { ErrorCode } from './protocol-error.ts'

/** What the gateway has seen since it began. */
export interface GatewayStats {
  /** Sockets that are open now. */
  readonly sockets: number
  readonly accepted: number
  /** Upgrades without a token that opens the door. */
  readonly refused: number
  /** Frames of clients. */
  readonly received: number
  /** Events given to sockets, each socket counted; faults strike after that. */
  readonly forwarded: number
  /** Sockets closed with 4008. */
  readonly timedOut: number
  /** Sockets dropped since they did not read. */
  readonly slowReaders: number
  /** Error frames by their code. */
  readonly errors: Readonly<Partial<Record<ErrorCode, number>>>
  readonly boards: { readonly boards: number; readonly saves: number; readonly failedSaves: number }
}

/** What the gateway counts itself; the rest is asked of whoever knows. */
export class GatewayCounters {
  accepted = 0
  refused = 0
  received = 0
  timedOut = 0
  slowReaders = 0
  readonly errors: Partial<Record<ErrorCode, number>> = {}

  countError(code: ErrorCode): void {
    this.errors[code] = (this.errors[code] ?? 0) + 1
  }
}
