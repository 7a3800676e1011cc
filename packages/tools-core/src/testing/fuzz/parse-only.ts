import { rm, writeFile } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import type { Command, RunContext } from '../../cli/command.ts'
import type { Flag, FlagEntry, FlagTable } from '../../cli/flags.ts'
import { runCli } from '../../cli/run-cli.ts'
import { builtinFlags } from '../../cli/shared-flags.ts'
import { ExitCode } from '../../errors/exit-code.ts'
import { createMemoryHost } from '../memory-host.ts'
import type { CommandLine } from './command-lines.ts'
import { jsonText } from './hostile-json.ts'
import { strayNumbers } from './stray-numbers.ts'

/** What came of a command line of which nothing was run. */
export interface Parsed<Config> {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
  /** The context and what the tool made of it; `null` where it was refused, or asked for help and the like. */
  readonly run: { readonly context: RunContext; readonly config: Config } | null
}

/**
 * Reads a command line as the command would, up to where it would begin to work.
 * @param folder for the config file
 * @param toConfig of the tool
 */
export async function parseOnly<Config>(
  command: Command,
  { argv, env, config }: CommandLine,
  folder: string,
  toConfig: (context: RunContext) => Config | Promise<Config>,
): Promise<Parsed<Config>> {
  for (const extension of ['json', 'yaml']) await rm(join(folder, `m4sh.config.${extension}`), { force: true })
  // JSON is YAML as well.
  if (config) await writeFile(join(folder, `m4sh.config.${config.extension}`), jsonText(config.content))
  const host = createMemoryHost({ argv, env: { HOME: folder, ...env }, cwd: folder })
  let run: Parsed<Config>['run'] = null
  const exitCode = await runCli(
    {
      ...command,
      run: async (context) => {
        run = { context, config: await toConfig(context) }
        return ExitCode.pass
      },
    },
    host,
  )
  return { exitCode, stdout: host.stdout.text, stderr: host.stderr.text, run }
}

/** What is wrong with what came of a command line; nothing, where it was refused with a message, or read as declared. */
export function parsingFaults({ exitCode, stdout, stderr, run }: Parsed<unknown>, table: FlagTable): readonly string[] {
  if (exitCode === ExitCode.usage) {
    // oxlint-disable-next-line no-control-regex -- the tool's own colours
    const isTold = /^(?:error:|\u001B\[31merror:\u001B\[39m) [^]*\w/.test(stderr)
    return isTold && !stderr.includes('is a bug of') ? [] : [`exit code 2 with ${stderr}`]
  }
  if (exitCode !== ExitCode.pass) return [`exit code ${exitCode} with ${stderr}`]
  if (run === null) return stdout === '' ? ['nothing was said, and nothing run'] : []
  const { flags } = run.context
  const wrong = Object.entries(table).flatMap(([key, entry]) => wrongValue(key, entry, flags[key]))
  return [...wrong, ...strayNumbers(run.config, 'config')]
}

/** A flag's value that is not as the table declares it. */
function wrongValue(key: string, entry: FlagEntry, value: unknown): readonly string[] {
  if (entry.type === 'config' || key in builtinFlags) return []
  const isList = entry.type !== 'boolean' && entry.list === true
  // What a text is made into may be a list as well.
  if (!isList && entry.type === 'string' && entry.parse) return []
  if (isList !== Array.isArray(value)) return [`${key} is ${isList ? 'no' : 'a'} list`]
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  const isRight = (one: unknown) =>
    one === undefined ? entry.default === undefined && !isList : isDeclared(entry, one)
  return values.every(isRight) ? [] : [`${key} is ${JSON.stringify(value)} (${entry.type})`]
}

function isDeclared(flag: Flag, value: unknown): boolean {
  if (flag.type === 'boolean') return typeof value === 'boolean'
  if (flag.type === 'path') return typeof value === 'string' && (value === '-' || isAbsolute(value))
  if (flag.type === 'string') {
    if (flag.parse) return true
    return typeof value === 'string' && (flag.choices?.includes(value) ?? (value !== '' || flag.allowEmpty === true))
  }
  const { min = flag.type === 'duration' ? 0 : -Infinity, max = Infinity } = flag
  if (typeof value !== 'number' || !(value >= min && value <= max)) return false
  return flag.type === 'integer' ? Number.isInteger(value) : Number.isFinite(value)
}
