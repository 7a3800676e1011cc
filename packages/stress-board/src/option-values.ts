import { parseDuration, parseRate, parseShare, type ValuePlace } from '@m4sh/tools-core/cli'
import { type OperationKind, operationKinds } from './ledger/operation-log.ts'
import type { PointRange } from './board/draw-stroke.ts'
import type { Stage } from './plan/stages.ts'

/** More rooms than any platform has lessons at once. */
const mostLessons = 10_000
/** Clients of one run, on all its machines. */
const mostClients = 100_000

/** Weights are added up. */
const mostWeight = 1e9

/** `0.1` or `10%`, of a whole. */
export function parsePart(raw: string, place: ValuePlace): number {
  const share = parseShare(raw)
  return share !== undefined && share <= 1 ? share : place.reject('a share from 0 to 1, such as "0.1" or "10%"')
}

/** `2/s`, `30/m`, `0.5` → operations a second. */
export function parseOperationRate(raw: string, place: ValuePlace): number {
  const rate = parseRate(raw)
  return rate !== undefined && rate <= 10_000 ? rate : place.reject('a rate such as "2/s" or "30/m", at most 10000/s')
}

/** `64kB/s`, `1.5MB/s`, `2000` → bytes a second. */
export function parseBandwidth(raw: string, place: ValuePlace): number {
  const [, number, unit = ''] = /^(\d+\.?\d*)\s*([kMG]?)B?(?:\/s)?$/.exec(raw.trim()) ?? []
  const bytes = Number(number) * ({ k: 1e3, M: 1e6, G: 1e9 }[unit] ?? 1)
  return number !== undefined && bytes >= 1 && Number.isFinite(bytes)
    ? bytes
    : place.reject('bytes a second, such as "64kB/s" or "1MB/s"')
}

/** `123`, `1..50`, `a,b`: lessons by their ids. */
export function parseLessons(raw: string, place: ValuePlace): readonly string[] {
  return idsOf(
    raw,
    place,
    'ids of lessons, such as "123", "1..50" or "3,5,9"',
    `at most ${mostLessons} lessons`,
    mostLessons,
  )
}

/** `1..50` or `7,8` → ids of users. The same one may come twice: a user may hold several sockets. */
export function parseUserIds(raw: string, place: ValuePlace): readonly number[] {
  const wanted = 'ids of users, such as "1..50" or "7,8"'
  const texts = idsOf(raw, place, wanted, `at most ${mostClients} users`, mostClients)
  const ids = texts.map(Number)
  return texts.every((text) => /^\d+$/.test(text)) && ids.every((id) => Number.isSafeInteger(id) && id > 0)
    ? ids
    : place.reject(wanted)
}

/** Many ranges could name more than fit into memory. */
function idsOf(raw: string, place: ValuePlace, wanted: string, wantedCount: string, most: number): string[] {
  const ids: string[] = []
  for (const part of raw.split(',')) {
    const text = part.trim()
    const [, from = text, to = text] = /^(\d{1,15})\.\.(\d{1,15})$/.exec(text) ?? []
    if (!/^[\w-]+$/.test(from)) place.reject(wanted)
    if (from === to) ids.push(from)
    else for (const id of rangeOf(Number(from), Number(to), place, { wantedCount, most })) ids.push(id)
    if (ids.length > most) place.reject(wantedCount)
  }
  return ids
}

function rangeOf(
  from: number,
  to: number,
  place: ValuePlace,
  { wantedCount, most }: { readonly wantedCount: string; readonly most: number },
): string[] {
  if (to < from) place.reject(`a range that goes up, such as "${to}..${from}"`)
  if (to - from >= most) place.reject(wantedCount)
  return Array.from({ length: to - from + 1 }, (_, index) => String(from + index))
}

