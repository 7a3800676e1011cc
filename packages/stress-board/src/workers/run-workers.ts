import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { RawResult } from '../engine/raw-result.ts'
import type { SecondSample } from '../engine/recorder.ts'
import type { LoggedImpairment, LoggedOperation } from '../engine/logged.ts'
import { runRooms } from '../engine/run-rooms.ts'
import type { RunPlan } from '../plan/run-plan.ts'
import type { ToWorker, WorkerOrder } from './worker.ts'

export type { LoggedImpairment, LoggedOperation } from '../engine/logged.ts'

export type FromWorker =
  | { readonly kind: 'ready' }
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

/** For all threads to hear when the run starts. Milliseconds. */
const leadMs = 50

/**
 * Runs each part of a plan in a thread of its own, all from the same instant; a single part in this one.
 * @throws what a thread threw, once the others have stopped
 */
export async function runWorkers(plans: readonly RunPlan[], hooks: WorkerHooks): Promise<RawResult[]> {
  const [only] = plans
  if (plans.length === 1 && only) return [await runHere(only, hooks)]
  const isLogged = hooks.onOperation !== null
  const threads = plans.map((plan, thread) => startThread({ plan, isLogged }, thread, hooks))
  const stop = () => tell(threads, { kind: 'stop' })
  hooks.signal.addEventListener('abort', stop, { once: true })
  if (hooks.signal.aborted) stop()
  const runs = Promise.allSettled(threads.map(async ({ result }) => await orElse(result, stop)))
  // How long they take to load, nobody knows beforehand.
  await Promise.all(threads.map(async ({ isReady }) => await isReady))
  tell(threads, { kind: 'start', atNs: process.hrtime.bigint() + BigInt(leadMs * 1e6) })
  const ended = await runs
  hooks.signal.removeEventListener('abort', stop)
  return ended.map((one) => {
    if (one.status === 'rejected') throw one.reason
    return one.value
  })
}

async function orElse<T>(result: Promise<T>, onFailure: () => void): Promise<T> {
  try {
    return await result
  } catch (error) {
    onFailure()
    throw error
  }
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

interface Thread {
  readonly worker: Worker
  /** It waits for its start, or has ended. */
  readonly isReady: Promise<void>
  readonly result: Promise<RawResult>
}

function tell(threads: readonly Thread[], order: ToWorker): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
  for (const { worker } of threads) worker.postMessage(order)
}

function startThread(work: WorkerOrder, thread: number, { onSecond, onOperation, onImpairment }: WorkerHooks): Thread {
  const worker = new Worker(workerFile(), { workerData: work })
  let raw: RawResult | undefined
  const isReady = new Promise<void>((resolve) => {
    worker.once('exit', () => resolve())
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'ready') resolve()
      else if (message.kind === 'second') onSecond(thread, message.sample)
      else if (message.kind === 'operation') onOperation?.(message.operation)
      else if (message.kind === 'impairment') onImpairment?.(message.impairment)
      else raw = message.raw
    })
  })
  const finish = async (): Promise<RawResult> => {
    await once(worker, 'exit')
    if (raw === undefined) throw new Error('a thread of the load ended without a result')
    return raw
  }
  return { worker, isReady, result: finish() }
}

/** Compiled: Node 20 runs no TypeScript. Tests run the sources, whose compiled twin lies in `dist`. */
function workerFile(): string {
  const here = fileURLToPath(new URL('worker.js', import.meta.url))
  return existsSync(here) ? here : fileURLToPath(new URL('../../dist/workers/worker.js', import.meta.url))
}
