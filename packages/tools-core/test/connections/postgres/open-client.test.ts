import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { databaseAddress, type DatabaseError, openClient, openKysely } from '../../../src/connections/postgres/index.ts'
import { UsageError } from '../../../src/errors/errors.ts'
import { createTemporaryFolder } from '../../../src/testing/temporary-folder.ts'

/** A server that listens and does with a connection what the test says. */
let server: Server
let sockets: Socket[]
beforeEach(async () => {
  sockets = []
  server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => undefined)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  await new Promise((resolve) => {
    server.close(resolve)
  })
})

/** A port for which a server would need rights that nobody gives it. */
const nobodysPort = 1
const place = () => `127.0.0.1:${(server.address() as AddressInfo).port}`
const addressOf = (rest: string) => databaseAddress(`postgresql://anna:hunter2@${rest}`, { HOME: '/nowhere' }, 'a test')
const options = { applicationName: 'a test' }

async function faultOf(rest: string): Promise<DatabaseError> {
  const error: unknown = await openClient(addressOf(rest), options).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ name: 'DatabaseError', exitCode: 3 })
  expect(String(error)).not.toContain('hunter2')
  return error as DatabaseError
}

describe('a server that cannot be reached is told by name, and what to do', () => {
  test('nothing listens', async () => {
    const { message, hint } = await faultOf(`127.0.0.1:${nobodysPort}/m4sh`)
    expect(message).toBe('The database anna@127.0.0.1:1/m4sh: nothing listens there.')
    expect(hint).toContain('--database-url')
  })

  test('nothing listens at any address of a name', async () => {
    expect((await faultOf(`localhost:${nobodysPort}/m4sh`)).fault.kind).toBe('refused')
  })

  test('there is no such socket', async () => {
    const { message } = await faultOf('/m4sh?host=/nowhere')
    expect(message).toBe('The database anna@/nowhere:5432/m4sh: there is no socket of a server.')
  })

  test('there is no such host', async () => {
    expect((await faultOf('nowhere.invalid/m4sh')).fault.kind).toBe('unknown-host')
  })

  test('it says nothing', async () => {
    const { message, fault } = await faultOf(`${place()}/m4sh?connect_timeout=1&sslmode=disable`)
    expect(message).toMatch(/: it does not answer\.$/)
    expect(fault.isPassing).toBe(true)
  })

  test('it hangs up', async () => {
    server.on('connection', (socket) => socket.destroy())
    expect((await faultOf(`${place()}/m4sh?sslmode=disable`)).fault.kind).toBe('lost')
  })

  test('it speaks no TLS, and that was asked for', async () => {
    server.on('connection', (socket) => socket.once('data', () => socket.write('N')))
    const { message } = await faultOf(`${place()}/m4sh?sslmode=require`)
    expect(message).toMatch(/: it speaks no TLS\.$/)
  })

  test('it is no PostgreSQL at all', async () => {
    server.on('connection', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    expect((await faultOf(`${place()}/m4sh?sslmode=require`)).fault.kind).toBe('tls')
  })
})

test.each(['disable', 'prefer', 'require'])('a signal ends the wait at once (sslmode=%s)', async (mode) => {
  const stop = new AbortController()
  const opening = openClient(addressOf(`${place()}/m4sh?sslmode=${mode}`), { ...options, signal: stop.signal })
  await once(server, 'connection')
  const reason = new Error('Ctrl-C')
  stop.abort(reason)
  await expect(opening).rejects.toBe(reason)
  await once(sockets[0] as Socket, 'close')
  expect(sockets).toHaveLength(1)
})

test('a signal ends the wait for TLS, too', async () => {
  server.on('connection', (socket) => socket.once('data', () => socket.write('S')))
  const stop = new AbortController()
  const address = addressOf(`${place()}/m4sh?sslmode=require`)
  const opening = openKysely(address, { ...options, connections: 1, signal: stop.signal })
  const [socket] = (await once(server, 'connection')) as [Socket]
  await once(socket, 'data')
  // The client's first word in TLS.
  await once(socket, 'data')
  const reason = new Error('Ctrl-C')
  stop.abort(reason)
  await expect(opening).rejects.toBe(reason)
})

test('a signal that has come already connects to nothing', async () => {
  const reason = new Error('Ctrl-C')
  const opening = openClient(addressOf(place()), { ...options, signal: AbortSignal.abort(reason) })
  await expect(opening).rejects.toBe(reason)
  expect(sockets).toHaveLength(0)
})

test('with sslmode=disable the first word is no question for TLS, with allow neither, with prefer it is', async () => {
  for (const mode of ['disable', 'allow', 'prefer']) {
    const opening = openClient(addressOf(`${place()}/m4sh?sslmode=${mode}`), options).catch(() => undefined)
    const [socket] = (await once(server, 'connection')) as [Socket]
    const [word] = (await once(socket, 'data')) as [Buffer]
    const sslRequest = 80_877_103
    expect(word.readInt32BE(4) === sslRequest).toBe(mode === 'prefer')
    // Not to be tried again.
    server.on('connection', (next) => next.destroy())
    socket.destroy()
    await opening
    server.removeAllListeners('connection')
  }
})

test('a certificate that cannot be read is told as a file', async () => {
  const folder = await createTemporaryFolder()
  const file = folder.join('ca.pem')
  const opening = openClient(addressOf(`${place()}/m4sh?sslmode=verify-full&sslrootcert=${file}`), options)
  await expect(opening).rejects.toThrow(UsageError)
  await expect(opening).rejects.toThrow(`sslrootcert: ${file} cannot be read: there is no such file.`)
  await folder.remove()
})
