import { beforeDoubleDash } from './before-double-dash.ts'
import { mayColor } from './color.ts'
import type { Command, RunContext } from './command.ts'
import { describeError } from './describe-error.ts'
import { UsageError } from '../errors/errors.ts'
import { ExitCode } from '../errors/exit-code.ts'
import type { Host } from '../host/host.ts'
import { Redactor } from '../redaction/redactor.ts'
import { createLog, type Log } from './log.ts'
import type { ParsedArgv } from './parse-argv.ts'
import type { Settings } from './resolve-settings.ts'
import { builtinFlags } from './shared-flags.ts'
import { watchStopSignals } from './stop-signals.ts'
import { ValuePlace } from './value-place.ts'

/**
 * Runs a command: reads its settings, runs it, says what went wrong on stderr. Never throws.
 * @param secrets is told of all that the run knows
 * @returns the exit code, see {@link ExitCode}
 */
export async function runCli(command: Command, host: Host, secrets: Redactor = new Redactor()): Promise<number> {
  const state: RunState = { secrets, log: undefined }
  const stop = watchStopSignals(host, () => {
    state.log?.info('Stopping; press Ctrl-C again to quit at once.')
  })
  try {
    const exitCode = await answerOrRun(command, host, stop.signal, state)
    return stop.signal.aborted ? ExitCode.interrupted : exitCode
  } catch (error) {
    state.log?.progress.clear()
    // What broke because it was told to stop is no failure.
    if (stop.signal.aborted && isAbort(error)) return ExitCode.interrupted
    const report = describeError(error, {
      toolName: command.name,
      debug: Boolean(host.env['DEBUG']),
      color: mayColor(host.stderr, host.env, colorFlag(host.argv)),
      secrets,
    })
    await host.stderr.write(report.text)
    return stop.signal.aborted ? ExitCode.interrupted : report.exitCode
  } finally {
    stop.release()
  }
}

interface RunState {
  readonly secrets: Redactor
  /** There is none before the settings are read. */
  log: Log | undefined
}

async function answerOrRun(command: Command, host: Host, signal: AbortSignal, state: RunState): Promise<number> {
  if (asks(host.argv, '--help', '-h')) return showHelp(command, host)
  if (asks(host.argv, '--version', '-V')) return show(host, `${command.version}\n`)
  const { parseArgv } = await import('./parse-argv.ts')
  const parsed = parseArgv(command, host.argv)
  if (parsed.given.get('help') === true) return showHelp(command, host)
  if (parsed.given.get('version') === true) return show(host, `${command.version}\n`)
  // Before the settings: a Tab in a folder must not run the config file that lies there.
  if (parsed.given.has('completionScript')) return showCompletion(command, host, parsed)
  const { resolveSettings } = await import('./resolve-settings.ts')
  const settings = await resolveSettings(command, host, parsed.given, state.secrets)
  const context = createContext(command, { host, signal, secrets: state.secrets }, settings, parsed)
  state.log = context.log
  signal.throwIfAborted()
  const exitCode = await command.run(context)
  context.log.progress.clear()
  return exitCode
}

/** Help and version need no parser: they answer whatever else stands there, and at once. */
function asks(argv: readonly string[], long: string, short: string): boolean {
  return beforeDoubleDash(argv).some((argument) => argument === long || argument === short)
}

/** `--color` and `--no-color` hold for help and errors too, where nothing was parsed. */
function colorFlag(argv: readonly string[]): boolean | undefined {
  const last = beforeDoubleDash(argv).findLast((argument) => argument === '--color' || argument === '--no-color')
  return last === undefined ? undefined : last === '--color'
}

async function show(host: Host, text: string): Promise<number> {
  await host.stdout.write(text)
  return ExitCode.pass
}

async function showHelp(command: Command, host: Host): Promise<number> {
  const { renderHelp } = await import('./help.ts')
  const color = mayColor(host.stdout, host.env, colorFlag(host.argv))
  return show(host, renderHelp(command, { columns: host.stdout.columns, color }))
}

async function showCompletion(command: Command, host: Host, { given }: ParsedArgv): Promise<number> {
  const { completionScript } = await import('./completion.ts')
  const { readText } = await import('./read-value.ts')
  const [shell = ''] = [given.get('completionScript')].flat().map(String)
  const place = new ValuePlace({ kind: 'flag', name: '--completion-script' }, host.cwd, shell, false)
  readText(builtinFlags.completionScript, shell, place)
  return show(host, completionScript(command, shell))
}

function createContext(
  command: Command,
  { host, signal, secrets }: Pick<RunContext, 'host' | 'signal' | 'secrets'>,
  settings: Settings,
  parsed: ParsedArgv,
): RunContext {
  const { sources, configFile } = settings
  // What every command answers by itself is no setting of a run.
  const values = Object.fromEntries(Object.entries(settings.values).filter(([key]) => !(key in builtinFlags)))
  const flag = typeof values['color'] === 'boolean' ? values['color'] : undefined
  const colors = { stdout: mayColor(host.stdout, host.env, flag), stderr: mayColor(host.stderr, host.env, flag) }
  const quiet = values['quiet'] === true
  return {
    tool: { name: command.name, version: command.version },
    flags: values,
    positionals: readPositionals(command, parsed.positionals),
    sources,
    configFile,
    secrets,
    host,
    signal,
    log: createLog(host, { quiet, verbose: !quiet && values['verbose'] === true, color: colors.stderr, secrets }),
    colors,
  }
}

function readPositionals(command: Command, given: readonly string[]): RunContext['positionals'] {
  const left = [...given]
  const values: Record<string, string | readonly string[] | undefined> = {}
  for (const [name, { list, required }] of Object.entries(command.positionals)) {
    const taken = left.splice(0, list ? left.length : 1)
    if (required && taken.length === 0) {
      throw new UsageError(`${command.name} needs <${name}>.`, { hint: `See ${command.name} --help.` })
    }
    values[name] = list ? taken : taken[0]
  }
  const [surplus] = left
  if (surplus === undefined) return values
  throw new UsageError(`${JSON.stringify(surplus)} is one argument too many for ${command.name}.`, {
    hint: `Flags begin with --. See ${command.name} --help.`,
  })
}

function isAbort(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'AbortError'
}
