import { setImmediate as immediate } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import { calibrateFloor } from '../../src/load/calibrate-floor.ts'

/** Sockets of this process that are open. */
async function openSockets(): Promise<readonly string[]> {
  // A socket that has told its end is let go in the next turn of the loop.
  await immediate()
  return process.getActiveResourcesInfo().filter((name) => name.startsWith('TCP'))
}

test('is the time of a round trip, more than nothing, and leaves no sockets behind', async () => {
  const before = await openSockets()
  const floor = await calibrateFloor()
  expect(floor.count).toBe(200)
  expect(floor.min).toBeGreaterThan(0)
  expect(floor.p50).toBeLessThan(100)
  expect(await openSockets()).toEqual(before)
})

test('ends by itself, with what it has by then', async () => {
  const before = await openSockets()
  const start = performance.now()
  const floor = await calibrateFloor({ samples: Infinity })
  expect(performance.now() - start).toBeLessThan(3000)
  expect(floor.count).toBeGreaterThan(100)
  expect(await openSockets()).toEqual(before)
})

test('of no samples there is none', async () => {
  expect(await calibrateFloor({ samples: 0 })).toMatchObject({ count: 0, p50: null, p99: null })
})

test('a signal ends it with its reason: before it began, while it connects, on its way', async () => {
  const before = await openSockets()
  const reason = new Error('stopped')
  await expect(calibrateFloor({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  const stop = new AbortController()
  const connecting = calibrateFloor({ samples: Infinity, signal: stop.signal })
  stop.abort(reason)
  await expect(connecting).rejects.toBe(reason)
  const later = new AbortController()
  const echoing = calibrateFloor({ samples: Infinity, signal: later.signal })
  setTimeout(() => later.abort(reason), 50)
  await expect(echoing).rejects.toBe(reason)
  expect(await openSockets()).toEqual(before)
})
