import type { Identity } from '@m4sh/tools-core/connections/identity'
import { Random } from '@m4sh/tools-core/values/random'
import type { ClientPlan, RoomPlan, RunPlan } from './run-plan.ts'
import { presencesOf, type Stage } from './stages.ts'

/** What the rooms are made of. */
export interface RoomsInput {
  readonly lessons: readonly string[]
  readonly stages: readonly Stage[]
  readonly connectsPerSecond: number
  readonly slowShare: number
  readonly seed: number
  readonly identities: readonly Identity[]
  readonly shard: { readonly index: number; readonly total: number } | null
}

/** Spreads the clients over the rooms, one after the other, so that all rooms are of one size, give or take one. */
export function planRooms(input: RoomsInput): RoomPlan[] {
  const { lessons, stages, connectsPerSecond, slowShare, seed, identities, shard } = input
  const slow = new Random(seed, 0x51_0f)
  const clients: ClientPlan[] = presencesOf(stages, 1000 / connectsPerSecond).map((presence, index) => {
    const identity = identities[index % Math.max(1, identities.length)]
    return {
      index,
      token: identity?.token ?? null,
      userId: identity?.userId ?? null,
      isSlow: slow.chance(slowShare),
      ...presence,
    }
  })
  const rooms = lessons.map((lesson) => ({ lesson, clients: [] as ClientPlan[] }))
  for (const client of clients) rooms[client.index % rooms.length]?.clients.push(client)
  // Every shard makes the same plan, and takes its part of it.
  return rooms.filter((room, at) => room.clients.length > 0 && (shard === null || at % shard.total === shard.index - 1))
}

/** CPU that a frame costs the one who receives it, measured. Milliseconds. */
const frameCpuMs = 0.02
/** Above this share of a core another thread pays. */
const fullShare = 0.6

/**
 * How many threads the load needs: what they have to receive is known beforehand. One more costs 1.4 times the CPU a
 * message, so small loads have one.
 */
export function workersFor(plan: RunPlan, cpus: number): number {
  const { model, ratePerSecond, thinkTimeMs } = plan.load
  const rate = model === 'open' ? ratePerSecond : 1000 / Math.max(1, thinkTimeMs)
  const frames = plan.rooms.reduce((sum, { clients }) => sum + rate * clients.length * clients.length, 0)
  const cores = (frames * frameCpuMs) / 1000
  return Math.max(1, Math.min(Math.ceil(cores / fullShare), cpus, plan.rooms.length))
}

/** Parts of a plan that one thread each does, with about as many clients. A room is never parted. */
export function partPlan(plan: RunPlan, parts: number): RunPlan[] {
  const shares = Array.from({ length: parts }, () => ({ rooms: [] as RoomPlan[], weight: 0 }))
  const bySize = [...plan.rooms].sort((a, b) => b.clients.length - a.clients.length)
  for (const room of bySize) {
    const lightest = shares.reduce((least, share) => (share.weight < least.weight ? share : least))
    lightest.rooms.push(room)
    lightest.weight += room.clients.length ** 2
  }
  return shares.filter(({ rooms }) => rooms.length > 0).map(({ rooms }) => ({ ...plan, rooms }))
}
