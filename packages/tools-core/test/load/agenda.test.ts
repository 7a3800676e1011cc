import { afterEach, expect, jest, test } from '@jest/globals'
import { Agenda, type AgendaOptions } from '../../src/load/agenda.ts'
import { Random } from '../../src/values/random.ts'

const opened: Agenda[] = []

function open(options?: AgendaOptions): Agenda {
  const agenda = new Agenda(options)
  opened.push(agenda)
  return agenda
}

afterEach(() => {
  for (const agenda of opened.splice(0)) agenda.close()
  jest.restoreAllMocks()
})

/** Resolves once everything asked for before is done that is due by then. */
const reached = (agenda: Agenda, dueAt: number) => new Promise<void>((resolve) => void agenda.at(dueAt, resolve))

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

function spin(ms: number): void {
  const until = performance.now() + ms
  while (performance.now() < until);
}

test('does things in the order of their times, ties in the order in which they came', async () => {
  const agenda = open()
  const start = agenda.now()
  const done: string[] = []
  for (const [name, ms] of Object.entries({ d: 9, b: 4, c: 4, a: -20, past: -Infinity }))
    agenda.at(start + ms, () => done.push(name))
  expect([agenda.size, agenda.nextDueAt]).toEqual([5, -Infinity])
  expect(done).toEqual([])
  await reached(agenda, start + 10)
  expect(done).toEqual(['past', 'a', 'b', 'c', 'd'])
  expect([agenda.size, agenda.nextDueAt]).toEqual([0, Infinity])
})

test.each([false, true])('does nothing early, and everything once (precise: %s)', async (precise) => {
  const agenda = open({ precise })
  const start = agenda.now()
  const random = new Random(1)
  const lateMs: number[] = []
  for (let count = 0; count < 500; count++) {
    const dueAt = start + random.next() * 60
    agenda.at(dueAt, () => lateMs.push(agenda.now() - dueAt))
  }
  await reached(agenda, start + 60)
  expect(lateMs).toHaveLength(500)
  expect(Math.min(...lateMs)).toBeGreaterThanOrEqual(0)
})

test('an earlier appointment that comes later is still done in its time', async () => {
  const agenda = open()
  const far = agenda.after(3_600_000, () => undefined)
  const near = agenda.now() + 3
  await reached(agenda, near)
  expect(agenda.now()).toBeGreaterThanOrEqual(near)
  expect(agenda.size).toBe(1)
  far.cancel()
  expect(agenda.size).toBe(0)
})

test('what is due now is not done within the call, but in the next turn', async () => {
  const agenda = open()
  const done: string[] = []
  agenda.after(0, () => done.push('zero'))
  agenda.after(-5, () => done.push('negative'))
  expect(done).toEqual([])
  await nextTurn()
  expect(done).toEqual(['negative', 'zero'])
})

test('what a long action has made late is done right after it, and none is left out', async () => {
  const agenda = open({ yieldAfterMs: 10_000 })
  const start = agenda.now()
  const done: number[] = []
  agenda.at(start, () => spin(10))
  const repeat = (count: number) => () => {
    done.push(count)
    // Due times stand for themselves: that of the next one does not hang on when this one was done.
    if (count < 5) agenda.at(start + 2 * count, repeat(count + 1))
  }
  agenda.at(start, repeat(1))
  await nextTurn()
  expect(done).toEqual([1, 2, 3, 4, 5])
})

test('an action may add and call off others, in the same pass too', async () => {
  const agenda = open()
  const start = agenda.now()
  const done: string[] = []
  agenda.at(start - 3, () => {
    done.push('first')
    second.cancel()
    agenda.at(start - 2, () => done.push('added'))
  })
  const second = agenda.at(start - 1, () => done.push('called off'))
  agenda.at(start - 1, () => done.push('last'))
  await nextTurn()
  expect(done).toEqual(['first', 'added', 'last'])
  expect(agenda.size).toBe(0)
})

test('calling off twice, or what is done, changes nothing', async () => {
  const agenda = open()
  const done = agenda.after(0, () => undefined)
  await nextTurn()
  const [first] = [agenda.after(1e6, () => undefined), agenda.after(1e6, () => undefined)]
  done.cancel()
  first.cancel()
  first.cancel()
  expect(agenda.size).toBe(1)
})