/** `20..120` points, or always `50`. */
export function parsePoints(raw: string, place: ValuePlace): PointRange {
  const [, first, last = first] = /^(\d{1,5})(?:\.\.(\d{1,5}))?$/.exec(raw.trim()) ?? []
  const [from, to] = [Number(first), Number(last)]
  return first !== undefined && from >= 1 && to >= from && to <= 20_000
    ? { from, to }
    : place.reject('a number of points from 1 to 20000, or a range of them such as "20..120"')
}

/** `patch=80,cursor=15,undo=4,reset=0,snapshot=1`; what is left out does not happen. */
export function parseMix(raw: string, place: ValuePlace): Readonly<Record<OperationKind, number>> {
  const wanted = `weights such as "patch=80,cursor=15,undo=4,reset=0,snapshot=1" (${operationKinds.join(', ')})`
  const mix = { patch: 0, cursor: 0, undo: 0, reset: 0, snapshot: 0 }
  for (const pair of raw.split(',')) {
    const [, name, weight] = /^\s*([a-z]+)\s*=\s*(\d+\.?\d*)\s*$/.exec(pair) ?? []
    const kind = operationKinds.find((one) => one === name)
    if (kind === undefined || !(Number(weight) <= mostWeight)) return place.reject(wanted)
    mix[kind] = Number(weight)
  }
  return Object.values(mix).some((weight) => weight > 0) ? mix : place.reject(`${wanted}, one above 0 at least`)
}

/** `10s:5,1m:50,30s:0`: for ten seconds up to 5 clients, and so on. */
export function parseStages(raw: string, place: ValuePlace): readonly Stage[] {
  return raw.split(',').map((part) => {
    const [, time = '', clients] = /^\s*([^:]+):\s*(\d{1,6})\s*$/.exec(part) ?? []
    const durationMs = parseDuration(time, 's')
    if (clients === undefined || durationMs === undefined || durationMs <= 0 || Number(clients) > mostClients)
      return place.reject('stages such as "10s:5,1m:50,30s:0": a time and how many clients there are at its end')
    return { durationMs, clients: Number(clients) }
  })
}

/** `10s/2s`: every ten seconds, for two. */
export function parseSpell(raw: string, place: ValuePlace): { readonly everyMs: number; readonly forMs: number } {
  const [every = '', length = '', ...more] = raw.split('/')
  const [everyMs, forMs] = [parseDuration(every), parseDuration(length)]
  const isFit = everyMs !== undefined && forMs !== undefined && everyMs > 0 && forMs > 0 && more.length === 0
  return isFit ? { everyMs, forMs } : place.reject('how often and how long, such as "10s/2s"')
}

/** `2/8`, or `auto/8` where the system says which one this is. */
export interface ShardOption {
  readonly index: number | null
  readonly total: number
}

export function parseShard(raw: string, place: ValuePlace): ShardOption {
  const [, index = '', total] = /^(\d{1,4}|auto)\/(\d{1,4})$/.exec(raw.trim()) ?? []
  const [number, count] = [Number(index), Number(total)]
  if (total !== undefined && count >= 1 && index === 'auto') return { index: null, total: count }
  return total !== undefined && number >= 1 && number <= count
    ? { index: number, total: count }
    : place.reject('a part and how many there are, such as "2/8", or "auto/8" in a Kubernetes Indexed Job')
}

/** An instant; a time of today where no day is said is none, since machines live in several zones. */
export function parseInstant(raw: string, place: ValuePlace): Date {
  const text = raw.trim()
  const date = /^\d{10}$/.test(text) ? new Date(Number(text) * 1000) : new Date(text)
  const isInstant = /^\d{10}$/.test(text) || /^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:?\d{2})$/.test(text)
  return isInstant && !Number.isNaN(date.getTime())
    ? date
    : place.reject('an instant such as "2026-05-01T12:00:00Z", or seconds since 1970')
}

/** `auto`, or a number of threads. */
export function parseWorkers(raw: string, place: ValuePlace): number | null {
  if (raw === 'auto') return null
  const count = Number(raw)
  return /^\d{1,3}$/.test(raw) && count >= 1 && count <= 128 ? count : place.reject('"auto", or a number from 1 to 128')
}
