import { afterEach, expect, test } from '@jest/globals'
import { checkTarget } from '../../src/check-target.ts'
import { type Behaviour, BoardGateway, startGateway } from '../peers/board-gateway.ts'
import { runCommand } from '../peers/run-board.ts'

const token = 'token-of-a-client-4711'
let gateway: BoardGateway | undefined

afterEach(async () => {
  await gateway?.close()
  gateway = undefined
})

async function tryTarget(behaviour: Behaviour, ...more: string[]) {
  gateway = await startGateway(behaviour)
  return await runCommand(['-l', '7', '-n', '5', '-d', '1', '--ws-url', gateway.url, '--token', token, ...more])
}

/** One socket has told it all; it is gone, and no other one follows. */
async function expectOneLook(): Promise<void> {
  await gateway?.emptied()
  expect(gateway?.upgrades).toBe(1)
}

test('a gateway that is not there', async () => {
  gateway = await startGateway()
  const { url } = gateway
  await gateway.goAway()
  const { exitCode, stdout, stderr } = await runCommand(['-l', '7', '--ws-url', url])
  expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' })
  expect(stderr).toMatch(/The gateway at 127\.0\.0\.1:\d+ cannot be used: .*refused/)
  expect(stderr).toContain('Is the platform running? Check --base-url and --ws-url.')
})

test('an upgrade that is refused with 401', async () => {
  const { exitCode, stdout, stderr } = await tryTarget({ refuse: () => 401 })
  expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' })
  expect(stderr).toContain('the gateway refused the token, or who asks (HTTP 401)')
  expect(stderr).toContain('--token or M4SH_TOKEN')
  await expectOneLook()
})

test('an address that is no gateway', async () => {
  const { exitCode, stderr } = await tryTarget({ refuse: () => 404 })
  expect(exitCode).toBe(3)
  expect(stderr).toContain('HTTP 404')
  expect(stderr).toContain('Is this the address of the gateway? Its path is mostly /ws/.')
})

test.each([4401, 4001, 4003, 1008])(
  'a socket that is closed with %i, though its reason repeats the token',
  async (code) => {
    const { exitCode, stdout, stderr } = await tryTarget({
      opened: ({ socket, token: sent }) => socket.close(code, `bad token ${sent}`),
    })
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' })
    expect(stderr).toContain(`the gateway closed it with code ${code} (bad token `)
    expect(stderr).toContain('--token or M4SH_TOKEN')
    expect(stderr).not.toContain(token)
    await expectOneLook()
  },
)

test.each([
  ['WS_FORBIDDEN', 'not yours', "A board is for the lesson's tutor and student"],
  ['WS_INVALID_CHANNEL', '', 'Does the lesson exist? Name another one with --lesson.'],
  ['WS_SERVER_ERROR', '', 'The log of the gateway may tell more.'],
  ['constructor', '', 'The log of the gateway may tell more.'],
])('a board that is refused with %s', async (code, detail, hint) => {
  const { exitCode, stdout, stderr } = await tryTarget({
    heard: ({ type }, { socket }) => {
      if (type === 'subscribe') socket.send(JSON.stringify({ type: 'error', code, detail }))
      return true
    },
  })
  expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' })
  expect(stderr).toContain(`refuses board:lesson:7: ${code}${detail && ` (${detail})`}.`)
  expect(stderr).toContain(hint)
  await expectOneLook()
})

test('a board that never comes', async () => {
  gateway = await startGateway({ snapshot: () => null })
  const check = { url: gateway.url, headers: [], token: null, lesson: '7', timeoutMs: 50 }
  const looking = checkTarget(check, new AbortController().signal)
  await expect(looking).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringMatching(/answers no board\.snapshot\.request for board:lesson:7 within 0\.05 s/),
    hint: expect.stringContaining('--ws-url'),
  })
  await expectOneLook()
})

test('what comes before the board, and is none, is passed over', async () => {
  gateway = await startGateway({
    opened: ({ socket }) => {
      for (const noise of ['no JSON', '[]', '{"type":"hello"}', '{"channel":"status:users","payload":{}}'])
        socket.send(noise)
    },
  })
  const check = { url: gateway.url, headers: [], token: null, lesson: '7', timeoutMs: 5000 }
  await expect(checkTarget(check, new AbortController().signal)).resolves.toBeUndefined()
  await expectOneLook()
})

test('a Ctrl-C while it looks ends the look', async () => {
  const stop = new AbortController()
  gateway = await startGateway({
    heard: () => {
      stop.abort()
      return true
    },
  })
  const check = { url: gateway.url, headers: [], token: null, lesson: '7', timeoutMs: 60_000 }
  await expect(checkTarget(check, stop.signal)).rejects.toMatchObject({ message: expect.stringContaining('stopped') })
  await expectOneLook()
})
