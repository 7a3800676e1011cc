import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inTurn, median, printTable } from '../measure.js'

const bin = fileURLToPath(new URL('../../packages/chat-latency/dist/cli.js', import.meta.url))
const bare = fileURLToPath(new URL('bare-loop.js', import.meta.url))
const messages = 500
const interval = 10
const runs = 5

/** `pnpm bench chat-latency`: what the tool adds to the latency that it measures, and how many messages it keeps up. */
export async function bench() {
  const folder = mkdtempSync(join(tmpdir(), 'm4sh-bench-chat-'))
  const server = fork(new URL('chat-server.js', import.meta.url))
  try {
    const [{ port }] = await once(server, 'message')
    await overhead(port, folder)
    await pace(port, folder)
  } finally {
    if (server.connected) server.disconnect()
    await once(server, 'exit')
    rmSync(folder, { recursive: true, force: true })
  }
}

async function overhead(port, folder) {
  const output = join(folder, 'bare.json')
  const results = await inTurn(
    {
      bare: async () => {
        await run([bare, port, messages, interval, output], folder)
        return { p50: median(JSON.parse(readFileSync(output, 'utf8'))) }
      },
      // From the send, as the loop counts; what the schedule adds stands beside it.
      tool: async () => {
        const { phases, latency } = await measure(port, folder, `--messages ${messages} --interval ${interval}ms`)
        return { p50: phases.deliver.p50, latency: latency.p50 }
      },
    },
    runs,
  )
  const figure = (name) => median(results[name].map(({ p50 }) => p50))
  const added = median(results.tool.map(({ p50 }, at) => p50 - results.bare[at].p50))
  printTable(`${messages} messages, one every ${interval} ms: median of ${runs} runs`, [
    ['', 'p50 ms', 'added ms', 'wanted'],
    ['bare ws and fetch', figure('bare').toFixed(3), '', ''],
    ['chat-latency, sent → seen', figure('tool').toFixed(3), added.toFixed(3), '≤ 0.15, or 10 %'],
    ['chat-latency, intended → seen', median(results.tool.map(({ latency }) => latency)).toFixed(3), '', ''],
  ])
}

async function pace(port, folder) {
  const { messages: counts, generator, totalTimeMs } = await measure(port, folder, '--messages 10000 --interval 1ms')
  printTable('1,000 messages a second for ten seconds', [
    ['', 'figure', 'wanted'],
    ['received of sent', `${counts.received} of ${counts.sent}`, ''],
    ['messages a second', Math.round((counts.received / totalTimeMs) * 1000), '≥ 990'],
    ['send lateness p50, ms', generator.sendLag.p50.toFixed(2), ''],
    ['send lateness p99, ms', generator.sendLag.p99.toFixed(2), '≤ 5'],
  ])
}

async function measure(port, folder, args) {
  const output = join(folder, 'chat.json')
  const target = `--lesson 1 --base-url http://127.0.0.1:${port} --on-saturation warn --quiet --output ${output}`
  await run([bin, ...`${args} ${target}`.split(' ')], folder)
  return JSON.parse(readFileSync(output, 'utf8')).result
}

/** Tokens of users 2 and 3, which nobody verifies. */
const tokenOf = (user) =>
  ['{}', JSON.stringify({ user_id: user })].map((part) => Buffer.from(part).toString('base64url')).join('.') + '.x'

async function run(args, cwd) {
  const env = { ...process.env, M4SH_SENDER_TOKEN: tokenOf(2), M4SH_RECEIVER_TOKEN: tokenOf(3) }
  const child = spawn(process.execPath, args.map(String), { cwd, env, stdio: ['ignore', 'ignore', 'inherit'] })
  const [status] = await once(child, 'exit')
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`)
}
