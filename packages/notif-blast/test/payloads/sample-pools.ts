import type { Cast } from '../../src/payloads/cast.ts'
import { PayloadPools, type PayloadPoolOptions } from '../../src/payloads/payload-pool.ts'

export const runId = '0198c0de-0000-7000-8000-000000000001'
export const nobody: Cast = { people: [], lessons: [] }

/** Of a database that has two people and a lesson, named as nobody expects it. */
export const family: Cast = (() => {
  const tutor = { id: '7', name: 'Ада "Лав\\лейс" {label}' }
  const student = { id: 8, name: 'Zoë 🙂' }
  const start = new Date('2026-05-06T08:00:00Z')
  const lesson = { id: 12, tutor, student, start, end: new Date(start.getTime() + 3_600_000) }
  return { people: [tutor, student], lessons: [lesson] }
})()

export function poolsOf(options: Partial<PayloadPoolOptions> = {}): PayloadPools {
  const now = new Date('2026-05-05T10:00:00Z')
  return new PayloadPools({ cast: nobody, locales: ['uk', 'en'], seed: 42, now, runId, ...options })
}

/** What `write` writes, and how many bytes it says that it were. */
export function written(pools: PayloadPools, ...row: [type: string, draw: number, row: number]): [string, number] {
  const buffer = Buffer.alloc(pools.mostBytes + 6, '.')
  const length = pools.write(buffer, 3, ...row)
  return [buffer.toString().replace(/^\.{3}|\.+$/g, ''), length]
}
