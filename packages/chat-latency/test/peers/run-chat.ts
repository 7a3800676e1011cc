import { randomUUID } from 'node:crypto'
import { type ExitCode, runCli } from '@m4sh/tools-core/cli'
import type { Report } from '@m4sh/tools-core/reporting'
import {
  createMemoryHost,
  createTemporaryFolder,
  type MemoryHost,
  type MemoryHostOptions,
} from '@m4sh/tools-core/testing'
import { command } from '../../src/command.ts'
import type { Config } from '../../src/config.ts'
import { type ChatDeps, type ChatRun, measureChatLatency } from '../../src/measure-chat-latency.ts'
import { findPeople } from '../../src/people/find-people.ts'
import type { ChatResult } from '../../src/result.ts'
import { type ChatPlatform, tokenOf } from './chat-platform.ts'

/** What differs from a short, calm run. */
export interface Trial extends Partial<Config> {
  readonly url: string
  readonly apiUrl: string
}

export function configOf(trial: Trial): Config {
  return {
    lessons: [1],
    messages: 20,
    intervalMs: 20,
    model: 'open',
    durationMs: null,
    pairs: 1,
    warmup: 2,
    timeoutMs: 5000,
    size: 80,
    transport: 'rest',
    wsType: 'chat.message.send',
    deletesMessages: false,
    headers: [],
    people: { senderToken: tokenOf(2), receiverToken: tokenOf(3), logins: [] },
    thresholds: [],
    baselineFiles: [],
    allowedRegression: null,
    failsOnSaturation: false,
    seed: 42,
    precise: false,
    graph: false,
    ...trial,
  }
}

/** Letters and digits of its own for each run. */
const tagOf = (): string => `t${randomUUID().replaceAll('-', '').slice(0, 9)}`

/** One run, in this process. */
export async function runChat(trial: Trial, deps: Partial<ChatDeps> = {}, signal?: AbortSignal): Promise<ChatRun> {
  const config = configOf(trial)
  const whole = signal ?? new AbortController().signal
  const people = deps.people ?? (await findPeople(config, whole))
  return await measureChatLatency(config, { tag: tagOf(), ...deps, people }, whole)
}

/** Of a run against a peer. */
export async function runOn(
  { baseUrl, wsUrl }: ChatPlatform,
  trial: Partial<Config> = {},
  deps: Partial<ChatDeps> = {},
): Promise<ChatRun> {
  return await runChat({ url: wsUrl, apiUrl: `${baseUrl}/api`, ...trial }, deps)
}

export interface Commanded {
  readonly exitCode: ExitCode
  readonly stdout: string
  readonly stderr: string
}

/** A host whose runs can be told apart by their messages, as those of real ones can. */
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
): Promise<Commanded & { readonly report: Report<ChatResult> }> {
  const folder = await createTemporaryFolder()
  try {
    const own = ['-o', '-', '--json', ...(argv.includes('--on-saturation') ? [] : ['--on-saturation', 'warn'])]
    const finished = await runCommand([...argv, ...own], { cwd: folder.path, ...options })
    if (finished.stdout === '') throw new Error(`no report; exit code ${finished.exitCode}\n${finished.stderr}`)
    return { ...finished, report: JSON.parse(finished.stdout) as Report<ChatResult> }
  } finally {
    await folder.remove()
  }
}

/** Flags that lead to a peer, as users 2 and 3 of lesson 1. */
export function flagsFor({ baseUrl }: Pick<ChatPlatform, 'baseUrl'>): string[] {
  return ['-l', '1', '--base-url', baseUrl, '--sender-token', tokenOf(2), '--receiver-token', tokenOf(3)]
}
