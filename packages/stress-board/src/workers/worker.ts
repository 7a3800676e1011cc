import { parentPort, workerData } from 'node:worker_threads'
import { runRooms } from '../engine/run-rooms.ts'
import type { RunPlan } from '../plan/run-plan.ts'
import type { FromWorker } from './run-workers.ts'

/** What a worker is started with. */
export interface WorkerOrder {
  readonly plan: RunPlan
  /** Start of the run, nanoseconds of `process.hrtime`: the one clock that threads share. */
  readonly startAtNs: bigint
  readonly isLogged: boolean
}

const port = parentPort
if (port === null) throw new Error('this file is started as a worker')
const say = (message: FromWorker): void => port.postMessage(message)
const stop = new AbortController()
port.on('message', () => stop.abort())

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- run-workers.ts starts it with nothing else
const { plan, startAtNs, isLogged } = workerData as WorkerOrder
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
