import { expect, test } from '@jest/globals'
import { ManualClock } from '../../src/testing/manual-clock.ts'

test('what is to be done later is done in its order, at its time, once', () => {
  const clock = new ManualClock()
  const done: string[] = []
  clock.schedule(30, () => done.push(`b at ${clock.monotonic()}`))
  clock.schedule(10, () => {
    done.push(`a at ${clock.monotonic()}`)
    clock.schedule(5, () => done.push(`c at ${clock.monotonic()}`))
  })
  const callOff = clock.schedule(20, () => done.push('never'))
  callOff()
  clock.advance(29)
  expect(done).toEqual(['a at 10', 'c at 15'])
  clock.advance(1)
  clock.advance(100)
  expect(done).toEqual(['a at 10', 'c at 15', 'b at 30'])
  expect(clock.monotonic()).toBe(130)
})

test('who sleeps is woken by the time or by the signal', async () => {
  const clock = new ManualClock()
  const asked = clock.nextSleep()
  const sleeping = clock.sleep(500)
  expect(await asked).toBe(500)
  clock.advance(500)
  await sleeping
  const stop = new AbortController()
  const other = clock.sleep(500, stop.signal)
  stop.abort(new Error('stopped'))
  await expect(other).rejects.toThrow('stopped')
  await expect(clock.sleep(1, stop.signal)).rejects.toThrow('stopped')
})
