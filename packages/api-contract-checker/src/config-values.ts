import { type ConfigValue, readExpiry, type ValuePlace } from '@m4sh/tools-core/cli'
import { suggestion } from '@m4sh/tools-core/errors'
import { ignorableMethods, methodsOf } from './match/ignore-methods.ts'
import type { IgnoreRule } from './match/ignore-rules.ts'
import { isSourceLink } from './report-html/source-link.ts'
import { failOnWords, isContradiction } from './rules/fail-on.ts'

/** Whoever knows where a value came from, and refuses it there. */
type Refuses = Pick<ValuePlace, 'reject'>

/** Words of `--fail-on`, from `error` or `trailing-slash,method-mismatch`. */
export function readFailOn(raw: string, place: Refuses): readonly string[] {
  const words = raw.split(/[,\s]+/).filter((word) => word !== '')
  const unknown = words.find((word) => !failOnWords.includes(word))
  if (words.length === 0 || unknown !== undefined)
    return place.reject('error, warning, info, none, or ids of rules', hintFor(unknown, failOnWords))
  return isContradiction(words) ? place.reject('none or a severity, not both') : words
}

export function readSourceLink(raw: string, place: Refuses): string {
  if (isSourceLink(raw)) return raw
  return place.reject(
    'a template with {file} whose scheme opens a page or an editor',
    "Such as 'https://github.com/you/app/blob/main/{file}#L{line}' or 'vscode://file/{root}/{file}:{line}'.",
  )
}

export function readIgnoreEntry(entry: ConfigValue): IgnoreRule {
  const { method, path, reason, expires } = entry.object(['method', 'path', 'reason', 'expires'])
  return {
    method: method.optional(readMethods),
    path: path.string('a path glob such as "/api/internal/**"'),
    reason: reason.string('a reason, for whoever reads it next year'),
    expires: expires.optional(readExpiry),
  }
}

function readMethods(value: ConfigValue): string {
  const text = value.string('a method')
  const methods = methodsOf(text)
  const unknown = methods.find((method) => !ignorableMethods.includes(method))
  if (methods.length > 0 && unknown === undefined) return text
  return value.reject('a method such as GET, several such as GET,POST, or *', hintFor(unknown, ignorableMethods))
}

function hintFor(unknown: string | undefined, words: readonly string[]): string | undefined {
  return unknown === undefined ? undefined : (suggestion(unknown, words) ?? `There are ${words.join(', ')}.`)
}
