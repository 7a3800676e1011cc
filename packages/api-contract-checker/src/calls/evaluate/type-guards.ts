import type { Outcome, Value } from './value.ts'

/** What a value is for sure; `null` where only a run knows. */
type Test = (value: Value) => boolean | null

const isNothing: Test = (value) => {
  if (value.kind === 'unknown') return null
  return value.kind === 'literal' && (value.value ?? null) === null
}

function isOfKind(...kinds: Value['kind'][]): Test {
  return ({ kind }) => (kind === 'unknown' ? null : kinds.includes(kind))
}

/** Predicates as lodash, Vue, Angular and most projects' own helpers name them. */
const tests: Readonly<Record<string, Test>> = {
  isNil: isNothing,
  isNull: isNothing,
  isUndefined: isNothing,
  isNullOrUndefined: isNothing,
  isDefined: (value) => negated(isNothing(value)),
  isString: isOfKind('text'),
  isArray: isOfKind('array'),
  isFunction: isOfKind('function', 'class', 'sender', 'client'),
  isObject: isOfKind('object', 'instance', 'url', 'query'),
  isPlainObject: isOfKind('object'),
}

function negated(known: boolean | null): boolean | null {
  return known === null ? null : !known
}

/** What `isString(x)` and the like come to, going by their name; `null` where the name says nothing, or `x` is not known. */
export function typeGuard(name: string | null, given: readonly Outcome[]): boolean | null {
  const test = name === null || !Object.hasOwn(tests, name) ? undefined : tests[name]
  if (!test || given.length === 0) return null
  const verdicts = new Set(given.map(({ value }) => test(value)))
  const [only = null] = verdicts
  return verdicts.size === 1 ? only : null
}
