import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { Tokens } from '../../src/auth/tokens.ts'
import { TestClient } from './test-client.ts'
import { startTestDatabase, type TestDatabase, users } from './test-platform.ts'

const secret = 'of the measured gateway'
const board = 'board:lesson:1'
const fixture = fileURLToPath(new URL('fixtures/measured-gateway.js', import.meta.url))

let database: TestDatabase
let gateway: ChildProcess
let url: string

beforeAll(async () => {
  database = await startTestDatabase()
  gateway = fork(fixture, [database.url, secret], { execArgv: ['--expose-gc'] })
  const [{ port }] = (await once(gateway, 'message')) as [{ port: number }]
  url = `ws://127.0.0.1:${port}/ws/`
})

afterAll(async () => {
  if (gateway?.connected) {
    gateway.send('stop')
    await once(gateway, 'exit')
  }
  await database?.close()
})

async function memory(): Promise<{ heapUsed: number; external: number }> {
  gateway.send('memory')
  const [usage] = (await once(gateway, 'message')) as [{ heapUsed: number; external: number }]
  return usage
}

async function join(userId: number): Promise<TestClient> {
  const now = (): Date => new Date()
  const tokens = new Tokens({ secret, accessLifetimeMs: 60_000, refreshLifetimeMs: 60_000, now })
  const client = await TestClient.connect(`${url}?token=${await tokens.mint(userId)}`)
  await client.subscribe(board)
  return client
}

/** All that a lesson brings: strokes drawn, changed and removed, cursors, mistakes, snapshots, sockets that come and go. */
async function draw(messages: number): Promise<void> {
  const [tutor, student] = [await join(users.tutor), await join(users.student)]
  for (let index = 0; index < messages; index++) {
    const id = `stroke-${index % 200}`
    if (index % 10 === 7)
      tutor.publish(board, 'board.cursor.move', { lesson_id: 1, cursor: { userId: 2, x: index, y: 0 } })
    else if (index % 10 === 8) tutor.publish(board, 'board.stroke.remove', { lesson_id: 1, stroke_id: id })
    else if (index % 1000 === 999) tutor.send('{"no json')
    else tutor.publish(board, 'board.patch', { lesson_id: 1, stroke: { id, points: [index, index, index] } })
    if (index % 5000 === 0) student.publish(board, 'board.snapshot.request', { lesson_id: 1 })
    // The test itself must not keep what came.
    if (index % 2000 === 1999) await forgetAll(tutor, student)
  }
  await tutor.close()
  await student.close()
}

async function forgetAll(...clients: readonly TestClient[]): Promise<void> {
  for (const client of clients) {
    await client.settle()
    client.forget()
  }
}

test('the heap is steady over 100,000 messages', async () => {
  await draw(20_000)
  const before = await memory()
  await draw(50_000)
  await draw(50_000)
  const after = await memory()
  // 100,000 leaks of one small object each would be many times as much.
  expect(after.heapUsed - before.heapUsed).toBeLessThan(1_000_000)
  expect(after.external - before.external).toBeLessThan(1_000_000)
}, 120_000)

test('the heap is steady over 500 sockets that come and go', async () => {
  await cycle(300)
  const before = await memory()
  await cycle(500)
  const after = await memory()
  // One that stayed would be some 8 kB.
  expect(after.heapUsed - before.heapUsed).toBeLessThan(1_000_000)
}, 60_000)

async function cycle(sockets: number): Promise<void> {
  for (let index = 0; index < sockets; index++) {
    const client = await join(users.tutor)
    if (index % 2 === 0) client.socket.terminate()
    await client.close()
  }
}
