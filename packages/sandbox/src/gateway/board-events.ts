import { isRecord } from '@m4sh/tools-core/values'
import type { Board } from './board.ts'
import { malformed, type ClientFrame } from './client-frame.ts'
import { readLessonId } from './lesson-id.ts'
import { ProtocolError, shorten } from './protocol-error.ts'
import { checkStorable, isStorable } from './storable.ts'

/** A board event as it is forwarded, and what it does to the board. */
export interface BoardEvent {
  readonly json: string
  apply(board: Board): void
}

/** Fields that the platform documents; anything else may be dropped on the way, so it is. */
const strokeFields = ['id', 'tool', 'color', 'thickness', 'points', 'composite'] as const
const cursorFields = ['userId', 'displayName', 'x', 'y'] as const

type Fields = Readonly<Record<string, unknown>>

interface Reading {
  readonly frame: ClientFrame
  readonly lessonId: number
  readonly keepsUnlisted: boolean
}

/** What each event looks like. `board.snapshot.request` is no event: it is answered, not forwarded. */
const readers: Readonly<Record<string, (reading: Reading) => BoardEvent>> = {
  'board.patch': readPatch,
  'board.stroke.remove': readRemoval,
  'board.reset': (reading) => event(reading, '', (board) => board.reset()),
  'board.cursor.move': readCursor,
}

/**
 * @param keepsUnlisted forwards fields that the platform does not document, too
 * @throws {ProtocolError} for an event that is not as the platform documents it
 */
export function readBoardEvent(frame: ClientFrame, lessonId: number, keepsUnlisted: boolean): BoardEvent {
  const read = Object.hasOwn(readers, frame.type) ? readers[frame.type] : undefined
  if (read === undefined) throw malformed(`"${shorten(frame.type)}" is no event of a board`)
  return read({ frame, lessonId, keepsUnlisted })
}

/**
 * Every board event names its lesson, since some clients use one channel for all.
 * @throws {ProtocolError} where it names none or another one
 */
export function checkLesson({ type, lesson_id: named }: ClientFrame, lessonId: number): void {
  if (readLessonId(named) === lessonId) return
  if (typeof named !== 'number' && typeof named !== 'string') throw malformed(`"${shorten(type)}" has no "lesson_id"`)
  throw new ProtocolError(
    'WS_INVALID_CHANNEL',
    `lesson_id ${shorten(String(named))} is not of board:lesson:${lessonId}`,
  )
}

function readPatch(reading: Reading): BoardEvent {
  const stroke = fieldsOf(reading, 'stroke')
  const id = readId(reading, stroke['id'], 'stroke.id')
  checkStorable(stroke, 'stroke')
  const json = JSON.stringify(reading.keepsUnlisted ? stroke : pick(stroke, strokeFields))
  return event(reading, `,"stroke":${json}`, (board) => {
    if (!board.put(id, json)) throw new ProtocolError('WS_SERVER_ERROR', 'the board is full')
  })
}

function readRemoval(reading: Reading): BoardEvent {
  const { stroke_id: given } = reading.frame
  const id = readId(reading, given, 'stroke_id')
  return event(reading, `,"stroke_id":${JSON.stringify(given)}`, (board) => board.remove(id))
}

function readCursor(reading: Reading): BoardEvent {
  const cursor = fieldsOf(reading, 'cursor')
  checkStorable(cursor, 'cursor')
  const json = JSON.stringify(reading.keepsUnlisted ? cursor : pick(cursor, cursorFields))
  return event(reading, `,"cursor":${json}`, () => undefined)
}

/** @param fields JSON of the event's own fields, each after a comma */
function event({ frame, lessonId, keepsUnlisted }: Reading, fields: string, apply: (board: Board) => void): BoardEvent {
  const extra = keepsUnlisted ? unlistedFields(frame) : ''
  return { json: `{"type":"${frame.type}","lesson_id":${lessonId}${fields}${extra}}`, apply }
}

function unlistedFields(frame: ClientFrame): string {
  const { type: _type, channel: _channel, lesson_id: _lesson, stroke: _s, stroke_id: _i, cursor: _c, ...rest } = frame
  checkStorable(rest, 'event')
  const json = JSON.stringify(rest)
  return json === '{}' ? '' : `,${json.slice(1, -1)}`
}

function fieldsOf({ frame }: Reading, name: 'stroke' | 'cursor'): Fields {
  const value = frame[name]
  if (!isRecord(value)) throw malformed(`"${frame.type}" has no "${name}" that is an object`)
  return value
}

function readId({ frame }: Reading, value: unknown, name: string): string {
  const isId = typeof value === 'number' || (typeof value === 'string' && value !== '')
  if (!isId || !isStorable(value)) throw malformed(`"${frame.type}" has no "${name}" that is a text or a number`)
  return String(value)
}

function pick(fields: Fields, names: readonly string[]): Fields {
  const picked: Record<string, unknown> = {}
  for (const name of names) if (fields[name] !== undefined) picked[name] = fields[name]
  return picked
}
