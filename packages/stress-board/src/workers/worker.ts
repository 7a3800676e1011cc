import { parentPort, workerData } from 'node:worker_threads'
import { runRooms } from '../engine/run-rooms.ts'
import type { RunPlan } from '../plan/run-plan.ts'
import type { FromWorker } from './run-workers.ts'

/** What a worker is started with. */
export interface WorkerOrder {
  readonly plan: RunPlan
  readonly isLogged: boolean
}

/** What it is told later. */
export type ToWorker =
  /** The start of the run, nanoseconds of `process.hrtime`: the one clock that threads share. */
  { readonly kind: 'start'; readonly atNs: bigint } | { readonly kind: 'stop' }

const port = parentPort
if (port === null) throw new Error('this file is started as a worker')
const say = (message: FromWorker): void => port.postMessage(message)
const stop = new AbortController()
const start = new Promise<bigint>((resolve) => {
  port.on('message', (order: ToWorker) => {
    if (order.kind === 'start') return resolve(order.atNs)
    stop.abort()
    resolve(process.hrtime.bigint())
  })
})
say({ kind: 'ready' })

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- run-workers.ts starts it with nothing else
const { plan, isLogged } = workerData as WorkerOrder
const startAtNs = await start
const origin = performance.now() + Number(startAtNs - process.hrtime.bigint()) / 1e6
const raw = await runRooms(plan, {
  signal: stop.signal,
  origin,
  onSecond: (sample) => say({ kind: 'second', sample }),
  ...(isLogged && {
    onOperation: (operation) => say({ kind: 'operation', operation }),
    onImpairment: (impairment) => say({ kind: 'impairment', impairment }),
  }),
})
say({ kind: 'result', raw })
port.close()
