import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Command } from '../../cli/command.ts'
import { groupFlags } from '../../cli/flag-text.ts'
import { envNames, type Flag, flagName } from '../../cli/flags.ts'
import { builtinFlags } from '../../cli/shared-flags.ts'
import { runInMemory } from '../run-in-memory.ts'

/** Flags of `--help` that something else does not know; all empty where all is well. */
export interface FlagGaps {
  /** Not in a table of the README. */
  readonly readme: readonly string[]
  /** Not offered by the completion of one of the shells. */
  readonly completion: readonly string[]
  /** In no test of the package, neither as `--flag` nor by its variable. */
  readonly tests: readonly string[]
}

/**
 * Holds the flags that `--help` shows against README, completion and tests of a package.
 * @param folder of the package, with its `README.md` and `test`
 * @throws {Error} where the command does not answer `--help` or `--completion-script`
 */
export async function findFlagGaps(command: Command, folder: URL): Promise<FlagGaps> {
  const help = await answer(command, '--help')
  const shown = groupFlags(command)
    .flatMap(({ flags }) => flags)
    .filter(([key]) => new RegExp(`--(\\[no-\\])?${flagName(key)}(?![\\w-])`).test(help))
  const readme = readFileSync(new URL('README.md', folder), 'utf8')
  const tests = testSources(fileURLToPath(new URL('test', folder)))
  const scripts = await Promise.all(shells.map(async (shell) => await answer(command, `--completion-script=${shell}`)))
  return {
    readme: namesOf(shown.filter(([key, flag]) => !isInTable(readme, key, flag))),
    completion: namesOf(shown.filter(([key]) => !scripts.every((script, at) => completes(shells[at], script, key)))),
    // Those that every command has are asked right here.
    tests: namesOf(shown.filter(([key, flag]) => !(key in builtinFlags) && !isTested(command, key, flag, tests))),
  }
}

const shells = ['bash', 'zsh', 'fish'] as const

async function answer(command: Command, question: string): Promise<string> {
  const { exitCode, stdout, stderr } = await runInMemory(command, [question])
  if (exitCode === 0 && stderr === '') return stdout
  throw new Error(`${command.name} ${question} ended with ${exitCode}: ${stderr}`)
}

function namesOf(flags: readonly (readonly [string, Flag])[]): readonly string[] {
  return flags.map(([key]) => `--${flagName(key)}`)
}

function isInTable(readme: string, key: string, { short }: Flag): boolean {
  const before = short === undefined ? '' : `-${short}, `
  return new RegExp(`^\\| \`${before}--(\\[no-\\])?${flagName(key)}[ \`]`, 'm').test(readme)
}

function completes(shell: (typeof shells)[number] | undefined, script: string, key: string): boolean {
  const name = flagName(key)
  // fish knows long flags without their dashes.
  return new RegExp(shell === 'fish' ? ` -l ${name} ` : `--${name}(?![\\w-])`).test(script)
}

function isTested({ name }: Command, key: string, flag: Flag, tests: string): boolean {
  const written = new RegExp(`--(no-)?${flagName(key)}(?![\\w-])`)
  const isShort = flag.short !== undefined && tests.includes(`'-${flag.short}'`)
  return written.test(tests) || isShort || envNames(name, key, flag).some((variable) => tests.includes(variable))
}

/** What the tests of a package say, but for the one that asks this. */
function testSources(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/(^|\/)(fixtures|readme\.test\.ts)/.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n')
}
