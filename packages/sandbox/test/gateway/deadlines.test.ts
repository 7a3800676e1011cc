import { describe, expect, test } from '@jest/globals'
import { Deadlines } from '../../src/gateway/deadlines.ts'

async function ended(ms: number, run: (deadlines: Deadlines<string>) => void, count: number): Promise<string[]> {
  const names: string[] = []
  await new Promise<void>((resolve) => {
    run(
      new Deadlines<string>(ms, (name) => {
        names.push(name)
        if (names.length === count) resolve()
      }),
    )
  })
  return names
}

describe('deadlines of equal length', () => {
  test('end in the order of their starts, the last start of each', async () => {
    const names = await ended(
      20,
      (deadlines) => {
        for (const name of ['a', 'b', 'c', 'a']) deadlines.start(name)
      },
      3,
    )
    expect(names).toEqual(['b', 'c', 'a'])
  })

  test('one that is stopped does not end', async () => {
    const names = await ended(
      20,
      (deadlines) => {
        for (const name of ['a', 'b', 'c']) deadlines.start(name)
        deadlines.stop('a')
        deadlines.stop('never started')
      },
      2,
    )
    expect(names).toEqual(['b', 'c'])
  })

  test('none ends before its time, and one that was started anew has all its time again', async () => {
    const started = performance.now()
    let again = 0
    const endedAt = await new Promise<number>((resolve) => {
      const deadlines = new Deadlines<string>(40, (name) => {
        if (name === 'first') {
          again = performance.now()
          deadlines.start('second')
        } else resolve(performance.now())
      })
      deadlines.start('first')
    })
    expect(again - started).toBeGreaterThanOrEqual(40)
    expect(endedAt - again).toBeGreaterThanOrEqual(40)
  })

  test('longer than a timer reaches is no time at once', async () => {
    let isEnded = false
    const long = new Deadlines<string>(2 ** 40, () => (isEnded = true))
    long.start('a')
    await ended(20, (deadlines) => deadlines.start('b'), 1)
    expect(isEnded).toBe(false)
    long.stop('a')
  })
})
