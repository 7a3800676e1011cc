import { describe, expect, test } from '@jest/globals'
import type { Deployment } from './deployment.ts'
import type { GatewayClient, GatewayEvent } from './gateway-client.ts'
import { eventually } from './eventually.ts'
import { fieldsOf, holds, type Fields } from './json.ts'
import { bothOf, describeWith } from './needs.ts'
import { newStrokeId, strokeOf, strokesIn } from './strokes.ts'

export function describeGatewayBoards({ tutor, student, lessonId, rows, timing }: Deployment): void {
  const channel = `board:lesson:${lessonId}`
  const patchOf = (stroke: Fields): Fields => ({ type: 'board.patch', lesson_id: lessonId, stroke })
  const draw = (by: GatewayClient, id: string): void => by.publish(channel, patchOf(strokeOf(id)))
  const isOf = (id: string) => (event: GatewayEvent) => holds(event.fields, id)
  /** The sender, a second socket of the same user, and the other user. */
  const threeOnBoard = async (): Promise<[GatewayClient, GatewayClient, GatewayClient]> => {
    return await Promise.all([tutor.subscribed(channel), tutor.subscribed(channel), student.subscribed(channel)])
  }
  const snapshotFor = async (socket: GatewayClient): Promise<Fields[]> => {
    const before = socket.frames.length
    socket.publish(channel, { type: 'board.snapshot.request', lesson_id: lessonId })
    const isSnapshot = ({ type }: GatewayEvent, index: number): boolean =>
      index >= before && type === 'board.snapshot.send'
    const { fields } = await socket.waitFor('the snapshot', () => socket.events().find(isSnapshot))
    return strokesIn(fields['state'])
  }
  const idsFor = async (socket: GatewayClient): Promise<unknown[]> => (await snapshotFor(socket)).map(({ id }) => id)

  describe('gateway, boards', () => {
    const events: [string, (id: string) => Fields][] = [
      ['board.patch', (id) => ({ stroke: strokeOf(id, { tool: 'marker', thickness: 7, color: '#ff8800' }) })],
      ['board.stroke.remove', (id) => ({ stroke_id: id })],
      ['board.reset', () => ({})],
      ['board.cursor.move', (id) => ({ cursor: { userId: tutor.userId, displayName: id, x: 10.5, y: -3 } })],
    ]

    test.each(events)('%s comes to all others with its fields, and not back', async (type, fieldsFor) => {
      const [sender, ...others] = await threeOnBoard()
      const fields = fieldsFor(newStrokeId())
      sender.publish(channel, { type, lesson_id: lessonId, ...fields })
      for (const other of others) {
        const event = await other.event(type, (candidate) => candidate.type === type)
        expect(event).toMatchObject({ channel, type, fields: { lesson_id: lessonId, ...fields } })
        await other.settle()
        expect(other.events().filter((candidate) => candidate.type === type)).toHaveLength(1)
      }
      await sender.settle()
      expect(sender.events().filter((candidate) => candidate.type === type)).toEqual([])
      expect(sender.errors()).toEqual([])
    })

    test.each(['pencil', 'marker', 'eraser', 'line', 'rect'])(
      'a stroke of the %s comes as it was sent',
      async (tool) => {
        const [sender, , other] = await threeOnBoard()
        const stroke = strokeOf(newStrokeId(), {
          tool,
          points: [
            [1, 2],
            [3.25, 4],
          ],
          composite: 'destination-out',
        })
        sender.publish(channel, patchOf(stroke))
        const { fields } = await other.event('the stroke', isOf(String(stroke['id'])))
        expect(fields['stroke']).toEqual(stroke)
      },
    )

    test('a stroke of 5000 points comes whole', async () => {
      const [sender, , other] = await threeOnBoard()
      const points = Array.from({ length: 10_000 }, (_, index) => index / 8)
      const stroke = strokeOf(newStrokeId(), { points })
      sender.publish(channel, patchOf(stroke))
      expect((await other.event('the stroke', isOf(String(stroke['id'])))).fields['stroke']).toEqual(stroke)
    })

    test('two hundred strokes of two senders come once each, in the order of their sender', async () => {
      const [first, , second] = await threeOnBoard()
      const third = await student.subscribed(channel)
      const [ofFirst, ofSecond] = [first, second].map((sender) => {
        const ids = Array.from({ length: 100 }, newStrokeId)
        for (const id of ids) draw(sender, id)
        return ids
      })
      await third.event('the last of the first', isOf(ofFirst?.at(-1) ?? ''))
      await third.event('the last of the second', isOf(ofSecond?.at(-1) ?? ''))
      const came = third.events().flatMap(({ type, fields }) => {
        return type === 'board.patch' ? [fieldsOf(fields['stroke'])['id']] : []
      })
      expect(came.filter((id) => ofFirst?.includes(String(id)))).toEqual(ofFirst)
      expect(came.filter((id) => ofSecond?.includes(String(id)))).toEqual(ofSecond)
      expect(came).toHaveLength(200)
    })

    test('what is drawn just before leaving comes too', async () => {
      const [leaver, , other] = await threeOnBoard()
      const ids = Array.from({ length: 20 }, newStrokeId)
      for (const id of ids) draw(leaver, id)
      await leaver.close()
      await other.event('the last', isOf(ids.at(-1) ?? ''))
      expect(other.events().filter(({ type }) => type === 'board.patch')).toHaveLength(ids.length)
    })

    test('whoever unsubscribes, or never subscribed, gets nothing', async () => {
      const [sender, leaver, stayer] = await threeOnBoard()
      const stranger = await student.connect()
      leaver.send({ type: 'unsubscribe', channel })
      await leaver.settle()
      const id = newStrokeId()
      draw(sender, id)
      await stayer.event('the stroke', isOf(id))
      await Promise.all([leaver.settle(), stranger.settle()])
      expect([leaver.framesWith(id), stranger.framesWith(id)]).toEqual([[], []])
    })

    test('a snapshot goes to the requester alone', async () => {
      const [requester, ...others] = await threeOnBoard()
      await snapshotFor(requester)
      for (const other of others) {
        await other.settle()
        expect(other.events().filter(({ type }) => type?.startsWith('board.snapshot'))).toEqual([])
      }
    })

    test('a snapshot holds what was drawn, less what was taken away', async () => {
      const [painter, , other] = await threeOnBoard()
      painter.publish(channel, { type: 'board.reset', lesson_id: lessonId })
      const ids = Array.from({ length: 5 }, newStrokeId)
      for (const id of ids) draw(painter, id)
      const [, , removed = ''] = ids
      painter.publish(channel, { type: 'board.stroke.remove', lesson_id: lessonId, stroke_id: removed })
      const removal = (event: GatewayEvent): boolean => event.type === 'board.stroke.remove' && isOf(removed)(event)
      await other.event('the removal', removal)
      expect(await idsFor(other)).toEqual(ids.filter((id) => id !== removed))
    })

    test('a stroke that grows stays one', async () => {
      const [painter, , other] = await threeOnBoard()
      const id = newStrokeId()
      for (const points of [
        [1, 2],
        [1, 2, 3, 4],
      ])
        painter.publish(channel, patchOf(strokeOf(id, { points })))
      await other.waitFor('both', () => (other.framesWith(id).length === 2 ? true : null))
      const strokes = (await snapshotFor(other)).filter((stroke) => stroke['id'] === id)
      expect(strokes).toEqual([strokeOf(id, { points: [1, 2, 3, 4] })])
    })

    test('a reset leaves an empty board, for those who come later too', async () => {
      const [painter, , other] = await threeOnBoard()
      draw(painter, newStrokeId())
      painter.publish(channel, { type: 'board.reset', lesson_id: lessonId })
      await other.event('the reset', ({ type }) => type === 'board.reset')
      expect(await idsFor(other)).toEqual([])
      expect(await idsFor(await student.subscribed(channel))).toEqual([])
    })

    test('who comes late sees the board', async () => {
      const painter = await tutor.subscribed(channel)
      const id = newStrokeId()
      draw(painter, id)
      await painter.settle()
      expect(await idsFor(await student.subscribed(channel))).toContain(id)
    })

    test('the board outlives its sockets', async () => {
      const painter = await tutor.subscribed(channel)
      const id = newStrokeId()
      draw(painter, id)
      await painter.settle()
      await Promise.all([tutor.closeSockets(), student.closeSockets()])
      expect(await idsFor(await student.subscribed(channel))).toContain(id)
    })

    test('a cursor leaves nothing on the board', async () => {
      const [mover, , other] = await threeOnBoard()
      const before = await idsFor(other)
      mover.publish(channel, { type: 'board.cursor.move', lesson_id: lessonId, cursor: { userId: 1, x: 1, y: 1 } })
      await other.event('the cursor', ({ type }) => type === 'board.cursor.move')
      expect(await idsFor(other)).toEqual(before)
    })
  })

  describeWith('gateway, saving boards', bothOf(rows, timing), ({ one: database, other: { boardSaveIntervalMs } }) => {
    const deadlineMs = boardSaveIntervalMs * 6 + 15_000

    test(
      'the board is saved while it is drawn on, but not more often than it should be',
      async () => {
        const [painter, , other] = await threeOnBoard()
        const saves: number[] = []
        const drawAndLook = async (): Promise<number | null> => {
          const id = newStrokeId()
          draw(painter, id)
          await other.event('the stroke', isOf(id))
          return await database.boardSavedAt(lessonId)
        }
        const before = await database.boardSavedAt(lessonId)
        const isThirdSave = (savedAt: number | null): boolean => {
          if (savedAt !== null && savedAt !== (saves.at(-1) ?? before)) saves.push(savedAt)
          return saves.length === 3
        }
        await eventually('three saves', drawAndLook, isThirdSave, { deadlineMs })
        const gaps = saves.slice(1).map((savedAt, index) => savedAt - (saves[index] ?? 0))
        // What is written last in an interval may begin a little late, the next one in time.
        expect(Math.min(...gaps)).toBeGreaterThanOrEqual(boardSaveIntervalMs * 0.9)
      },
      deadlineMs + 10_000,
    )

    test(
      'what was drawn is in the database in the end',
      async () => {
        const painter = await tutor.subscribed(channel)
        const id = newStrokeId()
        draw(painter, id)
        const count = async (): Promise<number> => {
          const sql = `SELECT 1 FROM boards_boardsnapshot WHERE lesson_id = $1 AND data::text LIKE '%' || $2 || '%'`
          return (await database.query(sql, [lessonId, id])).length
        }
        expect(await eventually('the row', count, (found) => found > 0, { deadlineMs })).toBe(1)
      },
      deadlineMs + 10_000,
    )
  })
}
