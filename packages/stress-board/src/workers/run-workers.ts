import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { RawResult } from '../engine/raw-result.ts'
import type { SecondSample } from '../engine/recorder.ts'
import type { LoggedImpairment, LoggedOperation } from '../engine/logged.ts'
import { runRooms } from '../engine/run-rooms.ts'
import type { RunPlan } from '../plan/run-plan.ts'
import type { WorkerOrder } from './worker.ts'

export type { LoggedImpairment, LoggedOperation } from '../engine/logged.ts'

export type FromWorker =
  | { readonly kind: 'second'; readonly sample: SecondSample }
  | { readonly kind: 'operation'; readonly operation: LoggedOperation }
  | { readonly kind: 'impairment'; readonly impairment: LoggedImpairment }
  | { readonly kind: 'result'; readonly raw: RawResult }

export interface WorkerHooks {
  readonly signal: AbortSignal
  /** Told of every second of every thread. */
  readonly onSecond: (thread: number, sample: SecondSample) => void
  readonly onOperation: ((operation: LoggedOperation) => void) | null
  readonly onImpairment: ((impairment: LoggedImpairment) => void) | null
}

/** Threads need so long to load. Milliseconds. */
const startUpMs = 700

/**
 * Runs each part of a plan in a thread of its own, all from the same instant; a single part in this one.
 * @throws what a thread threw, once the others have stopped
 */
export async function runWorkers(plans: readonly RunPlan[], hooks: WorkerHooks): Promise<RawResult[]> {
  const [only] = plans
  if (plans.length === 1 && only) return [await runHere(only, hooks)]
  const startAtNs = process.hrtime.bigint() + BigInt(startUpMs * 1e6)
  const failed = new AbortController()
  const signal = AbortSignal.any([hooks.signal, failed.signal])
  const runs = plans.map(async (plan, thread) => {
    try {
      return await runThread({ plan, startAtNs, isLogged: hooks.onOperation !== null }, thread, hooks, signal)
    } catch (error) {
      failed.abort()
      throw error
    }
  })
  const ended = await Promise.allSettled(runs)
  return ended.map((one) => {
    if (one.status === 'rejected') throw one.reason
    return one.value
  })
}

async function runHere(
  plan: RunPlan,
  { signal, onSecond, onOperation, onImpairment }: WorkerHooks,
): Promise<RawResult> {
  return await runRooms(plan, {
    signal,
    onSecond: (sample) => onSecond(0, sample),
    ...(onOperation && { onOperation }),
    ...(onImpairment && { onImpairment }),
  })
}

async function runThread(
  order: WorkerOrder,
  thread: number,
  { onSecond, onOperation, onImpairment }: WorkerHooks,
  signal: AbortSignal,
): Promise<RawResult> {
  const worker = new Worker(workerFile(), { workerData: order })
  let raw: RawResult | undefined
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
  const stop = () => worker.postMessage('stop')
  worker.on('message', (message: FromWorker) => {
    if (message.kind === 'second') onSecond(thread, message.sample)
    else if (message.kind === 'operation') onOperation?.(message.operation)
    else if (message.kind === 'impairment') onImpairment?.(message.impairment)
    else raw = message.raw
  })
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  try {
    await once(worker, 'exit')
  } finally {
    signal.removeEventListener('abort', stop)
  }
  if (raw === undefined) throw new Error('a thread of the load ended without a result')
  return raw
}

/** Compiled: Node 20 runs no TypeScript. Tests run the sources, whose compiled twin lies in `dist`. */
function workerFile(): string {
  const here = fileURLToPath(new URL('worker.js', import.meta.url))
  return existsSync(here) ? here : fileURLToPath(new URL('../../dist/workers/worker.js', import.meta.url))
}
