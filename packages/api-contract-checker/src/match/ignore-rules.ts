import { hasExpired } from '@m4sh/tools-core/values'
import picomatch from 'picomatch'
import { say } from '../language/phrases.ts'
import { methodsOf } from './ignore-methods.ts'

/** What the user has decided to leave out, and why. */
export interface IgnoreRule {
  /** `GET`, `GET,POST`, or `*` (also by leaving it out) for any. */
  method?: string | undefined
  /** Glob over paths, with or without the API's prefix: `/api/internal/**`. A hole in braces is any one segment. */
  path: string
  reason: string
  /** The last day it holds, `YYYY-MM-DD` or a whole instant; left out, it holds for ever. */
  expires?: string | undefined
}

/** Remembers which rules were of use. */
export interface IgnoreRules {
  /** The reason of the first rule that covers one of the paths; `null` for none. A method that is not known is covered by `*` only. */
  reasonFor(method: string | null, paths: readonly string[]): string | null
  /** Rules that have expired, or cover nothing (asked after the comparison). */
  warnings(): string[]
}

export function createIgnoreRules(rules: readonly IgnoreRule[], now: Date): IgnoreRules {
  const live = rules
    .filter((rule) => !hasExpired(rule, now))
    .map((rule) => ({ rule, covers: toMatcher(rule), isUsed: false }))
  return {
    reasonFor(method, paths) {
      const found = live.find(({ covers }) => covers(method, paths))
      if (found === undefined) return null
      found.isUsed = true
      return found.rule.reason
    },
    warnings() {
      const expired = rules.filter((rule) => hasExpired(rule, now))
      const idle = live.filter(({ isUsed }) => !isUsed)
      return [
        ...expired.map((rule) =>
          say('The ignore rule "{rule}" expired on {day}; it ignores nothing any more.', {
            rule: nameOf(rule),
            day: rule.expires ?? '',
          }),
        ),
        ...idle.map(({ rule }) => say('The ignore rule "{rule}" covers nothing; it can go.', { rule: nameOf(rule) })),
      ]
    },
  }
}

function nameOf({ method, path }: IgnoreRule): string {
  return method === undefined ? path : `${method} ${path}`
}

function toMatcher({ method, path }: IgnoreRule): (method: string | null, paths: readonly string[]) => boolean {
  const methods = new Set(methodsOf(method ?? '*'))
  const glob = toGlob(path)
  const matches = picomatch(glob, { dot: true, strictSlashes: false })
  return (given, paths) =>
    (methods.has('*') || (given !== null && methods.has(given))) && paths.some((one) => matches(plain(one)))
}

/** `{id}` of a path is no choice of glob, but any segment. */
function toGlob(path: string): string {
  const withHoles = path.trim().replaceAll(/\{[^{},./]*(?:\.[^{},./]+)*\}/g, '*')
  return plain(withHoles)
}

/** Slashes at the end make no difference to what is ignored. */
function plain(path: string): string {
  const inner = path.replaceAll(/\/{2,}/g, '/').replace(/^\/|\/$/g, '')
  return inner === '' ? '/' : inner
}
