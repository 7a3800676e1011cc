import type { Board } from '../board/board.ts'
import type { DivergedClient, RoomRow } from '../result.ts'
import { compareBoards } from './compare-boards.ts'
import { allowedMs } from './haste.ts'
import type { DeliveryCounts } from './raw-result.ts'
import type { Room } from './room.ts'
import type { RunThread } from './run-thread.ts'
import type { VirtualUser } from './virtual-user.ts'

/** What is under way is looked after so often. Milliseconds. */
const pollMs = 20
/** With nothing that arrives for so long, what is missing does not come any more. */
const quietMs = 1500
/** At a board that differs; each takes an answer that was still under way. */
const mostLooks = 3

/** A room whose load is over and whose boards were compared. */
export interface ClosedRoom {
  readonly deliveries: DeliveryCounts
  readonly checked: number
  readonly unchecked: number
  /** Had left before the end, as the stages say. */
  readonly left: number
  /** Were connected, should have stayed, and had no socket at the end. */
  readonly gone: number
  readonly diverged: readonly DivergedClient[]
  readonly perceivedClients: number
  readonly wrongAtEnd: number
  readonly row: RoomRow
}

/**
 * Ends the load of a room, waits for what is under way, and compares everybody's board with the server's.
 * @param signal cuts all waiting short
 */
export async function closeRoom(thread: RunThread, room: Room, signal: AbortSignal): Promise<ClosedRoom> {
  for (const user of room.users) {
    user.stopLoad()
    user.readOn()
  }
  await settle(thread, room, signal)
  const staying = room.users.filter((user) => user.isStaying)
  noteUnhealed(thread, staying)
  const looks = await Promise.all(staying.map(async (user) => await lookAt(thread, room, user, signal)))
  const answers = looks.map(({ server }) => server)
  const diverged = looks.flatMap((look) => look.diverged ?? [])
  const deliveries = countDeliveries(thread, room)
  noteLastReceivers(thread, room)
  const server = answers.find((answer) => answer !== null)
  const wrongAtEnd = staying.filter((user, at) => isWrongAtEnd(user, answers[at] ?? null))
  return {
    deliveries,
    checked: answers.filter((answer) => answer !== null).length,
    unchecked: answers.filter((answer) => answer === null).length,
    left: room.users.length - staying.length,
    gone: staying.filter((user) => user.isGone).length,
    diverged,
    perceivedClients: room.users.filter((user) => user.staleness.everWrong || wrongAtEnd.includes(user)).length,
    wrongAtEnd: wrongAtEnd.length,
    row: {
      lesson: room.plan.lesson,
      clients: room.users.length,
      sent: room.users.reduce((sum, { log }) => sum + log.written, 0),
      received: deliveries.received,
      lost: deliveries.lost,
      duplicated: deliveries.duplicated,
      outOfOrder: deliveries.outOfOrder,
      late: deliveries.late,
      diverged: diverged.length,
      strokes: server?.size ?? 0,
    },
  }
}

/**
 * The user looks at another picture than the server has, and the wire is not to blame. Where nobody can say what the server
 * has, what no snapshot has healed is wrong still.
 */
function isWrongAtEnd({ isClear, boards, staleness }: VirtualUser, server: Board | null): boolean {
  if (server === null) return staleness.wrongSince !== null
  return !isClear && !boards.shown.shows(server) && boards.wire.shows(server)
}

async function settle({ agenda, plan }: RunThread, room: Room, signal: AbortSignal): Promise<void> {
  const begun = agenda.now()
  const pause = () => new Promise<void>((resolve) => void agenda.after(pollMs, resolve))
  const waits = (isOpen: () => boolean) => isOpen() && agenda.now() - begun < allowedMs(plan.settleMs, signal)
  for (const user of room.users) user.joinAtLast()
  // Who lost the socket shortly before the end comes back as a browser would.
  let seen = receivedIn(room)
  let changedAt = agenda.now()
  const isHeld = () => room.users.some((user) => user.pending > 0)
  while (waits(() => isHeld() || isComingBack(room) || (isAwaiting(room) && agenda.now() - changedAt < quietMs))) {
    await pause()
    const now = receivedIn(room)
    if (now !== seen) changedAt = agenda.now()
    seen = now
  }
  for (const user of room.users) user.cutShort()
}

/** A browser that tries for the second time waits longer than any message is on its way. */
function isComingBack(room: Room): boolean {
  return room.users.some((user) => user.isStaying && user.isComing)
}

function isAwaiting(room: Room): boolean {
  return room.users.some((user) => user.isThere && user.deliveries.awaited(room.written, user.slot) > 0)
}

function receivedIn(room: Room): number {
  return room.users.reduce((sum, { deliveries, isThere }) => sum + deliveries.received + Number(isThere), 0)
}

interface Look {
  /** The server's board; `null` where no answer came. */
  readonly server: Board | null
  readonly diverged: DivergedClient | null
}

/**
 * Compares a client's board with the server's. An answer carries nothing that tells which request it is to, and one to an
 * earlier request may come only now: what differs is looked at again.
 */
async function lookAt({ ids, plan }: RunThread, room: Room, user: VirtualUser, signal: AbortSignal): Promise<Look> {
  let look: Look = { server: null, diverged: null }
  for (let looks = 0; looks < mostLooks; looks++) {
    const compare = (server: Board): Look => ({ server, diverged: compareBoards(room, user, server, ids) })
    const seen = await user.finalSnapshot(compare, plan.snapshots.timeoutMs, signal)
    if (seen === null) break
    look = seen
    if (look.diverged === null || signal.aborted) break
  }
  return look
}

function countDeliveries({ recorder }: RunThread, room: Room): DeliveryCounts {
  const counts = { expected: 0, received: 0, lost: 0, duplicated: 0, outOfOrder: 0, late: 0, cutOff: 0 }
  const { lesson, clients } = room.plan
  const cutOff = new Set<string>()
  for (const user of room.users) {
    const { deliveries } = user
    deliveries.finish(room.written, user.slot)
    for (const { slot, place } of deliveries.missing()) {
      const sender = room.users[slot]
      const sequence = sender?.log.at(place) ?? -1
      if (sender?.log.isCutOff(place)) {
        counts.expected--
        cutOff.add(`${slot} ${place}`)
        continue
      }
      counts.lost++
      recorder.note('lost', { lesson, receiver: user.plan.index, sender: clients[slot]?.index ?? null, sequence })
    }
    counts.expected += deliveries.expected
    counts.received += deliveries.received
    counts.duplicated += deliveries.duplicated
    counts.outOfOrder += deliveries.outOfOrder
    counts.late += deliveries.late
  }
  return { ...counts, cutOff: cutOff.size }
}

/** Who still looks at a wrong board has done so for so long at least. */
function noteUnhealed({ recorder, agenda }: RunThread, users: readonly VirtualUser[]): void {
  for (const { staleness } of users)
    if (staleness.wrongSince !== null) recorder.stale.record(agenda.now() - staleness.wrongSince)
}

/** When the last of its receivers had each stroke: known only now. */
function noteLastReceivers({ recorder }: RunThread, room: Room): void {
  for (const { log } of room.users)
    for (let sequence = 0; sequence < log.length; sequence++)
      // Of one that somebody never got, the last receiver is not known.
      if (log.receiversOf(sequence) > 0 && log.receiversOf(sequence) >= log.wantedBy(sequence))
        recorder.last.record(log.lastAt(sequence) - log.intendedAt(sequence))
      else if (log.kindOf(sequence) === 'patch' && log.wantedBy(sequence) > 0) recorder.counts.incomplete++
}
