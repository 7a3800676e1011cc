import * as fc from 'fast-check'
import { hostileText } from './hostile-text.ts'

/** One change of a text; places are shares of its length. */
type Change = (text: string, from: number, to: number) => string

/**
 * Copies of a text in which pieces are missing, twice, elsewhere, or something else.
 * @param pieces that mean something to whoever reads it
 * @param most changes of one copy
 */
export function mutatedText(text: string, pieces: readonly string[], most = 4): fc.Arbitrary<string> {
  const piece = fc.oneof(...(pieces.length === 0 ? [] : [fc.constantFrom(...pieces)]), hostileText)
  const change = fc.oneof<fc.Arbitrary<Change>[]>(
    fc.constant((all, from, to) => all.slice(0, from) + all.slice(to)),
    fc.constant((all, from, to) => all.slice(0, to) + all.slice(from)),
    fc.constant((all, from) => all.slice(0, from)),
    piece.map((more) => (all, from) => all.slice(0, from) + more + all.slice(from)),
    piece.map((more) => (all, from, to) => all.slice(0, from) + more + all.slice(to)),
    fc.constant((all, from, to) => all.slice(from, to) + all),
  )
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  // Mostly short: a file of which half is gone is soon no file at all.
  const length = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 0, max: 30 }) }, fc.integer({ min: 0, max: 2000 }))
  const steps = fc.array(fc.record({ change, at: share, length }), { minLength: 1, maxLength: most })
  return steps.map((all) =>
    all.reduce((current, { change: make, at, length: wide }) => {
      const from = Math.floor(at * current.length)
      return make(current, from, Math.min(current.length, from + wide))
    }, text),
  )
}
