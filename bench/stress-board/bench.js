import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inTurn, median, printTable } from '../measure.js'
import { runUnderLoad } from './run-under-load.js'

const bin = fileURLToPath(new URL('../../packages/stress-board/dist/cli.js', import.meta.url))
const bare = fileURLToPath(new URL('bare-generator.js', import.meta.url))
const clients = 1000
const roomSize = 20
const seconds = 20
const runs = 3

/**
 * `pnpm bench stress-board`: what a received frame costs against a loop that only parses and measures it, what a connection
 * costs, and how well the schedule is kept (for BENCH_SECONDS, 30 if not set).
 */
export async function bench() {
  const folder = mkdtempSync(join(tmpdir(), 'm4sh-bench-stress-'))
  try {
    await frames(folder)
    await connections(folder)
    await schedule(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function frames(folder) {
  const output = join(folder, 'bare.json')
  const results = await inTurn(
    {
      bare: () =>
        onFreshServer(async (port) => {
          const usage = await runUnderLoad([bare, port, clients, roomSize, seconds, 1, output].map(String))
          const { received, latency } = JSON.parse(readFileSync(output, 'utf8'))
          return { ...usage, received, p50: latency.p50, framesPerCpuSecond: received / seconds / usage.cpuShare }
        }),
      stress: () =>
        onFreshServer(async (port) => {
          const { usage, result } = await stress(
            port,
            folder,
            `--lesson 1..${clients / roomSize} --clients ${clients} --duration ${seconds + 1}s --rate 1/s`,
            '--arrivals constant --mix patch=1 --connect-rate 5000/s',
          )
          const { received } = result.messages
          if (result.convergence.diverged.length > 0) throw new Error('a server that loses nothing was said to')
          const framesPerCpuSecond = received / seconds / usage.cpuShare
          return { ...usage, received, p50: result.latency.p50, framesPerCpuSecond }
        }),
    },
    runs,
  )
  const row = (name, list, wanted, ratio) => [
    name,
    Math.round(median(list.map(({ framesPerCpuSecond }) => framesPerCpuSecond))).toLocaleString('en'),
    Math.round(median(list.map(({ received }) => received / seconds))).toLocaleString('en'),
    median(list.map(({ p50 }) => p50)).toFixed(2),
    Math.round(median(list.map(({ rssMb }) => rssMb))),
    ratio,
    wanted,
  ]
  const ratio = median(
    results.stress.map((one, index) => one.framesPerCpuSecond / results.bare[index].framesPerCpuSecond),
  )
  printTable(`${clients} clients in rooms of ${roomSize}, one stroke a second each, boards kept; CPU under load`, [
    ['', 'frames / CPU s', 'frames / s', 'p50 ms', 'MB', 'ratio', 'wanted'],
    row('bare ws loop', results.bare, '', ''),
    row('stress-board', results.stress, '≥ 0.75', ratio.toFixed(2)),
  ])
}

/** Before anything is drawn. `ulimit -n` has to be above 6,000. */
async function connections(folder) {
  const many = 5000
  const run = (count) =>
    onFreshServer((port) =>
      stress(
        port,
        folder,
        `--lesson 1..${Math.ceil(count / roomSize)} --clients ${count} --duration 20s`,
        '--rate 0 --connect-rate 2500/s',
      ),
    )
  const [few, all] = [await run(roomSize), await run(many)]
  const { timeline, clients: connected } = all.result
  const bytes = ((all.usage.rssMb - few.usage.rssMb) * 2 ** 20) / (many - roomSize)
  printTable(`${many} connections, nothing drawn`, [
    ['', 'figure', 'wanted'],
    ['connected', connected.connected, many],
    ['kB a connection', (bytes / 1000).toFixed(1), '≤ 40'],
    ['connects in the first second', timeline[0].connected, '≥ 1000'],
  ])
}

/** A thousand sends a second to rooms of two, so that receiving is no more work than sending. */
async function schedule(folder) {
  const length = Math.max(20, Number(process.env.BENCH_SECONDS ?? 30))
  const { usage, result } = await onFreshServer((port) =>
    stress(
      port,
      folder,
      `--lesson 1..250 --clients 500 --duration ${length}s --rate 2/s`,
      '--arrivals constant --mix cursor=1 --connect-rate 2500/s',
    ),
  )
  const { messages, generator, timeline } = result
  const late = timeline.slice(3, -3)
  const drift = late.length > 1 ? late.at(-1).p50 - late[0].p50 : 0
  printTable(`1,000 sends a second for ${length} s`, [
    ['', 'figure', 'wanted'],
    ['send lateness p50, ms', generator.sendLag.p50.toFixed(2), '≤ 1'],
    ['send lateness p99, ms', generator.sendLag.p99.toFixed(2), '≤ 5'],
    ['achieved of offered, %', ((100 * messages.achieved) / messages.offered).toFixed(2), '≥ 99.5'],
    ['drift of the latency p50, ms', drift.toFixed(2), '0'],
    ['MB', Math.round(usage.rssMb), ''],
  ])
}

/** @param args as they are typed */
async function stress(port, folder, ...args) {
  const output = join(folder, 'report.json')
  const common = '--snapshot-interval 0s --workers 1 --on-saturation warn --quiet'
  const target = `--base-url http://127.0.0.1:${port} --output ${output}`
  const usage = await runUnderLoad([bin, ...[...args, common, target].join(' ').split(' ')], { cwd: folder })
  return { usage, result: JSON.parse(readFileSync(output, 'utf8')).result }
}

/** Another one each time: a board that grows would make the later runs dearer. */
async function onFreshServer(measure) {
  const child = fork(new URL('board-server.js', import.meta.url))
  try {
    const [{ port }] = await once(child, 'message')
    return await measure(port)
  } finally {
    if (child.connected) child.disconnect()
    await once(child, 'exit')
  }
}
