import { isAddress, toParts, unknown, type Guards, type Outcome, type Value } from './value.ts'

export const noGuards: Guards = new Map()

/** More outcomes than this and the expression counts as decided at run time. */
export const maxOutcomes = 32

export function outcome(value: Value, guards: Guards = noGuards): Outcome {
  return { value, guards }
}

export function listOf(elements: Outcome[][]): Outcome {
  return outcome({ kind: 'array', elements: elements.map((outcomes) => ({ node: null, evaluate: () => outcomes })) })
}

/** What a piece of state holds later on: a first value such as `''`, `null` or `false` says nothing about it. */
export function stateOutcome(one: Outcome, name: string): Outcome {
  const { value } = one
  // A word is one of several (a tab, a filter); an address is what was meant, whatever comes later.
  const isBlank =
    value.kind === 'literal' ? !(value.value instanceof RegExp) : value.kind === 'text' && !isAddress(value)
  return isBlank ? outcome(unknown({ name }), one.guards) : one
}

/** The one number that something is; `undefined` where it is none, or not known. */
export function numberOf(outcomes: readonly Outcome[] | undefined): number | undefined {
  const [only, ...more] = outcomes ?? []
  const value = only?.value
  return value?.kind === 'literal' && typeof value.value === 'number' && more.length === 0 ? value.value : undefined
}

/** Both sets of branches together; `null` where they contradict each other. */
export function joinGuards(a: Guards, b: Guards): Guards | null {
  if (a.size === 0) return b
  if (b.size === 0) return a
  return agree(a, b) ? new Map([...a, ...b]) : null
}

/** Whether no branch of one excludes one of the other. */
export function agree(a: Guards, b: Guards): boolean {
  for (const [key, branch] of b) if ((a.get(key) ?? branch) !== branch) return false
  return true
}

/** Outcomes under further branches; without those that these exclude. */
export function withGuards(outcomes: Outcome[], guards: Guards): Outcome[] {
  if (guards.size === 0) return outcomes
  return outcomes.flatMap((one) => {
    const joined = joinGuards(one.guards, guards)
    return joined ? [{ value: one.value, guards: joined }] : []
  })
}

/** Stands for the outcomes that are too many to list: what is left out is said, not dropped. */
const more: Outcome = { value: unknown({ name: 'more' }), guards: noGuards }

/** Every combination of one outcome from each list whose branches agree. */
export function combine(lists: readonly (readonly Outcome[])[], make: (values: Value[]) => Value): Outcome[] {
  let combined: { values: Value[]; guards: Guards }[] = [{ values: [], guards: noGuards }]
  let isCut = false
  for (const list of lists) {
    const next: typeof combined = []
    for (const sofar of combined)
      for (const { value, guards } of list) {
        const joined = joinGuards(sofar.guards, guards)
        if (joined && next.length >= maxOutcomes) isCut = true
        else if (joined) next.push({ values: [...sofar.values, value], guards: joined })
      }
    combined = next
  }
  const made = combined.map(({ values, guards }) => outcome(make(values), guards))
  return distinct(isCut ? [...made, more] : made)
}

/** Without repetitions of the same text under the same branches. */
export function distinct(outcomes: Outcome[]): Outcome[] {
  if (outcomes.length < 2) return outcomes
  const seen = new Set<unknown>()
  const kept: Outcome[] = []
  for (const one of outcomes) {
    const key = outcomeKey(one)
    if (seen.has(key)) continue
    seen.add(key)
    if (kept.length >= maxOutcomes) return [...kept, more]
    kept.push(one)
  }
  return kept
}

function outcomeKey({ value, guards }: Outcome): unknown {
  const parts =
    value.kind === 'text' || value.kind === 'literal' || value.kind === 'unknown'
      ? toParts(value)
          .map((part) => (typeof part === 'string' ? part : `{${part.kind} ${part.name} ${part.owner?.pos ?? ''}}`))
          .join('')
      : null
  if (parts === null) return guards.size === 0 ? value : {}
  return `${value.kind}|${parts}|${[...guards].join('&')}`
}
