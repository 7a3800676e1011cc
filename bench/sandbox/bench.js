import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { inTurn, median, printTable } from '../measure.js'

const { WebSocket } = createRequire(new URL('../../packages/sandbox/package.json', import.meta.url))('ws')

const clients = 20
const others = clients - 1
const rounds = 9
const wanted = 0.7
const channel = 'board:lesson:1'

/** How the room draws: `senders` clients send `frames` each at once, all wait for the last delivery, then the next ones. */
const loads = {
  'one draws at a time': { bursts: 3000, senders: 1, frames: 1 },
  'all draw, one frame each': { bursts: 200, senders: clients, frames: 1 },
  'all draw as fast as they can': { bursts: 15, senders: clients, frames: 25 },
}

/** `pnpm bench sandbox`: what the gateway forwards, against a server that does nothing else. */
export async function bench() {
  const servers = { bare: await start('bare-server.js'), gateway: await start('gateway-server.js') }
  try {
    for (const [name, load] of Object.entries(loads)) await compare(name, load, servers)
  } finally {
    for (const server of Object.values(servers)) await server.stop()
  }
}

async function compare(name, load, servers) {
  const results = await inTurn(
    { bare: () => measure(servers.bare, load), gateway: () => measure(servers.gateway, load) },
    rounds,
  )
  const figures = (server) => results[server].map(({ framesPerCpuSecond }) => framesPerCpuSecond)
  const ratio = median(figures('gateway').map((one, index) => one / figures('bare')[index]))
  const row = (title, server, last) => [
    title,
    Math.round(median(figures(server))).toLocaleString('en'),
    Math.round(median(results[server].map(({ framesPerSecond }) => framesPerSecond))).toLocaleString('en'),
    Math.round(Math.max(...results[server].map(({ maxRssMb }) => maxRssMb))),
    ...last,
  ]
  printTable(`${clients} clients in one room, ${name}: median of ${rounds} rounds`, [
    ['', 'frames / CPU s', 'frames / s', 'MB', 'ratio', 'wanted'],
    row('bare ws broadcast', 'bare', ['', '']),
    row('gateway', 'gateway', [ratio.toFixed(2), `≥ ${wanted}`]),
  ])
}

/** One server in a process of its own, with the room's sockets open. */
async function start(file) {
  const child = fork(new URL(file, import.meta.url))
  const [{ port, tokens }] = await once(child, 'message')
  const sockets = []
  for (let client = 0; client < clients; client++) sockets.push(await connect(port, tokens[client % tokens.length]))
  return {
    sockets,
    usage: async () => {
      child.send('usage')
      return (await once(child, 'message'))[0]
    },
    stop: async () => {
      for (const socket of sockets) socket.close()
      child.send('stop')
      await once(child, 'exit')
    },
  }
}

async function connect(port, token) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws/?token=${token ?? ''}`)
  await once(socket, 'open')
  if (token === undefined) return socket
  socket.send(JSON.stringify({ type: 'subscribe', channel }))
  // Frames are handled in order: once this one is answered, the subscription is there.
  socket.send(JSON.stringify({ type: 'ping', timestamp: 0 }))
  await once(socket, 'message')
  return socket
}

async function measure({ sockets, usage }, { bursts, senders, frames }) {
  const patches = sockets.map((_, client) => patchOf(client))
  const room = new Room(sockets)
  const before = await usage()
  const started = performance.now()
  for (let burst = 0; burst < bursts; burst++) {
    const arrived = room.expect(senders * others * frames)
    for (let sender = burst; sender < burst + senders; sender++)
      for (let frame = 0; frame < frames; frame++) sockets[sender % clients].send(patches[sender % clients])
    await arrived
  }
  const seconds = (performance.now() - started) / 1000
  const after = await usage()
  room.leave()
  const delivered = bursts * senders * others * frames
  return {
    framesPerCpuSecond: delivered / ((after.cpuMs - before.cpuMs) / 1000),
    framesPerSecond: delivered / seconds,
    maxRssMb: after.maxRssMb,
  }
}

/** A short stroke, as a client sends it while it is drawn. */
function patchOf(client) {
  const points = Array.from({ length: 8 }, (_, index) => ({ x: 100 + client + index * 3, y: 200 + index * 2 }))
  const stroke = {
    id: `stroke-${client}`,
    tool: 'pencil',
    color: '#1a2b3c',
    thickness: 3,
    points,
    composite: 'source-over',
  }
  return JSON.stringify({ channel, type: 'board.patch', lesson_id: 1, stroke })
}

/** Counts what arrives at all sockets together. */
class Room {
  #sockets
  #missing = 0
  #resolve = () => undefined
  #count = () => {
    if (--this.#missing === 0) this.#resolve()
  }

  constructor(sockets) {
    this.#sockets = sockets
    for (const socket of sockets) socket.on('message', this.#count)
  }

  expect(frames) {
    this.#missing = frames
    return new Promise((resolve) => (this.#resolve = resolve))
  }

  leave() {
    for (const socket of this.#sockets) socket.off('message', this.#count)
  }
}
