// What chat-latency is measured against: one `ws` and `fetch`, one message at a time every so often, and nothing else.
import { createRequire } from 'node:module'
import { writeFileSync } from 'node:fs'

const { WebSocket } = createRequire(new URL('../../packages/tools-core/package.json', import.meta.url))('ws')

const [port, messages, interval, output] = process.argv.slice(2)
const socket = new WebSocket(`ws://127.0.0.1:${port}/ws/`, { perMessageDeflate: false })
await new Promise((resolve) => socket.on('open', resolve))
socket.send(JSON.stringify({ type: 'subscribe', channel: 'chat:user:3' }))
const sentAt = []
const latencies = []
socket.on('message', (data) => {
  const at = performance.now()
  const { payload } = JSON.parse(data)
  latencies.push(at - sentAt[Number(payload.text)])
})
for (let count = 0; count < Number(messages); count++) {
  await new Promise((resolve) => setTimeout(resolve, Number(interval)))
  sentAt[count] = performance.now()
  const response = await fetch(`http://127.0.0.1:${port}/api/chat/messages/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer x' },
    body: JSON.stringify({ lesson_id: 1, text: String(count) }),
  })
  await response.arrayBuffer()
}
await new Promise((resolve) => setTimeout(resolve, 200))
writeFileSync(output, JSON.stringify(latencies.slice(20)))
socket.close()
