// The platform's chat as far as it matters for latency, and as quick as can be: a POST is pushed to all sockets, then
// answered. No database, no tokens.
import { createServer } from 'node:http'
import { createRequire } from 'node:module'

const { WebSocketServer } = createRequire(new URL('../../packages/tools-core/package.json', import.meta.url))('ws')

let id = 0
const sockets = new Map()
const http = createServer((request, response) => {
  if (request.method !== 'POST') return answer(response, 200, { results: [], cursor: null, has_more: false })
  let body = ''
  request.setEncoding('utf8')
  request.on('data', (chunk) => (body += chunk))
  request.on('end', () => {
    const { lesson_id, text } = JSON.parse(body)
    const message = { id: ++id, lesson_id, text, created_at: new Date().toISOString(), author_id: 2 }
    for (const [socket, channel] of sockets)
      socket.send(JSON.stringify({ channel, payload: { type: 'chat.message.new', ...message } }))
    answer(response, 201, message)
  })
})

function answer(response, status, value) {
  const json = JSON.stringify(value)
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) })
  response.end(json)
}

const gateway = new WebSocketServer({ server: http, path: '/ws/', perMessageDeflate: false })
gateway.on('connection', (socket) => {
  socket.on('error', () => socket.terminate())
  socket.on('close', () => sockets.delete(socket))
  socket.on('message', (data) => {
    const frame = JSON.parse(data)
    if (frame.type === 'subscribe') sockets.set(socket, frame.channel)
    else if (frame.type === 'ping') socket.send('{"type":"pong"}')
  })
})
http.listen(0, '127.0.0.1', () => process.send({ port: http.address().port }))
process.on('disconnect', () => process.exit())
