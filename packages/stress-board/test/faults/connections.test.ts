import { expect, test } from '@jest/globals'
import { measureUntil } from '@m4sh/tools-core/testing'
import { GatewaySocket, type SocketEnd } from '@m4sh/tools-core/connections/websocket'
import { atStroke, withGateway } from '../peers/board-gateway.ts'
import { reportOf, runBoard } from '../peers/run-board.ts'

test('a token that is refused in the middle of the run: all clients fail, and the report says so', async () => {
  let isValid = true
  const behaviour = {
    refuse: () => (isValid ? null : 401),
    heard: atStroke(20, ({ clients }) => {
      isValid = false
      for (const { socket } of clients) socket.close(4401, 'token expired')
    }),
  }
  const { exitCode, report } = await withGateway(behaviour, async ({ url }) => {
    return await reportOf(['-l', '1', '-n', '4', '-d', '2', '--rate', '10', '--ws-url', url])
  })
  const { clients, errors, convergence, messages } = report.result
  expect(clients).toMatchObject({ requested: 4, connected: 4, failed: 4, reconnects: 0 })
  expect(errors).toEqual({ count: 4, byKind: { unauthorized: 4 } })
  expect(convergence).toMatchObject({ checked: 0, unchecked: 4, diverged: [] })
  expect(messages).toMatchObject({ lost: 0, duplicated: 0 })
  expect(messages.unsent).toBeGreaterThan(0)
  expect(report.warnings).toContainEqual(expect.stringContaining('closed it with code 4401 (token expired)'))
  // Nobody can tell whether they ended with the same picture.
  expect({ exitCode, verdict: report.verdict }).toEqual({ exitCode: 1, verdict: 'fail' })
})

test.concurrent('all connections break at once: everybody comes back, and nothing was lost', async () => {
  const heard = atStroke(20, (gateway) => gateway.dropAll())
  const { result } = await withGateway({ heard }, async ({ url }) => {
    return await runBoard({ url, clients: 4, durationMs: 3000 })
  })
  expect(result.clients).toMatchObject({ connected: 4, failed: 0, reconnects: 4 })
  expect(result.clients.resync.count).toBe(4)
  expect(result.errors).toEqual({ count: 4, byKind: { dropped: 4 } })
  expect(result.messages).toMatchObject({ lost: 0, duplicated: 0, outOfOrder: 0, foreign: 0 })
  expect(result.messages.received).toBe(result.messages.expected)
  expect(result.convergence).toMatchObject({ checked: 4, converged: 4, diverged: [] })
})

test.concurrent('a gateway that is gone for two seconds: tries that are refused, and then one picture', async () => {
  const measure = async () => {
    const heard = atStroke(20, (gateway) => {
      gateway.after(2000, () => void gateway.listen())
      void gateway.goAway()
    })
    return await withGateway({ heard }, async ({ url }) => await runBoard({ url, clients: 4, durationMs: 4000 }))
  }
  // Each waits for about a second before its first try: on a busy machine some come when the gateway is there again.
  const { result } = await measureUntil(measure, (run) => (run.result.errors.byKind['refused'] ?? 0) >= 4)
  expect(result.clients).toMatchObject({ connected: 4, failed: 0, reconnects: 4 })
  expect(result.clients.resync.min).toBeGreaterThan(2000)
  expect(result.errors.byKind).toMatchObject({ dropped: 4 })
  expect(result.errors.byKind['refused']).toBeGreaterThanOrEqual(4)
  expect(result.messages).toMatchObject({ lost: 0, duplicated: 0, outOfOrder: 0, foreign: 0 })
  expect(result.messages.unsent).toBeGreaterThan(0)
  expect(result.convergence).toMatchObject({ checked: 4, converged: 4, diverged: [] })
  // Some drew what nobody else will ever see, but it was no impairment of ours that took it.
  expect(result.convergence.perceived).toMatchObject({ clients: 0, wrongAtEnd: 0, staleTime: { count: 0 } })
  expect(result.clients.gone).toBe(0)
}, 60_000)

test.concurrent('a gateway that never comes back: the run ends all the same', async () => {
  const heard = atStroke(20, (gateway) => void gateway.goAway())
  const { result, warnings } = await withGateway({ heard }, async ({ url }) => {
    return await runBoard({ url, clients: 4, durationMs: 2000, settleMs: 500 })
  })
  expect(result.clients).toMatchObject({ connected: 4, gone: 4, reconnects: 0 })
  expect(result.convergence).toMatchObject({ checked: 0, unchecked: 4, diverged: [] })
  expect(result.convergence.perceived).toMatchObject({ clients: 0, wrongAtEnd: 0, staleTime: { count: 0 } })
  expect(result.messages.lost).toBe(0)
  expect(result.messages.unsent).toBeGreaterThan(0)
  expect(warnings).toContainEqual(expect.stringMatching(/^4 clients were gone at the end/))
})

test.concurrent('sockets that the tool itself cuts: what nobody else saw of it is its own doing', async () => {
  const { result } = await withGateway({}, async ({ url }) => {
    return await runBoard({ url, clients: 4, durationMs: 3000, impairments: { stormEveryMs: 1200 } })
  })
  expect(result.clients).toMatchObject({ connected: 4, gone: 0 })
  expect(result.clients.reconnects).toBeGreaterThan(0)
  expect(result.messages.unsent).toBeGreaterThan(0)
  expect(result.convergence.perceived.clients).toBeGreaterThan(0)
  expect(result.convergence.perceived.staleTime.count).toBeGreaterThan(0)
})

test.concurrent('a gateway that goes while the sockets are cut: what was wrong then is wrong at the end', async () => {
  const behaviour = {
    // The look at the target and four clients; whoever the storm has cut finds the door closed.
    refuse: (number: number) => (number > 4 ? 503 : null),
  }
  const { result } = await withGateway(behaviour, async ({ url }) => {
    return await runBoard({ url, clients: 4, durationMs: 2500, settleMs: 200, impairments: { stormEveryMs: 1000 } })
  })
  const { checked, perceived } = result.convergence
  expect(checked).toBe(0)
  expect(perceived.clients).toBeGreaterThan(0)
  expect(perceived.wrongAtEnd).toBe(perceived.clients)
  expect(perceived.staleTime.count).toBe(perceived.clients)
})

test.concurrent('upgrades that are refused at first, as by a gateway that is too busy: those clients come later', async () => {
  const refuse = (number: number) => (number === 1 || number === 2 ? 503 : null)
  const { result } = await withGateway({ refuse }, async ({ url }) => {
    return await runBoard({ url, clients: 4, durationMs: 2000 })
  })
  expect(result.clients).toMatchObject({ requested: 4, connected: 4, failed: 0, reconnects: 0 })
  expect(result.errors).toEqual({ count: 2, byKind: { 'http-503': 2 } })
  expect(result.convergence).toMatchObject({ checked: 4, converged: 4 })
})

test.concurrent('a socket that is cut while it opens can be stalled, resumed and closed as any other', async () => {
  const end = await withGateway({}, async ({ url }) => {
    return await new Promise<SocketEnd>((resolve) => {
      const listener = { opened: () => undefined, message: () => undefined, closed: resolve }
      const socket = new GatewaySocket({ url, token: null, listener })
      socket.terminate()
      socket.pause()
      socket.resume()
      socket.close()
    })
  })
  expect(end).toMatchObject({ kind: 'local', opened: false })
})
