import { randomUUID } from 'node:crypto'
import type { ExitCode } from '@m4sh/tools-core/cli'
import { runCli } from '@m4sh/tools-core/cli'
import type { Identity } from '@m4sh/tools-core/connections/identity'
import { noImpairments } from '@m4sh/tools-core/load'
import type { Report } from '@m4sh/tools-core/reporting'
import { createMemoryHost, type MemoryHost, type MemoryHostOptions } from '@m4sh/tools-core/testing'
import { command } from '../../src/command.ts'
import type { Config } from '../../src/config.ts'
import type { ImpairmentPlan, LoadPlan } from '../../src/plan/run-plan.ts'
import type { StressResult } from '../../src/result.ts'
import { stressBoard, type StressDeps, type StressRun } from '../../src/stress-board.ts'

/** What differs from a short, calm run of strokes alone. */
export interface Trial extends Partial<Omit<Config, 'load' | 'impairments' | 'stages'>> {
  readonly url: string
  readonly clients?: number
  readonly durationMs?: number
  readonly load?: Partial<LoadPlan>
  readonly impairments?: Partial<Omit<ImpairmentPlan, 'settings'>> & {
    readonly settings?: Partial<ImpairmentPlan['settings']>
  }
}

export const patchesOnly = { patch: 1, cursor: 0, undo: 0, reset: 0, snapshot: 0 } as const
export const everything = { patch: 60, cursor: 15, undo: 15, reset: 2, snapshot: 3 } as const

export function configOf({ clients = 3, durationMs = 2000, load, impairments = {}, ...over }: Trial): Config {
  const { settings, ...spells } = impairments
  return {
    lessons: ['1'],
    stages: [
      { durationMs: 0, clients },
      { durationMs, clients },
    ],
    connectsPerSecond: 500,
    load: {
      model: 'open',
      ratePerSecond: 20,
      pattern: 'poisson',
      thinkTimeMs: 50,
      mix: patchesOnly,
      strokePoints: { from: 1, to: 4 },
      ...load,
    },
    impairments: {
      direction: 'both',
      settings: { ...noImpairments, ...settings },
      chaos: false,
      disconnectEveryMs: 0,
      stallEveryMs: 0,
      stallMs: 0,
      stormEveryMs: 0,
      ...spells,
    },
    slowShare: 0,
    snapshots: { intervalMs: 0, timeoutMs: 5000 },
    settleMs: 10_000,
    budgetMs: 200,
    seed: 42,
    precise: false,
    apiUrl: 'http://127.0.0.1:9/api',
    headers: [],
    identity: { token: null, tokensFile: null, usersFile: null, jwtSecret: null, userIds: [] },
    workers: 1,
    shard: null,
    startAt: null,
    thresholds: [],
    capacity: [],
    baselineFile: null,
    failsOnSaturation: true,
    operationLog: null,
    livePort: null,
    ...over,
  }
}

/** Tokens that name the client: `client-0`. */
export function namedIdentities(clients: number): readonly Identity[] {
  return Array.from({ length: clients }, (_, index) => ({ token: `client-${index}`, userId: index + 1 }))
}

let runs = 0

/** One run, in this process, with a tag of its own. */
export async function runBoard(trial: Trial, deps: Partial<StressDeps> = {}, signal?: AbortSignal): Promise<StressRun> {
  const identities = namedIdentities(trial.clients ?? 3)
  const own = { cpus: 2, tag: `run${(runs++).toString(36)}`, identities, ...deps }
  return await stressBoard(configOf(trial), own, signal ?? new AbortController().signal)
}

/**
 * Runs again where this machine, which others use too, was too slow for what a test is about: clients that come only after
 * the first strokes, for one.
 * @returns the first that is fit, or the last
 */
export async function untilFit<T>(run: () => Promise<T>, isFit: (outcome: T) => boolean, tries = 4): Promise<T> {
  const outcome = await run()
  return tries <= 1 || isFit(outcome) ? outcome : await untilFit(run, isFit, tries - 1)
}

/** Everybody was there for every stroke. */
export function isWhole({ clients, messages, rooms }: StressResult): boolean {
  const receivers = rooms.reduce((sum, room) => sum + room.sent * (room.clients - 1), 0)
  return clients.connected === clients.requested && messages.unsent === 0 && messages.expected === receivers
}

export interface Commanded {
  readonly exitCode: ExitCode
  readonly stdout: string
  readonly stderr: string
}

/** A host whose runs can be told apart by their strokes, as those of real ones can. */
export function commandHost(options: MemoryHostOptions): MemoryHost {
  return Object.assign(createMemoryHost(options), { uuid: () => randomUUID() })
}

/** The whole command, in this process. */
export async function runCommand(argv: readonly string[], options: MemoryHostOptions = {}): Promise<Commanded> {
  const host = commandHost({ ...options, argv })
  const exitCode = await runCli(command, host)
  return { exitCode: exitCode as ExitCode, stdout: host.stdout.text, stderr: host.stderr.text }
}

/** The whole command with its report. The machine of a test is never trusted to be fast enough. */
export async function reportOf(
  argv: readonly string[],
  options: MemoryHostOptions = {},
): Promise<Commanded & { readonly report: Report<StressResult> }> {
  const argvWithReport = [...argv, '-o', '-', '--json', ...(argv.includes('--on-saturation') ? [] : forgiving)]
  const finished = await runCommand(argvWithReport, options)
  if (finished.stdout === '') throw new Error(`no report; exit code ${finished.exitCode}\n${finished.stderr}`)
  return { ...finished, report: JSON.parse(finished.stdout) as Report<StressResult> }
}

const forgiving = ['--on-saturation', 'warn']
