import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { setInterval as ticks } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { expect, test } from '@jest/globals'
import { EventLoopLag } from '../../src/load/event-loop-lag.ts'
import { GeneratorWatch } from '../../src/load/generator-watch.ts'

/** Real stalls and real work, on a machine that others may use at the same time: directions, not figures. */
const testOnLinux = existsSync('/proc/thread-self/schedstat') ? test : test.skip

function spin(ms: number): void {
  const until = performance.now() + ms
  while (performance.now() < until);
}

test('a stall of 20 ms every 200 ms is seen by the p99, and not by the median', async () => {
  const watch = new GeneratorWatch()
  watch.start()
  let stalls = 0
  for await (const _ of ticks(200)) {
    spin(20)
    stalls += 1
    if (stalls === 8) break
  }
  const { eventLoopLag } = watch.stop()
  expect(eventLoopLag.count).toBeGreaterThan(100)
  expect(eventLoopLag.p99).toBeGreaterThan(9)
  expect(eventLoopLag.p50).toBeLessThan((eventLoopLag.p99 ?? 0) / 2)
})

test('a thread that works without a pause is on a CPU, or waits for one', () => {
  const watch = new GeneratorWatch()
  watch.start()
  spin(600)
  const { cpuShare, runWaitShare, worst, eventLoopLag } = watch.stop()
  expect(cpuShare + (runWaitShare ?? 0)).toBeGreaterThan(0.7)
  expect(worst).toEqual({ cpuShare, runWaitShare })
  expect(eventLoopLag.max).toBeGreaterThan(500)
})

testOnLinux('a thread is not blamed for the work of another', async () => {
  const watch = new GeneratorWatch()
  const source = `
    const { parentPort } = require('node:worker_threads')
    const until = performance.now() + 600
    while (performance.now() < until);
    parentPort.postMessage(process.cpuUsage())`
  watch.start()
  const worker = new Worker(source, { eval: true })
  await once(worker, 'message')
  const { cpuScope, cpuShare } = watch.stop()
  await worker.terminate()
  expect(cpuScope).toBe('thread')
  expect(cpuShare).toBeLessThan(0.5)
})

/** A clock that stands still, and rings only when it is told to: late. */
function lateClock() {
  let nowMs = 0
  let ring: () => void = () => {}
  return {
    monotonic: () => nowMs,
    schedule: (_: number, action: () => void) => {
      ring = action
      return () => {
        ring = () => {}
      }
    },
    pass: (ms: number) => {
      nowMs += ms
    },
    ring: () => ring(),
  }
}

test('each due time that falls into a stall is late, so that a stall weighs as much as it lasts', () => {
  const clock = lateClock()
  const lag = new EventLoopLag(clock)
  clock.pass(10)
  clock.ring()
  expect(lag.histogram.summary()).toMatchObject({ count: 1, max: 0 })
  // Due at 20, 30, … 110.
  clock.pass(105)
  clock.ring()
  expect(lag.histogram.summary()).toMatchObject({ count: 11, max: 95, p50: expect.closeTo(45, 0) })
  lag.stop()
  expect(lag.histogram.count).toBe(11)
})

test('a timer that rings before the time says nothing', () => {
  const clock = lateClock()
  const lag = new EventLoopLag(clock)
  clock.pass(9.5)
  clock.ring()
  expect(lag.histogram.count).toBe(0)
  clock.pass(1)
  clock.ring()
  expect(lag.histogram.summary()).toMatchObject({ count: 1, max: 0.5 })
})

test('the end comes in the middle of a stall: what is due then is late by now, and no timer is left', () => {
  const clock = lateClock()
  const lag = new EventLoopLag(clock)
  clock.pass(35)
  lag.stop()
  expect(lag.histogram.summary()).toMatchObject({ count: 3, min: 5, max: 25 })
  clock.pass(100)
  clock.ring()
  expect(lag.histogram.count).toBe(3)
})
