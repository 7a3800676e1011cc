import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { type ChaosKind, type ChaosPhase, drawChaos } from '../../src/load/chaos.ts'
import { type ImpairmentSettings, noImpairments } from '../../src/load/impairments/settings.ts'
import { validateImpairments } from '../../src/load/impairments/validate.ts'
import { Random } from '../../src/values/random.ts'

const draw = (seed: number, durationMs: number, base: ImpairmentSettings = noImpairments) =>
  drawChaos({ random: new Random(seed), durationMs, base })

const lengthsOf = (phases: readonly ChaosPhase[], durationMs: number) =>
  phases.map(({ at }, index) => (phases[index + 1]?.at ?? durationMs) - at)

test('phases of 2 to 10 s fill the run, and the last one is a clear sky', () => {
  fc.assert(
    fc.property(fc.nat(), fc.double({ min: 4000, max: 600_000, noNaN: true }), (seed, durationMs) => {
      const phases = draw(seed, durationMs)
      expect(phases[0]?.at).toBe(0)
      for (const length of lengthsOf(phases, durationMs)) {
        expect(length).toBeGreaterThanOrEqual(2000 - 1e-6)
        expect(length).toBeLessThanOrEqual(10_000)
      }
      const last = phases.at(-1)
      expect(last).toMatchObject({ kind: 'clear', impairments: noImpairments, disconnects: false, stallMs: 0 })
    }),
  )
})

test.each([0, 1, 3999])('a run of %i ms is too short for more than a clear sky', (durationMs) => {
  expect(draw(1, durationMs).map(({ kind, at }) => [kind, at])).toEqual([['clear', 0]])
})

test('every kind comes up before one comes again, and none twice running', () => {
  const kinds = draw(3, 600_000).map(({ kind }) => kind)
  expect(new Set(kinds.slice(0, 7)).size).toBe(7)
  expect(new Set(kinds.slice(7, 14)).size).toBe(7)
  const drawn = kinds.slice(0, -1)
  expect(drawn.filter((kind, at) => kind === drawn[at - 1])).toEqual([])
})

/** The impairments of all phases of this kind in a long run. */
function settingsOf(kind: ChaosKind, name: keyof ImpairmentSettings): number[] {
  const phases = draw(5, 3_600_000).filter((phase) => phase.kind === kind)
  return phases.map(({ impairments }) => Number(impairments[name]))
}

test.each<[ChaosKind, readonly string[]]>([
  ['clear', []],
  ['mobile', ['latencyMs', 'jitterMs', 'jitterShape']],
  ['bursts', ['loss', 'lossBurst']],
  ['narrow', ['bandwidth']],
  ['reordering', ['reorder']],
  ['disconnect', []],
  ['stall', []],
])('%s changes %j and nothing else', (kind, changed) => {
  const names = Object.keys(noImpairments) as (keyof ImpairmentSettings)[]
  const phases = draw(5, 3_600_000).filter((phase) => phase.kind === kind)
  expect(phases.length).toBeGreaterThan(50)
  for (const { impairments, disconnects, stallMs } of phases) {
    const others = names.filter((name) => impairments[name] !== noImpairments[name])
    expect(others.toSorted()).toEqual(changed.toSorted())
    expect([disconnects, stallMs > 0]).toEqual([kind === 'disconnect', kind === 'stall'])
    expect(stallMs).toBeLessThanOrEqual(2000)
  }
})

test.each<[ChaosKind, keyof ImpairmentSettings, number, number]>([
  ['mobile', 'latencyMs', 80, 300],
  ['mobile', 'jitterMs', 8, 120],
  ['bursts', 'loss', 0.05, 0.3],
  ['bursts', 'lossBurst', 2, 10],
  ['narrow', 'bandwidth', 2000, 20_000],
  ['reordering', 'reorder', 0.1, 0.4],
])('%s draws %s from %d to %d', (kind, name, least, most) => {
  const values = settingsOf(kind, name)
  expect(Math.min(...values)).toBeGreaterThanOrEqual(least)
  expect(Math.max(...values)).toBeLessThanOrEqual(most)
  expect(new Set(values).size).toBeGreaterThan(5)
})

test('no phase is better than the base, and none is one that a line refuses', () => {
  const shares = fc.double({ min: 0, max: 1, noNaN: true })
  const bases = fc.record({ loss: shares, latencyMs: fc.nat(500), reorder: shares, bandwidth: fc.integer({ min: 1 }) })
  fc.assert(
    fc.property(bases, fc.nat(), (settings, seed) => {
      const base: ImpairmentSettings = { ...noImpairments, ...settings }
      for (const { impairments } of draw(seed, 60_000, base)) {
        validateImpairments(impairments)
        expect(impairments.loss).toBeGreaterThanOrEqual(base.loss)
        expect(impairments.latencyMs).toBeGreaterThanOrEqual(base.latencyMs)
        expect(impairments.reorder).toBeGreaterThanOrEqual(base.reorder)
        expect(impairments.bandwidth).toBeLessThanOrEqual(settings.bandwidth)
      }
    }),
  )
})

test('the same seed gives the same phases, another one others', () => {
  expect(draw(1, 60_000)).toEqual(draw(1, 60_000))
  expect(draw(2, 60_000)).not.toEqual(draw(1, 60_000))
})

test('refuses a run without an end, and a base that no line takes', () => {
  for (const durationMs of [-1, NaN, Infinity]) expect(() => draw(1, durationMs)).toThrow(RangeError)
  expect(() => draw(1, 1000, { ...noImpairments, loss: 2 })).toThrow(RangeError)
})
