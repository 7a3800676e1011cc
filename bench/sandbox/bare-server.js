// What a gateway is measured against: `ws` that passes every frame on to all others. No tokens, no channels, no JSON.
import { createRequire } from 'node:module'
import { answerUsage } from './answer-usage.js'

const { WebSocket, WebSocketServer } = createRequire(new URL('../../packages/sandbox/package.json', import.meta.url))(
  'ws',
)

const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
server.on('connection', (socket) => {
  socket.on('error', () => socket.terminate())
  socket.on('message', (data, isBinary) => {
    for (const client of server.clients)
      if (client !== socket && client.readyState === WebSocket.OPEN) client.send(data, { binary: isBinary })
  })
})
server.on('listening', () => answerUsage({ port: server.address().port, tokens: [] }, () => server.close()))
