import { describe, expect, test } from '@jest/globals'
import { TokenBlacklist } from '../../src/auth/token-blacklist.ts'
import { isTimezone, localClocks } from '../../src/rest/local-clock.ts'
import { Pace } from '../../src/rest/pace.ts'
import { readRefreshCookie } from '../../src/rest/refresh-cookie.ts'
import { UnreadCounts } from '../../src/rest/unread-counts.ts'

/** A clock that is moved by hand. */
function clock(): { now: () => Date; at: number } {
  const state = { at: 1_000_000, now: () => new Date(state.at) }
  return state
}

describe('Pace', () => {
  test('lets each user through once in the interval', () => {
    const time = clock()
    const pace = new Pace(300, time.now)
    expect([pace.take(1), pace.take(1), pace.take(2)]).toEqual([0, 300, 0])
    time.at += 100
    expect(pace.take(1)).toBe(200)
    time.at += 200
    expect(pace.take(1)).toBe(0)
  })

  test('does not keep those who came long ago', () => {
    const time = clock()
    const pace = new Pace(300, time.now)
    for (let user = 0; user < 50_000; user++) {
      time.at += 1
      pace.take(user)
    }
    expect(pace.size).toBeLessThanOrEqual(1000)
  })

  test('an interval of 0 is no limit', () => {
    const pace = new Pace(0, clock().now)
    expect([pace.take(1), pace.take(1)]).toEqual([0, 0])
  })
})

describe('UnreadCounts', () => {
  test('counts once for all who ask while it is good', async () => {
    const time = clock()
    let counted = 0
    const counts = new UnreadCounts(async () => await Promise.resolve(++counted), 1000, time.now)
    expect(await Promise.all([counts.get(1), counts.get(1), counts.get(1)])).toEqual([1, 1, 1])
    time.at += 999
    expect(await counts.get(1)).toBe(1)
    time.at += 1
    expect(await counts.get(1)).toBe(2)
  })

  test('a count that was under way when something changed is not kept', async () => {
    const results = [5, 6]
    const counts = new UnreadCounts(async () => await Promise.resolve(results.shift() ?? 0), 1000, clock().now)
    const before = counts.get(1)
    counts.forget(1)
    expect([await before, await counts.get(1)]).toEqual([5, 6])
  })

  test('a failure is not kept', async () => {
    let isBroken = true
    const count = async (): Promise<number> => {
      if (isBroken) throw new Error('no database')
      return await Promise.resolve(3)
    }
    const counts = new UnreadCounts(count, 1000, clock().now)
    await expect(counts.get(1)).rejects.toThrow('no database')
    isBroken = false
    expect(await counts.get(1)).toBe(3)
  })

  test('does not keep what has run out', async () => {
    const time = clock()
    const counts = new UnreadCounts(async () => await Promise.resolve(0), 100, time.now)
    for (let user = 0; user < 20_000; user++) {
      time.at += 1
      await counts.get(user)
    }
    expect(counts.size).toBeLessThanOrEqual(1000)
  })
})

describe('TokenBlacklist', () => {
  test('lets a token be used up once', () => {
    const time = clock()
    const list = new TokenBlacklist(time.now)
    const expiresAt = new Date(time.at + 1000)
    expect([list.has('a'), list.add('a', expiresAt), list.add('a', expiresAt), list.has('a')]).toEqual([
      false,
      true,
      false,
      true,
    ])
  })

  test('forgets those that have expired', () => {
    const time = clock()
    const list = new TokenBlacklist(time.now)
    for (let index = 0; index < 50_000; index++) {
      time.at += 1
      list.add(String(index), new Date(time.at + 500))
    }
    expect(list.size).toBeLessThanOrEqual(2000)
    expect(list.has('49999')).toBe(true)
  })
})

function swapCase(letter: string): string {
  return letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()
}

describe('localClocks', () => {
  test.each([
    ['Europe/Kyiv', '2026-03-29T00:59:59Z', '2026-03-29T02:59:59+02:00'],
    ['Europe/Kyiv', '2026-03-29T01:00:00Z', '2026-03-29T04:00:00+03:00'],
    ['Asia/Kathmandu', '2026-12-31T23:59:59.999Z', '2027-01-01T05:44:59+05:45'],
    ['America/St_Johns', '2026-01-01T00:00:00Z', '2025-12-31T20:30:00-03:30'],
    ['UTC', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00+00:00'],
    ['Mars/Olympus', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00+00:00'],
    ['', '0001-01-01T00:00:00Z', '0001-01-01T00:00:00+00:00'],
  ])('in %s %s is %s', (timezone, instant, wanted) => {
    expect(localClocks()(timezone)(new Date(instant))).toBe(wanted)
  })

  test('knows names of time zones', () => {
    expect(['Europe/Kyiv', 'Europe/Kiev', 'UTC'].map((name) => isTimezone(name))).toEqual([true, true, true])
    expect(['+02:00', '', 'Kyiv', "UTC'--"].map((name) => isTimezone(name))).toEqual([false, false, false, false])
  })

  test.each([
    'Africa/Dar_es_Salaam',
    'America/Port-au-Prince',
    'Antarctica/DumontDUrville',
    'US/East-Indiana',
    'America/Argentina/Buenos_Aires',
    'Asia/Kolkata',
    'Asia/Calcutta',
    'Etc/GMT+12',
    'GMT0',
    'GB-Eire',
    'CST6CDT',
  ])('%s is one as it is written, and in no other way', (name) => {
    const others = [name.toLowerCase(), name.toUpperCase(), name.replace(/[a-z]$/i, (letter) => swapCase(letter))]
    const spellings = [name, ...others.filter((other) => other !== name)]
    expect(spellings.filter((spelling) => isTimezone(spelling))).toEqual([name])
  })
})

describe('readRefreshCookie', () => {
  test.each([
    ['refresh_token=a.b.c', 'a.b.c'],
    ['lang=uk; refresh_token="a.b=="; x', 'a.b=='],
    ['not_refresh_token=a; refresh_tokens=b', null],
    ['', null],
    [undefined, null],
  ])('%j: %j', (header, wanted) => {
    expect(readRefreshCookie(header)).toBe(wanted)
  })
})
