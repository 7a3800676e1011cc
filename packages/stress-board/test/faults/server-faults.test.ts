import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Fault, FaultCounts, FaultSettings, Sandbox } from '@m4sh/sandbox'
import type { LedgerEntry } from '../../src/result.ts'
import type { StressRun } from '../../src/stress-board.ts'
import type { LoggedOperation } from '../../src/workers/run-workers.ts'
import { readStrokeId } from '../peers/board-gateway.ts'
import { isWhole, patchesOnly, runBoard, type Trial, untilFit } from '../peers/run-board.ts'
import { participants, startSmallSandbox } from '../peers/small-sandbox.ts'

/** Strokes and their undoing: what a fault names by the stroke's id. */
const withUndo = { ...patchesOnly, patch: 5, undo: 1 }

interface Row {
  readonly faults: Partial<FaultSettings>
  readonly clients: number
  readonly trial?: Partial<Trial>
}

const rows = {
  drop: { faults: { drop: 0.04 }, clients: 3 },
  duplicate: { faults: { duplicate: 0.05 }, clients: 3, trial: { load: { mix: withUndo } } },
  // Only one sender each: whether two senders' frames change places is nobody's business.
  reorder: { faults: { reorder: 0.1 }, clients: 2, trial: { load: { mix: withUndo } } },
  errors: { faults: { errorRate: 0.04 }, clients: 3, trial: { load: { mix: withUndo } } },
  close: { faults: { closeEveryMs: 1500 }, clients: 3, trial: { load: { mix: withUndo } } },
  all: {
    faults: { drop: 0.05, duplicate: 0.06, reorder: 0.08, errorRate: 0.08, latencyMs: 5, jitterMs: 5 },
    clients: 2,
    trial: { load: { mix: withUndo } },
  },
  'all, and closed': {
    faults: { drop: 0.03, duplicate: 0.03, errorRate: 0.03, closeEveryMs: 1500 },
    clients: 3,
    trial: { load: { mix: withUndo } },
  },
} satisfies Record<string, Row>

interface Outcome extends Pick<StressRun, 'result'> {
  readonly struck: readonly Fault[]
  readonly counts: Readonly<FaultCounts>
  readonly operations: readonly LoggedOperation[]
}

let home: Sandbox | undefined
const outcomes = new Map<string, Outcome>()

async function runRow(databaseUrl: string, { faults, clients, trial }: Row): Promise<Outcome> {
  const struck: Fault[] = []
  const operations: LoggedOperation[] = []
  const sandbox = await startSmallSandbox({ databaseUrl, faults, seed: 7, onFault: (fault) => void struck.push(fault) })
  try {
    const { result } = await runBoard(
      { url: sandbox.wsUrl, durationMs: 4000, clients, ...trial },
      {
        identities: participants(sandbox).slice(0, clients),
        onOperation: (operation) => void operations.push(operation),
      },
    )
    return { result, struck, counts: { ...sandbox.faultCounts }, operations }
  } finally {
    await sandbox.stop()
  }
}

// All at once: they mostly wait.
beforeAll(async () => {
  home = await startSmallSandbox()
  const { databaseUrl } = home
  const done = Object.entries(rows).map(async ([name, row]: [string, Row]) => {
    const isFit = ({ result }: Outcome) => (row.faults.closeEveryMs ? result.messages.expected > 100 : isWhole(result))
    outcomes.set(name, await untilFit(async () => await runRow(databaseUrl, row), isFit))
  })
  await Promise.all(done)
}, 120_000)
afterAll(async () => await home?.stop())

function outcome(name: keyof typeof rows): Outcome {
  const found = outcomes.get(name)
  if (found === undefined) throw new Error(`there was no run ${name}`)
  return found
}

/** Sequences of undos, by sender and sequence of the stroke that each took back. */
function undosIn(operations: readonly LoggedOperation[]): ReadonlyMap<string, number> {
  const undos = new Map<string, number>()
  const strokes = new Map<number, number[]>()
  for (const { client, sequence, kind } of operations) {
    const own = strokes.get(client) ?? []
    strokes.set(client, own)
    if (kind === 'patch') own.push(sequence)
    else if (kind === 'undo') undos.set(`${client} ${own.pop()}`, sequence)
  }
  return undos
}

/** `receiver sender sequence` of every delivery that a fault of the kind has struck. */
function struckDeliveries({ struck, operations, result }: Outcome, kind: Fault['kind']): string[] {
  const undos = undosIn(operations)
  return struck
    .filter((fault) => fault.kind === kind && fault.eventType !== 'board.snapshot.request')
    .flatMap(({ eventType, id, userId }) => {
      const { sender, sequence: stroke } = readStrokeId(id ?? '')
      const sequence = eventType === 'board.stroke.remove' ? undos.get(`${sender} ${stroke}`) : stroke
      // An error strikes the publish, so that all others lack it.
      const others = Array.from({ length: result.clients.requested }, (_, client) => client).filter((c) => c !== sender)
      const receivers = kind === 'errors' ? others : [(userId ?? 0) - 1]
      return receivers.map((receiver) => `${receiver} ${sender} ${sequence}`)
    })
    .sort()
}

function ledgerOf({ result }: Outcome, kind: LedgerEntry['kind']): string[] {
  return result.ledger.entries
    .filter((entry) => entry.kind === kind)
    .map(({ receiver, sender, sequence }) => `${receiver} ${sender} ${sequence}`)
    .sort()
}

