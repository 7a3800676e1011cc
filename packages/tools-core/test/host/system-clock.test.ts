import { expect, test } from '@jest/globals'
import { systemClock } from '../../src/host/system-clock.ts'

test('sleeps as long as it is told to, and no longer than the signal lets it', async () => {
  const before = systemClock.monotonic()
  await systemClock.sleep(20)
  expect(systemClock.monotonic() - before).toBeGreaterThanOrEqual(19)
  const stop = new AbortController()
  const sleeping = systemClock.sleep(1e12, stop.signal)
  stop.abort(new Error('stopped'))
  await expect(sleeping).rejects.toThrow('stopped')
  await expect(systemClock.sleep(1, stop.signal)).rejects.toThrow('stopped')
})

test('does something later, unless it is called off', async () => {
  const done: string[] = []
  systemClock.schedule(1, () => done.push('first'))
  const callOff = systemClock.schedule(1, () => done.push('never'))
  callOff()
  await systemClock.sleep(20)
  expect(done).toEqual(['first'])
})
