import type { SocketEnd } from '@m4sh/tools-core/connections/websocket'
import type { ClosedRoom } from './close-room.ts'
import { histogramNames, type RawHistogramName, type RawResult } from './raw-result.ts'
import type { Recorder, SecondSample } from './recorder.ts'
import type { Room } from './room.ts'

/** What a thread has when its load is over. */
interface Parts {
  readonly recorder: Recorder
  readonly closed: readonly ClosedRoom[]
  readonly rooms: readonly Room[]
  readonly seconds: readonly SecondSample[]
  readonly generator: RawResult['generator']
  readonly ends: ReadonlyMap<string, SocketEnd>
  readonly activeMs: number
  readonly interrupted: boolean
}

/** What it brings home. */
export function toRawResult({
  recorder,
  closed,
  rooms,
  seconds,
  generator,
  ends,
  activeMs,
  interrupted,
}: Parts): RawResult {
  const sum = (pick: (room: ClosedRoom) => number) => closed.reduce((total, room) => total + pick(room), 0)
  return {
    counts: {
      ...recorder.counts,
      expected: sum(({ deliveries }) => deliveries.expected),
      received: sum(({ deliveries }) => deliveries.received),
      lost: sum(({ deliveries }) => deliveries.lost),
      duplicated: sum(({ deliveries }) => deliveries.duplicated),
      outOfOrder: sum(({ deliveries }) => deliveries.outOfOrder),
      late: sum(({ deliveries }) => deliveries.late),
      cutOff: sum(({ deliveries }) => deliveries.cutOff),
    },
    errors: Object.fromEntries(recorder.errors),
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every name is there
    histograms: Object.fromEntries(histogramNames.map((name) => [name, recorder[name].toJSON()])) as Record<
      RawHistogramName,
      ReturnType<Recorder['latency']['toJSON']>
    >,
    ledger: { total: recorder.ledgerTotal, entries: recorder.ledger },
    convergence: {
      checked: sum(({ checked }) => checked),
      unchecked: sum(({ unchecked }) => unchecked),
      left: sum(({ left }) => left),
      gone: sum(({ gone }) => gone),
      diverged: closed.flatMap(({ diverged }) => diverged),
      perceivedClients: sum(({ perceivedClients }) => perceivedClients),
      wrongAtEnd: sum(({ wrongAtEnd }) => wrongAtEnd),
    },
    rooms: closed.map(({ row }) => row),
    seconds,
    generator,
    clients: rooms.reduce((total, { users }) => total + users.length, 0),
    activeMs,
    ends: Object.fromEntries([...ends].map(([kind, { says, hint }]) => [kind, { says, hint: hint ?? null }])),
    interrupted,
  }
}
