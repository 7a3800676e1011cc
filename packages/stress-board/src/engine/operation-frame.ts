import type { Random } from '@m4sh/tools-core/values/random'
import type { BoardAddress } from '../board/board-frames.ts'
import type { Strokes } from '../board/draw-stroke.ts'
import type { DrawingKind } from '../ledger/operation-log.ts'

interface Operation {
  readonly room: BoardAddress
  readonly id: (sequence: number) => string
  readonly sequence: number
  /** What an undo takes back. */
  readonly stroke: number
  readonly userId: number
  readonly random: Random
  readonly strokes: Strokes
}

/** The frame of an operation. Every one names its lesson, since some gateways use one channel for all boards. */
export function frameOf(kind: DrawingKind, operation: Operation): string {
  const { room, id, sequence, stroke, random } = operation
  const head = `{"channel":"${room.channel}","lesson_id":${room.lessonJson},"type":`
  if (kind === 'patch') return `${head}"board.patch","stroke":${operation.strokes.draw(id(sequence), random)}}`
  if (kind === 'undo') return `${head}"board.stroke.remove","stroke_id":"${id(stroke)}"}`
  if (kind === 'reset') return `${head}"board.reset"}`
  const [x, y] = [random.integer(0, 1600), random.integer(0, 900)]
  // The name is the one documented field of a cursor that can say which one it is.
  return `${head}"board.cursor.move","cursor":{"userId":${operation.userId},"displayName":"${id(sequence)}","x":${x},"y":${y}}}`
}
