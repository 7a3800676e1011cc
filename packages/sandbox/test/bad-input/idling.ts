import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from '@jest/globals'
import { eventually } from '../conformance/eventually.ts'
import { isOnline } from '../conformance/people.ts'
import { expectHealthy, type Bed } from './bed.ts'
import { RawConnection } from './raw-connection.ts'

const isSlow = process.env['M4SH_SLOW_TESTS'] === '1'
const megabyte = 1024 * 1024

export function describeIdling(bed: Bed): void {
  const { sandbox, student, tutor } = bed
  const studentUrl = (): string => `${sandbox.wsUrl}?token=${student.token}`
  const isStudentOnline = async (): Promise<boolean | null> => {
    return isOnline((await tutor.api.get(`/users/online-status/?ids=${student.id}`)).body, student.id)
  }

  describe('sockets that say nothing', () => {
    const count = Math.min(10_000, openFilesLimit() - 2000)

    test(`${count} of them are kept, answered and forgotten`, async () => {
      const [handles, heap] = [countConnections(), heapUsed()]
      const idle = await IdleSockets.open(studentUrl(), count)
      try {
        expect(idle.opened).toBe(count)
        await expectHealthy(bed)
        expect(await idle.ping()).toBe(count)
        expect(await isStudentOnline()).toBe(true)
      } finally {
        await idle.close()
      }
      expect(await eventually('offline', isStudentOnline, (online) => online === false)).toBe(false)
      // The pool of the database and kept connections of `fetch` come and go by themselves.
      await eventually(
        'the end of the connections',
        async () => Promise.resolve(countConnections()),
        (left) => left < handles + 50,
      )
      expect(heapUsed() - heap).toBeLessThan(20 * megabyte)
    }, 120_000)
  })

  describe('connections that break off', () => {
    test('a reset is the end of a presence', async () => {
      const connection = await RawConnection.openGateway(studentUrl())
      await eventually('online', isStudentOnline, (online) => online === true)
      connection.socket.resetAndDestroy()
      expect(await eventually('offline', isStudentOnline, (online) => online === false)).toBe(false)
    })

    test('so is a half that is closed', async () => {
      const connection = await RawConnection.openGateway(studentUrl())
      await eventually('online', isStudentOnline, (online) => online === true)
      connection.socket.end()
      await connection.untilEnd()
      expect(await eventually('offline', isStudentOnline, (online) => online === false)).toBe(false)
      connection.destroy()
    })

    test('500 that stop in the middle of a handshake, a header, a body or a frame leave nothing', async () => {
      const before = countConnections()
      const starts = [
        'GET /ws/?token=',
        `GET /ws/?token=${student.token} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n`,
        'POST /api/auth/login/ HTTP/1.1\r\nHost: x\r\nContent-Le',
        'POST /api/auth/login/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"email":',
      ]
      for (let round = 0; round < 5; round++) {
        const connections = await Promise.all(Array.from({ length: 80 }, () => RawConnection.open(sandbox.baseUrl)))
        for (const [index, connection] of connections.entries()) connection.write(starts[index % starts.length] ?? '')
        const sockets = await Promise.all(Array.from({ length: 20 }, () => RawConnection.openGateway(studentUrl())))
        for (const socket of sockets) socket.write(Buffer.from([0x81, 0xfe, 0x04]))
        await expectHealthy(bed)
        for (const connection of [...connections, ...sockets]) connection.socket.resetAndDestroy()
      }
      await eventually(
        'the end of the connections',
        async () => Promise.resolve(countConnections()),
        (left) => left < before + 50,
      )
      expect(await eventually('offline', isStudentOnline, (online) => online === false)).toBe(false)
    })
  })

  describe('slow loris', () => {
    test('300 who send a header a byte at a time keep nobody out', async () => {
      const connections = await Promise.all(Array.from({ length: 300 }, () => RawConnection.open(sandbox.baseUrl)))
      const request = 'GET /api/users/me/ HTTP/1.1\r\nHost: x\r\nX-Slow: aaaaaaaaaaaaaaaa'
      for (const letter of request) {
        for (const connection of connections) connection.write(letter)
        if (letter === '\n') await expectHealthy(bed)
      }
      await expectHealthy(bed)
      for (const connection of connections) connection.destroy()
      expect(connections.map(({ statuses }) => statuses.length).filter((answers) => answers > 0)).toEqual([])
    })

    const testSlow = isSlow ? test : test.skip
    testSlow(
      'one of them is cut off with 408 in the end (M4SH_SLOW_TESTS=1)',
      async () => {
        const connection = await RawConnection.open(sandbox.baseUrl)
        connection.write('GET /api/users/me/ HTTP/1.1\r\nHost: x\r\nX-Slow: a')
        await connection.until('408', () => connection.statuses.length > 0, 150_000)
        expect(connection.statuses).toEqual([408])
      },
      160_000,
    )
  })
}

/** Of this process: Node takes all that it may have. Where nothing tells of it, there is no telling. */
function openFilesLimit(): number {
  if (!existsSync('/proc/self/limits')) return Infinity
  const [, soft] = /^Max open files +(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? []
  return soft === undefined ? Infinity : Number(soft)
}

/** TCP connections of this process, the sandbox's included: it runs in here. */
function countConnections(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length
}

function heapUsed(): number {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect === 'function') collect()
  return process.memoryUsage().heapUsed
}

/** In a process of their own: their ends would count among the server's, and the limit on open files is one for both. */
class IdleSockets {
  readonly opened: number
  readonly #child: ChildProcessWithoutNullStreams
  readonly #answers: AsyncIterator<string>

  private constructor(child: ChildProcessWithoutNullStreams, answers: AsyncIterator<string>, opened: number) {
    this.#child = child
    this.#answers = answers
    this.opened = opened
  }

  static async open(url: string, count: number): Promise<IdleSockets> {
    const script = new URL('./fixtures/idle-sockets.js', import.meta.url).pathname
    const child = spawn(process.execPath, [script, url, String(count)])
    child.stderr.pipe(process.stderr)
    const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    return new IdleSockets(child, answers, await nextNumber(answers))
  }

  /** @returns how many were answered */
  async ping(): Promise<number> {
    this.#child.stdin.write('ping\n')
    return await nextNumber(this.#answers)
  }

  async close(): Promise<void> {
    const exited = once(this.#child, 'exit')
    this.#child.stdin.end()
    await exited
  }
}

async function nextNumber(lines: AsyncIterator<string>): Promise<number> {
  const { value } = await lines.next()
  return Number(value)
}
