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

/** `pnpm bench stress-board`: what a received frame costs, against a loop that only parses and measures it. */
export async function bench() {
  const folder = mkdtempSync(join(tmpdir(), 'm4sh-bench-stress-'))
  const output = join(folder, 'report.json')
  try {
    const results = await inTurn(
      {
        bare: () =>
          onFreshServer(async (port) => {
            const usage = await runUnderLoad([bare, port, clients, roomSize, seconds, 1, output].map(String))
            const { received, latency } = JSON.parse(readFileSync(output, 'utf8'))
            return { ...usage, received, p50: latency.p50, framesPerCpuSecond: received / seconds / usage.cpuShare }
          }),
        stress: () => onFreshServer((port) => stress(port, output, folder)),
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
    printTable(
      `${clients} clients in rooms of ${roomSize}, one stroke a second each, boards kept; CPU of the whole process under load`,
      [
        ['', 'frames / CPU s', 'frames / s', 'p50 ms', 'MB', 'ratio', 'wanted'],
        row('bare ws loop', results.bare, '', ''),
        row('stress-board', results.stress, '≥ 0.75', ratio.toFixed(2)),
      ],
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function stress(port, output, folder) {
  const usage = await runUnderLoad(
    [
      bin,
      '--lesson',
      `1..${clients / roomSize}`,
      '--clients',
      clients,
      '--duration',
      `${seconds + 1}s`,
      '--rate',
      '1/s',
      '--arrivals',
      'constant',
      '--mix',
      'patch=1',
      '--connect-rate',
      '5000/s',
      '--snapshot-interval',
      '0s',
      '--workers',
      '1',
      '--base-url',
      `http://127.0.0.1:${port}`,
      '--on-saturation',
      'warn',
      '--quiet',
      '--output',
      output,
    ].map(String),
    { cwd: folder },
  )
  const { result } = JSON.parse(readFileSync(output, 'utf8'))
  const { received } = result.messages
  if (result.convergence.diverged.length > 0) throw new Error('a server that loses nothing was said to')
  return { ...usage, received, p50: result.latency.p50, framesPerCpuSecond: received / seconds / usage.cpuShare }
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
