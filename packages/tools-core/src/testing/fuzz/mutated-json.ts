import * as fc from 'fast-check'
import { isRecord } from '../../values/is-record.ts'
import { hostileJson, hostileKey, jsonText } from './hostile-json.ts'

type Container = Record<string, unknown> | unknown[]

/** A place in a value: what holds it, and under which key. */
interface Place {
  readonly holder: Container
  readonly key: string
}

/** One change of one place. */
type Change = (place: Place, pick: (max: number) => number, all: readonly Place[]) => void

/** What a place seldom holds; the first two cannot even be made a text. */
const strangers: readonly unknown[] = [
  { toString: 1 },
  { valueOf: null, toString: null },
  {},
  [],
  [[]],
  null,
  '',
  0,
  -1,
  true,
  Infinity,
]

/** Puts one of these values in a place. */
function replacedBy(values: fc.Arbitrary<unknown>): fc.Arbitrary<Change> {
  return values.map(
    (value) =>
      ({ holder, key }) =>
        put(holder, key, structuredClone(value)),
  )
}

const changes: readonly fc.Arbitrary<Change>[] = [
  fc.constant(({ holder, key }) => drop(holder, key)),
  replacedBy(hostileJson),
  replacedBy(fc.constantFrom(...strangers)),
  replacedBy(fc.constantFrom(...strangers)),
  hostileKey.map((name) => ({ holder, key }) => {
    const value = get(holder, key)
    drop(holder, key)
    put(holder, name, value)
  }),
  fc.tuple(hostileKey, hostileJson).map(
    ([name, value]) =>
      ({ holder }) =>
        put(holder, name, value),
  ),
  // Something else of the same document, where a key wants another kind of thing.
  fc.constant(({ holder, key }, pick, all) => {
    const other = all[pick(all.length)]
    if (other) put(holder, key, structuredClone(get(other.holder, other.key)))
  }),
  fc.constant(({ holder, key }) => put(holder, key, [get(holder, key)])),
  fc.constant(({ holder, key }) => put(holder, key, { [key]: get(holder, key) })),
  fc.constant(({ holder, key }) => put(holder, key, jsonText(get(holder, key)))),
]

/**
 * Copies of a value as `JSON.parse` brings one, in which something is left out, another kind of thing, elsewhere, or more
 * than it was.
 * @param most changes of one copy
 */
export function mutatedJson(value: unknown, most = 4): fc.Arbitrary<unknown> {
  const change = fc.record({ at: fc.nat(), other: fc.nat(), change: fc.oneof(...changes) })
  return fc.array(change, { minLength: 1, maxLength: most }).map((steps) => {
    const root: Container = [structuredClone(value)]
    for (const { at, other, change: make } of steps) {
      const all = placesIn(root)
      const place = all[at % Math.max(all.length, 1)]
      if (place) make(place, (max) => other % Math.max(max, 1), all)
    }
    return root[0]
  })
}

function placesIn(holder: Container): Place[] {
  return Object.keys(holder).flatMap((key) => {
    const value = get(holder, key)
    return [{ holder, key }, ...(isContainer(value) ? placesIn(value) : [])]
  })
}

function isContainer(value: unknown): value is Container {
  return Array.isArray(value) || isRecord(value)
}

function get(holder: Container, key: string): unknown {
  return Object.getOwnPropertyDescriptor(holder, key)?.value
}

function drop(holder: Container, key: string): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1)
  else Reflect.deleteProperty(holder, key)
}

/** As `JSON.parse` does it: `__proto__` is a key like any other. A list gets it at its end. */
function put(holder: Container, key: string, value: unknown): void {
  if (Array.isArray(holder) && !/^\d{1,6}$/.test(key)) holder.push(value)
  else Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true })
}
