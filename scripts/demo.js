// `pnpm demo`: starts the platform in a box, runs every tool against it for some seconds, says in a line each what it has
// found, where the reports lie, and ends everything. Ctrl-C does so at any time.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { startSandbox } from '../packages/sandbox/dist/index.js'
import { stopOnSignal } from './stop-on-signal.js'
import { toolEnvironment } from './tool-environment.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const reports = `${root}reports/demo/`

/**
 * One entry a tool: what it is asked (`args`, of the running sandbox), the exit code that it has to give, and the line that
 * tells of its report. `--output` is added, and the tokens of an admin, a tutor and a student and the
 * address of the database stand in the environment.
 */
const demos = [
  {
    tool: 'api-contract-checker',
    question: "Do frontend calls and the backend's OpenAPI schema agree?",
    args: ({ baseUrl }) => [
      '--frontend-path=packages/api-contract-checker/examples/frontend/src',
      `--base-url=${baseUrl}`,
    ],
    // The example disagrees on purpose: exit 1 is what it has to give.
    expected: 1,
    verdict: ({ summary, findings }) =>
      `${summary.matched} of ${summary.calls} calls of the example frontend match the sandbox's schema, and what is wrong with it on purpose was found: ${countRules(findings)}`,
  },
  {
    tool: 'stress-board',
    question: 'How many clients does a whiteboard hold on a bad network, and do all end with the same picture?',
    args: ({ baseUrl }) => [
      `--base-url=${baseUrl}`,
      '--lesson=1',
      '--clients=20',
      '--duration=6s',
      '--packet-loss=0.05',
      '--latency=40',
      '--jitter=10',
      '--reorder=0.02',
      // A machine that has other things to do may still be shown how it works.
      '--on-saturation=warn',
    ],
    expected: 0,
    verdict: ({ messages, latency, convergence }) =>
      `20 clients drew ${messages.sent} things, ${messages.received} of ${messages.expected} deliveries arrived, p95 ${Math.round(latency.p95)} ms on a network that lost ${messages.dropped}; ${convergence.converged} of ${convergence.checked} boards ended as the server's`,
  },
  {
    tool: 'chat-latency',
    question: 'How long does a chat message take from send to seen, and is it slower than last release?',
    args: ({ baseUrl }) => [
      `--base-url=${baseUrl}`,
      '--lesson=1',
      '--messages=60',
      '--interval=50',
      '--on-saturation=warn',
    ],
    expected: 0,
    verdict: ({ messages, latency, phases }) =>
      `${messages.received} of ${messages.sent} messages arrived: p50 ${latency.p50.toFixed(1)} ms, p95 ${latency.p95.toFixed(1)} ms from send to seen, of which the platform's answer takes ${phases.acknowledge.p50.toFixed(1)} ms`,
  },
  {
    tool: 'notif-blast',
    question: 'What happens under a flood of notifications?',
    args: () => ['--all-users', '--count=20000', '--spread=30d', '--read-ratio=0.7'],
    expected: 0,
    verdict: ({ inserted, users, rowsPerSecond, database }) =>
      `${inserted.toLocaleString('en')} notifications for ${users} users, ${Math.round(rowsPerSecond).toLocaleString('en')} a second; the database counts ${database.rows.toLocaleString('en')} of them`,
  },
  {
    tool: 'integrity-scan',
    question: 'Which rows in the database are broken, and can they be repaired safely?',
    args: () => [
      '--all-samples=reports/demo/integrity-scan-rows.csv',
      '--emit-constraints=reports/demo/constraints.sql',
    ],
    expected: 0,
    verdict: ({ summary, tables }) =>
      `${summary.checks} checks of ${tables.reduce((sum, { rows }) => sum + rows, 0).toLocaleString('en')} rows: ${summary.critical} critical, ${summary.warning} warnings, ${summary.info} for information (a sandbox started with --corrupt has some of each)`,
  },
]

const stop = stopOnSignal()

try {
  const isFine = await demonstrate()
  console.log(`Everything is stopped. ${isFine ? 'The tools work.' : 'Not all of the tools work.'}`)
  process.exitCode = isFine ? 0 : 1
} catch (error) {
  if (!stop.aborted) console.error(error.hint ? `${error.message}\n  ${error.hint}` : error)
  process.exitCode = stop.aborted ? 130 : 1
}

async function demonstrate() {
  rmSync(reports, { recursive: true, force: true })
  mkdirSync(reports, { recursive: true })
  console.log('Starting the M4SH platform in a box: PostgreSQL, REST, gateway.')
  const sandbox = await startSandbox({ signal: stop })
  try {
    console.log(`It is up: ${sandbox.baseUrl}/api/, ${sandbox.wsUrl}\n`)
    let isFine = true
    for (const demo of demos) isFine = (await tryTool(demo, sandbox)) && isFine
    return isFine
  } finally {
    await sandbox.stop()
  }
}

async function tryTool({ tool, question, args, expected, verdict }, sandbox) {
  const started = performance.now()
  console.log(`── ${tool}: ${question}`)
  const [html, json] = ['html', 'json'].map((extension) => `${reports}${tool}.${extension}`)
  const { status, output } = await run(tool, [...args(sandbox), `--output=${html}`, `--output=${json}`], sandbox)
  stop.throwIfAborted()
  const isFine = status === expected
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  if (isFine) console.log(`   ✔ ${verdict(JSON.parse(readFileSync(json, 'utf8')).result)} (${seconds} s)`)
  else console.log(`   ✘ ended with ${status}, ${expected} was wanted (${seconds} s)\n\n${output}`)
  console.log(`   ${pathToFileURL(html).href}\n`)
  return isFine
}

async function run(tool, args, sandbox) {
  const child = spawn(process.execPath, [`${root}packages/${tool}/dist/cli.js`, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...toolEnvironment(sandbox) },
  })
  const interrupt = () => child.kill('SIGINT')
  stop.addEventListener('abort', interrupt)
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  stop.removeEventListener('abort', interrupt)
  return { status: child.exitCode, output: `${stdout}${stderr}` }
}

function countRules(findings) {
  const counts = new Map()
  for (const { rule, severity } of findings) if (severity === 'error') counts.set(rule, (counts.get(rule) ?? 0) + 1)
  return [...counts].map(([rule, count]) => `${count} ${rule}`).join(', ')
}
