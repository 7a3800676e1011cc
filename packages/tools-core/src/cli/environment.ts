import type { Command } from './command.ts'
import { nearest } from '../errors/did-you-mean.ts'
import { UsageError } from '../errors/errors.ts'
import { envNames, envPrefix, flagKey, flagName } from './flags.ts'
import type { Host } from '../host/host.ts'

/**
 * Variables that begin with the tool's own name and set nothing of it: a slip of the pen, as an unknown flag is one.
 * Other tools' are theirs to check. An empty one counts as absent.
 */
export function unknownVariables(command: Command, env: Host['env']): readonly UsageError[] {
  const prefix = envPrefix(command.name)
  const known = Object.entries(command.flags).flatMap(([key, flag]) =>
    flag.type === 'config' ? [] : envNames(command.name, key, flag),
  )
  const given = Object.keys(env).filter((name) => name.startsWith(prefix) && env[name])
  return given
    .filter((name) => !known.includes(name))
    .map(
      (name) =>
        new UsageError(`environment variable ${name} is no setting of ${command.name}.`, {
          hint: hintFor(command, name, known),
        }),
    )
}

function hintFor(command: Command, name: string, known: readonly string[]): string {
  const prefix = envPrefix(command.name)
  const word = name.slice(prefix.length)
  const elsewhere = placeOf(command, word)
  if (elsewhere !== null) return elsewhere
  const own = known.flatMap((variable) => (variable.startsWith(prefix) ? [variable.slice(prefix.length)] : []))
  const meant = nearest(word, own)
  return meant === undefined ? `See ${command.name} --help.` : `Did you mean ${prefix}${meant}?`
}

/** Where something is set that has no variable; `null` for what is not set anywhere. */
function placeOf({ name, flags }: Command, word: string): string | null {
  const key = flagKey(word.toLowerCase().replaceAll('_', '-'))
  const entry = Object.hasOwn(flags, key) ? flags[key] : undefined
  if (entry === undefined) return null
  if (entry.type === 'config') return `Set "${key}" in the section "${name}" of the config file.`
  return `Give --${flagName(key)} on the command line: it has no variable.`
}
