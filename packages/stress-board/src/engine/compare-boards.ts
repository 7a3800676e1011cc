import { Board, type StrokeRef } from '../board/board.ts'
import type { StrokeIds } from '../board/stroke-id.ts'
import type { DivergedClient, DivergenceCause } from '../result.ts'
import type { Room } from './room.ts'
import type { VirtualUser } from './virtual-user.ts'

/** Strokes that are named of one client. */
const mostStrokes = 20

/** The gravest first: what a loss explains is a loss. */
const gravity = ['lost', 'extra', 'race'] as const satisfies readonly DivergenceCause[]

/**
 * Holds what a client's board shows after all that crossed the wire against the server's board. No impairment of our own
 * touches either, so whatever they do not share is the server's doing, or two actions raced.
 * @returns `null` where they are the same
 */
export function compareBoards(room: Room, user: VirtualUser, server: Board, ids: StrokeIds): DivergedClient | null {
  const { missing, extra, missingForeign, extraForeign } = user.boards.wire.differenceTo(server)
  const idOf = ({ slot, sequence }: StrokeRef) => ids.make(room.plan.clients[slot]?.index ?? -1, sequence)
  const strokes: DivergedClient['strokes'] = [
    ...missing.map((ref) => ({ id: idOf(ref), is: 'missing' as const, cause: causeOfMissing(room, user, ref) })),
    ...extra.map((ref) => ({ id: idOf(ref), is: 'extra' as const, cause: causeOfExtra(room, user, ref) })),
    // Somebody else's: nobody knows whether it was sent.
    ...missingForeign.map((id) => ({ id, is: 'missing' as const, cause: 'lost' as const })),
    ...extraForeign.map((id) => ({ id, is: 'extra' as const, cause: 'extra' as const })),
  ]
  if (strokes.length === 0) return null
  return {
    client: user.plan.index,
    lesson: room.plan.lesson,
    missing: missing.length + missingForeign.length,
    extra: extra.length + extraForeign.length,
    cause: gravity.find((cause) => strokes.some((stroke) => stroke.cause === cause)) ?? 'race',
    strokes: strokes.slice(0, mostStrokes),
  }
}

/** The server shows it and the client does not: it never came, or something that came later took it away. */
function causeOfMissing(room: Room, user: VirtualUser, { slot, sequence }: StrokeRef): DivergenceCause {
  const sender = room.users[slot]
  if (sender === undefined || sender === user) return 'race'
  const place = sender.log.placeOf(sequence)
  return place >= 0 && user.deliveries.has(slot, place) ? 'race' : 'lost'
}

/** The client shows it and the server does not. */
function causeOfExtra(room: Room, user: VirtualUser, { slot, sequence }: StrokeRef): DivergenceCause {
  const sender = room.users[slot]
  if (sender === undefined) return 'extra'
  const { log } = sender
  // The server never took it: nobody else has it either.
  if (sender === user && !log.isSeen(sequence) && room.users.length > 1) return 'lost'
  const undo = log.otherOf(sequence)
  const undoPlace = undo >= 0 ? log.placeOf(undo) : -1
  if (sender !== user && undoPlace >= 0 && !user.deliveries.has(slot, undoPlace)) return 'lost'
  const resets = room.users[0]?.log.resets ?? []
  if (resets.length === 0) return 'extra'
  const missedReset = user.slot !== 0 && resets.some((reset) => missed(room, user, reset))
  return missedReset ? 'lost' : 'race'
}

function missed(room: Room, user: VirtualUser, reset: number): boolean {
  const place = room.users[0]?.log.placeOf(reset) ?? -1
  // What was done before the user came, it has by its first snapshot.
  return place >= 0 && user.deliveries.lacks(0, place)
}
