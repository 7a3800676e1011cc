import { describe, expect, test } from '@jest/globals'
import { eventually } from '../conformance/eventually.ts'
import type { GatewayClient } from '../conformance/gateway-client.ts'
import { isOnline } from '../conformance/people.ts'
import { strokeOf } from '../conformance/strokes.ts'
import type { Bed } from './bed.ts'
import { RawConnection } from './raw-connection.ts'
import { rawFrame } from './raw-frame.ts'

const megabyte = 1024 * 1024

export function describeNotReading(bed: Bed): void {
  const { sandbox, tutor, student, admin, lessonId } = bed
  const channel = `board:lesson:${lessonId}`
  const isStudentOnline = async (): Promise<boolean | null> => {
    return isOnline((await tutor.api.get(`/users/online-status/?ids=${student.id}`)).body, student.id)
  }
  const openDeaf = async (...frames: object[]): Promise<RawConnection> => {
    const connection = await RawConnection.openGateway(`${sandbox.wsUrl}?token=${student.token}`)
    connection.write(Buffer.concat([...frames, { type: 'ping' }].map((frame) => rawFrame(JSON.stringify(frame)))))
    await connection.until('a pong', () => connection.text.includes('"pong"'))
    connection.socket.pause()
    return connection
  }
  /** The server has let go of it: what there was still to read is read, and then there is the end. */
  const bytesUntilDropped = async (connection: RawConnection): Promise<number> => {
    await eventually('offline', isStudentOnline, (online) => online === false)
    connection.socket.resume()
    await connection.untilEnd()
    connection.destroy()
    return connection.received.length
  }

  describe('sockets that never read are dropped', () => {
    test('while others draw, who get everything', async () => {
      const deaf = await openDeaf({ type: 'subscribe', channel })
      const [painter, reader] = await Promise.all([tutor.subscribed(channel), admin.subscribed(channel)])
      const [count, points] = [600, 'x'.repeat(100_000)]
      for (let index = 0; index < count; index++) {
        painter.publish(channel, {
          type: 'board.patch',
          lesson_id: lessonId,
          stroke: strokeOf('growing', { points, index }),
        })
        if (index % 20 === 19) await arrived(reader, index + 1)
      }
      await arrived(reader, count)
      expect(await bytesUntilDropped(deaf)).toBeLessThan(count * points.length)
      expect(process.memoryUsage().arrayBuffers).toBeLessThan(500 * megabyte)
    })

    test('while they go on asking for snapshots', async () => {
      const painter = await tutor.subscribed(channel)
      painter.publish(channel, {
        type: 'board.patch',
        lesson_id: lessonId,
        stroke: strokeOf('large', { points: 'x'.repeat(500_000) }),
      })
      await painter.settle()
      const deaf = await openDeaf({ type: 'subscribe', channel })
      const request = rawFrame(JSON.stringify({ channel, type: 'board.snapshot.request', lesson_id: lessonId }))
      deaf.write(Buffer.concat(Array.from({ length: 200 }, () => request)))
      expect(await bytesUntilDropped(deaf)).toBeLessThan(200 * 500_000)
    })

    test('while they go on pinging', async () => {
      const deaf = await openDeaf()
      const pings = Buffer.concat(
        Array.from({ length: 20_000 }, () => rawFrame('{"type":"ping","timestamp":1234567890123}')),
      )
      let written = 0
      const hasSaidEnough = async (): Promise<boolean> => {
        if (written < 100 && !deaf.socket.writableNeedDrain) {
          deaf.write(pings)
          written += 1
        }
        return (await isStudentOnline()) === false
      }
      const isGone = await eventually('its end', hasSaidEnough, (isSo) => isSo, { deadlineMs: 60_000, everyMs: 1 })
      expect(isGone).toBe(true)
      deaf.destroy()
    })
  })
}

async function arrived(reader: GatewayClient, count: number): Promise<void> {
  await reader.waitFor(`${count} strokes`, () => (reader.frames.length > count ? true : null), 60_000)
}