describe('what a server does wrong is counted and named, no more and no less', () => {
  test('strokes that it drops: lost, and the boards that lack them diverged', () => {
    const run = outcome('drop')
    const { messages, convergence } = run.result
    expect(run.counts.dropped).toBeGreaterThan(3)
    expect(messages).toMatchObject({ lost: run.counts.dropped, duplicated: 0, outOfOrder: 0, late: 0, foreign: 0 })
    expect(messages.received + messages.lost).toBe(messages.expected)
    expect(ledgerOf(run, 'lost')).toEqual(struckDeliveries(run, 'dropped'))
    expect(convergence.diverged.every(({ cause, extra }) => cause === 'lost' && extra === 0)).toBe(true)
    const missing = convergence.diverged.flatMap(({ client, strokes }) => strokes.map(({ id }) => `${client} ${id}`))
    const dropped = run.struck.map(({ userId, id }) => `${(userId ?? 0) - 1} ${id}`)
    expect(missing.sort()).toEqual(dropped.sort())
  })

  test('strokes that it sends twice', () => {
    const run = outcome('duplicate')
    const { messages, convergence } = run.result
    expect(run.counts.duplicated).toBeGreaterThan(3)
    expect(messages).toMatchObject({ duplicated: run.counts.duplicated, lost: 0, outOfOrder: 0, delivered: 1 })
    expect(ledgerOf(run, 'duplicate')).toEqual(struckDeliveries(run, 'duplicated'))
    expect(convergence).toMatchObject({ checked: 3, converged: 3, diverged: [] })
  })

  test('strokes that a later one overtakes', () => {
    const run = outcome('reorder')
    const { messages } = run.result
    expect(run.counts.reordered).toBeGreaterThan(3)
    expect(messages).toMatchObject({ outOfOrder: run.counts.reordered, lost: 0, duplicated: 0, delivered: 1 })
    expect(ledgerOf(run, 'out-of-order')).toEqual(struckDeliveries(run, 'reordered'))
  })

  test('publishes that it refuses: an error each, and lost to everybody else', () => {
    const run = outcome('errors')
    const { messages, errors, convergence } = run.result
    const struck = struckDeliveries(run, 'errors')
    expect(struck.length).toBeGreaterThan(3)
    expect(errors.byKind).toMatchObject({ WS_SERVER_ERROR: run.counts.errors })
    expect(messages).toMatchObject({ lost: struck.length, duplicated: 0, outOfOrder: 0 })
    expect(ledgerOf(run, 'lost')).toEqual(struck)
    // Only the sender shows what the server never took.
    expect(convergence.diverged.every(({ cause }) => cause === 'lost')).toBe(true)
  })

  test('sockets that it closes again and again: nothing of it counts as lost', () => {
    const run = outcome('close')
    const { messages, errors, convergence, clients } = run.result
    expect(run.counts.closed).toBeGreaterThanOrEqual(3)
    expect(errors.byKind).toEqual({ 'close-1012': run.counts.closed })
    expect(clients.reconnects).toBeGreaterThanOrEqual(3)
    expect(messages).toMatchObject({ lost: 0, duplicated: 0, outOfOrder: 0, late: 0, foreign: 0 })
    expect(messages.received).toBe(messages.expected)
    // One whose socket was closed at the very end may be on its way back still, and is compared with nothing.
    expect(convergence.checked).toBeGreaterThanOrEqual(2)
    expect(convergence).toMatchObject({ converged: convergence.checked, diverged: [] })
  })

  test('all of it at once', () => {
    const run = outcome('all')
    const { dropped, duplicated, reordered } = run.counts
    const lost = [...struckDeliveries(run, 'dropped'), ...struckDeliveries(run, 'errors')].sort()
    expect(Math.min(dropped, duplicated, reordered, lost.length - dropped)).toBeGreaterThan(0)
    expect(run.result.messages).toMatchObject({ lost: lost.length, duplicated, outOfOrder: reordered, foreign: 0 })
    expect(ledgerOf(run, 'lost')).toEqual(lost)
    expect(ledgerOf(run, 'duplicate')).toEqual(struckDeliveries(run, 'duplicated'))
    expect(ledgerOf(run, 'out-of-order')).toEqual(struckDeliveries(run, 'reordered'))
    expect(run.result.ledger.total).toBe(lost.length + duplicated + reordered)
  })

  test('all of it while sockets are closed: nothing is named that no fault has struck', () => {
    const run = outcome('all, and closed')
    const struck = new Set([...struckDeliveries(run, 'dropped'), ...struckDeliveries(run, 'errors')])
    const lost = ledgerOf(run, 'lost')
    // A frame that is dropped right before the socket closes cannot be told from one that was on its way then.
    expect(lost.length).toBeGreaterThan(0)
    expect(lost.filter((entry) => !struck.has(entry))).toEqual([])
    expect(ledgerOf(run, 'duplicate')).toEqual(struckDeliveries(run, 'duplicated'))
    expect(run.result.messages).toMatchObject({ lost: lost.length, outOfOrder: 0, foreign: 0 })
    expect(run.result.convergence.diverged.every(({ cause }) => cause === 'lost')).toBe(true)
  })
})
