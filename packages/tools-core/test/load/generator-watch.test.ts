import { readdirSync, readlinkSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { combineGenerators, type GeneratorFigures, GeneratorWatch } from '../../src/load/generator-watch.ts'
import { Histogram } from '../../src/stats/histogram.ts'
import { ManualClock } from '../../src/testing/manual-clock.ts'
import { createTemporaryFolder, type TemporaryFolder } from '../../src/testing/temporary-folder.ts'

let folder: TemporaryFolder
let clock: ManualClock
let watch: GeneratorWatch

beforeEach(async () => {
  folder = await createTemporaryFolder()
  clock = new ManualClock()
  watch = new GeneratorWatch({ clock, procFolder: folder.path })
})
afterEach(() => folder.remove())

/** Milliseconds on a CPU and waiting for one, as the system tells them. */
const setThread = (cpuMs: number, waitMs: number) =>
  folder.write({ 'thread-self/schedstat': `${cpuMs}000000 ${waitMs}000000 7\n` })
const setMachine = (ticks: string) => folder.write({ stat: `cpu  ${ticks}\ncpu0 1 1 1 1 1 1 1 1 0 0\nintr 5\n` })

describe('of the time that went by', () => {
  test('a thread was on a CPU, and waited for one, for a share', async () => {
    await setThread(5000, 100)
    watch.start()
    clock.advance(2000)
    await setThread(5500, 140)
    expect(watch.stop()).toMatchObject({
      workers: 1,
      wallMs: 2000,
      cpuSeconds: 0.5,
      cpuScope: 'thread',
      cpuShare: 0.25,
      runWaitShare: 0.02,
    })
  })

  test('it is never more than all, though the kernel counts in ticks', async () => {
    await setThread(0, 0)
    watch.start()
    clock.advance(1000)
    await setThread(1004, 1004)
    expect(watch.stop()).toMatchObject({ cpuShare: 1, runWaitShare: 1 })
  })

  test('none at all makes shares of 0', async () => {
    await setThread(5000, 100)
    watch.start()
    expect(watch.stop()).toMatchObject({ wallMs: 0, cpuSeconds: 0, cpuShare: 0, runWaitShare: 0 })
  })
})

describe('the worst second', () => {
  test('is the highest share of each, not of one and the same sample', async () => {
    await setThread(0, 0)
    watch.start()
    for (const [cpuMs, waitMs] of [
      [100, 0],
      [1000, 50],
      [1100, 450],
    ] as const) {
      clock.advance(1000)
      await setThread(cpuMs, waitMs)
      watch.sample()
    }
    clock.advance(1000)
    expect(watch.stop()).toMatchObject({
      cpuShare: 0.275,
      runWaitShare: 0.1125,
      worst: { cpuShare: 0.9, runWaitShare: 0.4 },
    })
  })

  test('may be the last one, which has no sample of its own', async () => {
    await setThread(0, 0)
    watch.start()
    clock.advance(1000)
    watch.sample()
    clock.advance(500)
    await setThread(250, 0)
    expect(watch.stop().worst).toEqual({ cpuShare: 0.5, runWaitShare: 0 })
  })

  test('is no piece of less than half a second: that is a part of the next one', async () => {
    await setThread(0, 0)
    watch.start()
    clock.advance(499)
    await setThread(499, 0)
    watch.sample()
    clock.advance(501)
    watch.sample()
    clock.advance(499)
    await setThread(998, 0)
    expect(watch.stop().worst).toEqual({ cpuShare: 0.499, runWaitShare: 0 })
  })

  test('of a run without samples is the run', async () => {
    await setThread(0, 0)
    watch.start()
    clock.advance(100)
    await setThread(90, 10)
    expect(watch.stop().worst).toEqual({ cpuShare: 0.9, runWaitShare: 0.1 })
  })
})

describe('steal', () => {
  test.each([
    ['a share of all ticks', '100 0 100 800 0 0 0 0 0 0', '140 0 100 950 0 0 0 10 0 0', 0.05],
    ['guests are within user, and not counted twice', '0 0 0 0 0 0 0 0 0 0', '50 0 0 40 0 0 0 10 50 50', 0.1],
    ['none', '100 0 100 800 0 0 0 5 0 0', '140 0 100 950 0 0 0 5 0 0', 0],
    ['a counter that went back', '100 0 100 800 0 0 0 5 0 0', '140 0 100 950 0 0 0 4 0 0', 0],
    ['counters that stand still', '100 0 100 800 0 0 0 5 0 0', '100 0 100 800 0 0 0 5 0 0', null],
    ['a kernel that does not count it', '100 0 100 800 0 0 0', '140 0 100 950 0 0 0', null],
    ['something else', 'a b c d e f g h', 'a b c d e f g h', null],
  ])('%s', async (_, before, after, share) => {
    await setMachine(before)
    watch.start()
    clock.advance(1000)
    await setMachine(after)
    expect(watch.stop().stealShare).toBe(share)
  })
})

describe('where the system does not say', () => {
  test.each([
    ['nothing is there', {}],
    ['the kernel does not count', { 'thread-self/schedstat': '0 0 0\n' }],
    ['it is something else', { 'thread-self/schedstat': 'x' }],
  ])('%s: the CPU time is that of the process', async (_, files) => {
    await folder.write(files)
    watch.start()
    const { user, system } = process.cpuUsage()
    const until = user + system + 20_000
    while (process.cpuUsage().user + process.cpuUsage().system < until);
    clock.advance(1000)
    const figures = watch.stop()
    expect(figures).toMatchObject({ cpuScope: 'process', runWaitShare: null, stealShare: null })
    expect(figures.cpuSeconds).toBeGreaterThanOrEqual(0.02)
    expect(figures.worst).toEqual({ cpuShare: figures.cpuShare, runWaitShare: null })
  })

  test('any longer, what it said last stands', async () => {
    await setThread(0, 0)
    watch.start()
    clock.advance(1000)
    await setThread(600, 20)
    watch.sample()
    await folder.write({ 'thread-self/schedstat': '' })
    clock.advance(1000)
    expect(watch.stop()).toMatchObject({ cpuScope: 'thread', cpuShare: 0.3, runWaitShare: 0.01 })
  })
})

describe('start and stop', () => {
  test('to start again is to begin anew', async () => {
    await setThread(0, 0)
    watch.start()
    clock.advance(1000)
    await setThread(1000, 0)
    watch.sample()
    watch.start()
    clock.advance(1000)
    const figures = watch.stop()
    expect(figures).toMatchObject({ wallMs: 1000, cpuShare: 0, worst: { cpuShare: 0, runWaitShare: 0 } })
    expect(figures.eventLoopLag.count).toBe(100)
  })

  test('what was not started, or is stopped, has no figures', () => {
    watch.sample()
    expect(() => watch.stop()).toThrow('the watch was not started')
    watch.start()
    watch.stop()
    expect(() => watch.stop()).toThrow('the watch was not started')
  })

  const testOnLinux = process.platform === 'linux' ? test : test.skip
  testOnLinux('no file is left open', async () => {
    const openFiles = () =>
      readdirSync('/proc/self/fd').flatMap((number) => {
        try {
          return [readlinkSync(`/proc/self/fd/${number}`)]
        } catch {
          return []
        }
      })
    await setThread(0, 0)
    const path = folder.join('thread-self/schedstat')
    watch.start()
    watch.start()
    expect(openFiles().filter((file) => file === path)).toEqual([path])
    watch.stop()
    expect(openFiles()).not.toContain(path)
  })
})

test('figures are plain data, for other threads and for JSON', () => {
  const real = new GeneratorWatch()
  real.start()
  const figures = real.stop()
  expect(structuredClone(figures)).toEqual(figures)
  expect(JSON.parse(JSON.stringify(figures))).toEqual(figures)
  expect(figures.maxRssBytes).toBeGreaterThan(10 * 1024 * 1024)
})

describe('several threads', () => {
  const lagOf = (...samples: readonly number[]) => {
    const histogram = new Histogram()
    for (const sample of samples) histogram.record(sample)
    return { eventLoopLag: histogram.summary(), eventLoopLagHistogram: histogram.toJSON() }
  }
  const one: GeneratorFigures = {
    workers: 1,
    wallMs: 1000,
    cpuSeconds: 0.25,
    cpuScope: 'thread',
    cpuShare: 0.25,
    runWaitShare: 0.5,
    stealShare: null,
    ...lagOf(1, 2),
    maxRssBytes: 300,
    worst: { cpuShare: 0.5, runWaitShare: null },
  }
  const other: GeneratorFigures = {
    workers: 2,
    wallMs: 2000,
    cpuSeconds: 1.5,
    cpuScope: 'thread',
    cpuShare: 0.75,
    runWaitShare: 0.125,
    stealShare: 0.25,
    ...lagOf(1, 40),
    maxRssBytes: 200,
    worst: { cpuShare: 1, runWaitShare: 0.25 },
  }
  const both: GeneratorFigures = {
    workers: 3,
    wallMs: 2000,
    cpuSeconds: 1.75,
    cpuScope: 'thread',
    cpuShare: 0.75,
    runWaitShare: 0.5,
    stealShare: 0.25,
    ...lagOf(1, 2, 1, 40),
    maxRssBytes: 300,
    worst: { cpuShare: 1, runWaitShare: 0.25 },
  }

  test('are one generator: CPU time added up, lag merged, of all else the worst', () => {
    expect(combineGenerators([one, other])).toEqual(both)
    expect(combineGenerators([both, one])).toEqual(combineGenerators([one, other, one]))
  })

  test('one stays as it is, none is a mistake', () => {
    expect(combineGenerators([one])).toEqual(one)
    expect(() => combineGenerators([])).toThrow(RangeError)
  })

  test('what none of them knows stays unknown', () => {
    const silent = { ...one, runWaitShare: null }
    expect(combineGenerators([silent, silent])).toMatchObject({ runWaitShare: null, stealShare: null })
  })

  test('the CPU time of a process is counted once, however many of its threads tell it', () => {
    const told = [1.5, 1.25].map((cpuSeconds): GeneratorFigures => ({ ...one, cpuScope: 'process', cpuSeconds }))
    expect(combineGenerators(told)).toMatchObject({ workers: 2, cpuScope: 'process', cpuSeconds: 1.5 })
  })
})