test('the next due time is that of an appointment that stands', () => {
  const agenda = open()
  const [one, two] = [agenda.at(1e9, () => undefined), agenda.at(2e9, () => undefined)]
  agenda.at(3e9, () => undefined)
  two.cancel()
  expect(agenda.nextDueAt).toBe(1e9)
  one.cancel()
  expect(agenda.nextDueAt).toBe(3e9)
})

test('however many are called off, the others are done in order', async () => {
  const agenda = open()
  const start = agenda.now()
  const random = new Random(7)
  const done: number[] = []
  const appointments = Array.from({ length: 2000 }, () => {
    const dueAt = start - random.next() * 100
    return { dueAt, appointment: agenda.at(dueAt, () => done.push(dueAt)) }
  })
  const kept = appointments.filter((_, at) => at % 10 === 0)
  for (const [at, { appointment }] of appointments.entries()) if (at % 10 > 0) appointment.cancel()
  expect(agenda.size).toBe(200)
  await reached(agenda, start)
  expect(done).toEqual(kept.map(({ dueAt }) => dueAt).toSorted((left, right) => left - right))
})

test('what an action throws keeps no other from being done, and is thrown after the pass', async () => {
  const agenda = open()
  const thrown: unknown[] = []
  jest.spyOn(globalThis, 'queueMicrotask').mockImplementation((task) => {
    try {
      task()
    } catch (error) {
      thrown.push(error)
    }
  })
  const [one, two] = [new Error('one'), new Error('two')]
  const throws = (error: Error) => () => {
    throw error
  }
  agenda.after(-2, throws(one))
  agenda.after(-1, throws(two))
  await reached(agenda, agenda.now())
  expect(thrown).toEqual([one, two])
  expect(agenda.size).toBe(0)
})

test('a long pass lets the event loop turn', async () => {
  const agenda = open({ yieldAfterMs: 4 })
  const start = agenda.now()
  const done: string[] = []
  for (let count = 0; count < 4; count++) {
    agenda.at(start, () => {
      spin(3)
      done.push('action')
    })
  }
  setTimeout(() => done.push('loop'), 1)
  await reached(agenda, start)
  expect(done).toHaveLength(5)
  expect(done.indexOf('loop')).toBeLessThan(4)
})

test('an action that asks for itself again at once does not stop the event loop', async () => {
  const agenda = open({ yieldAfterMs: 0 })
  const again = () => void agenda.after(0, again)
  again()
  await nextTurn()
  await nextTurn()
  expect(agenda.size).toBe(1)
})

test('a closed agenda does nothing any more, and takes nothing', async () => {
  const agenda = open()
  const done: string[] = []
  const forgotten = agenda.after(-1, () => done.push('second'))
  agenda.after(-2, () => {
    done.push('first')
    agenda.close()
    agenda.after(0, () => done.push('too late')).cancel()
    agenda.after(0, () => done.push('too late'))
  })
  await nextTurn()
  await nextTurn()
  forgotten.cancel()
  expect(done).toEqual(['first'])
  expect([agenda.size, agenda.nextDueAt]).toEqual([0, Infinity])
})

test('what is called off, forgotten or never due keeps no process alive', () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  const before = timers()
  const agenda = open()
  agenda.at(Infinity, () => undefined)
  expect(timers()).toBe(before)
  const appointments = [2e5, 1e5, 3e5].map((ms) => agenda.after(ms, () => undefined))
  expect(timers()).toBe(before + 1)
  for (const appointment of appointments) appointment.cancel()
  expect(timers()).toBe(before)
  agenda.after(1e5, () => undefined)
  agenda.close()
  expect(timers()).toBe(before)
})

test('refuses a time that is no number, and waits longer than a timer can', () => {
  const agenda = open()
  expect(() => agenda.at(NaN, () => undefined)).toThrow(RangeError)
  expect(() => agenda.after(NaN, () => undefined)).toThrow(RangeError)
  agenda.after(1e12, () => undefined)
  expect(agenda.size).toBe(1)
})
