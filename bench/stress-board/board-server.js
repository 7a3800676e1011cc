// The platform's gateway as far as a load generator needs it, and as cheap as can be: rooms, fan-out, snapshots. No tokens.
import { createRequire } from 'node:module'

const { WebSocket, WebSocketServer } = createRequire(
  new URL('../../packages/stress-board/package.json', import.meta.url),
)('ws')

const rooms = new Map()
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false, backlog: 4096 })
server.on('connection', (socket) => {
  let room
  socket.on('error', () => socket.terminate())
  socket.on('close', () => room?.sockets.delete(socket))
  socket.on('message', (data) => {
    const head = data.toString('latin1', 0, Math.min(200, data.length))
    if (head.includes('"subscribe"')) {
      const { channel } = JSON.parse(data)
      room = rooms.get(channel) ?? { channel, sockets: new Set(), strokes: [] }
      rooms.set(channel, room)
      room.sockets.add(socket)
    } else if (head.includes('"board.snapshot.request"')) {
      socket.send(
        `{"channel":"${room.channel}","payload":{"type":"board.snapshot.send","state":{"strokes":[${room.strokes.join(',')}]}}}`,
      )
    } else if (room && !head.includes('"ping"')) {
      const at = data.indexOf('"stroke":')
      if (at > 0) room.strokes.push(data.toString('latin1', at + 9, data.length - 1))
      for (const other of room.sockets)
        if (other !== socket && other.readyState === WebSocket.OPEN) other.send(data, { binary: false })
    }
  })
})
server.on('listening', () => process.send({ port: server.address().port }))
process.on('disconnect', () => process.exit())
