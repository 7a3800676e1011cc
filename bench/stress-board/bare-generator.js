// What stress-board is measured against: the bare `ws` loop that parses the JSON and records the latency, and knows nothing
// of boards. One timer sends whatever is due.
import { createRequire } from 'node:module'
import { writeFileSync } from 'node:fs'
import { Histogram } from '../../packages/tools-core/dist/stats/histogram.js'

const { WebSocket } = createRequire(new URL('../../packages/stress-board/package.json', import.meta.url))('ws')

const [port, clients, roomSize, seconds, rate, output] = process.argv.slice(2)
const latency = new Histogram()
let received = 0
const sockets = []
for (let client = 0; client < Number(clients); client++) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws/`, { perMessageDeflate: false })
  const lesson = 1 + Math.floor(client / Number(roomSize))
  socket.channel = `board:lesson:${lesson}`
  socket.lesson = lesson
  socket.on('message', (data) => {
    const at = performance.now()
    const { stroke } = JSON.parse(data)
    if (!stroke) return
    received++
    latency.record(at - stroke.sentAt)
  })
  sockets.push(socket)
  await new Promise((resolve) => socket.on('open', resolve))
  socket.send(JSON.stringify({ type: 'subscribe', channel: socket.channel }))
}
const points = Array.from({ length: 70 }, (_, index) => ({ x: 100.5 + index, y: 200.5 + index }))
const stroke = { tool: 'pencil', color: '#102030', thickness: 2, points, composite: 'source-over' }
const startedAt = performance.now()
const gap = 1000 / Number(rate)
const due = sockets.map((_, client) => startedAt + (gap * client) / sockets.length)
let count = 0
const timer = setInterval(() => {
  const now = performance.now()
  if (now > startedAt + Number(seconds) * 1000) return end()
  for (let client = 0; client < due.length; client++)
    while (due[client] <= now) {
      const { channel, lesson } = sockets[client]
      const own = { id: `${client}-${count++}`, sentAt: due[client], ...stroke }
      sockets[client].send(JSON.stringify({ channel, lesson_id: lesson, type: 'board.patch', stroke: own }))
      due[client] += gap
    }
}, 1)

function end() {
  clearInterval(timer)
  setTimeout(() => {
    writeFileSync(output, JSON.stringify({ received, latency: latency.summary() }))
    for (const socket of sockets) socket.terminate()
  }, 500)
}
