// What every tool is shown with: asked of the built bins, against a running sandbox. `pnpm demo` prints what they find,
// `pnpm docs:pictures` takes pictures of their reports.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { toolEnvironment } from './tool-environment.js'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * One entry a tool: what it is asked (`args`, of the running sandbox and the folder of its reports), the exit code that it
 * has to give, and the line that tells of its report. `--output` is added, and the tokens of an admin, a tutor and a
 * student and the address of the database stand in the environment.
 */
export const demos = [
  {
    tool: 'api-contract-checker',
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
    args: () => ['--all-users', '--count=20000', '--spread=30d', '--read-ratio=0.7'],
    expected: 0,
    verdict: ({ inserted, users, rowsPerSecond, database }) =>
      `${inserted.toLocaleString('en')} notifications for ${users} users, ${Math.round(rowsPerSecond).toLocaleString('en')} a second; the database counts ${database.rows.toLocaleString('en')} of them`,
  },
  {
    tool: 'integrity-scan',
    args: (_, reports) => [
      `--all-samples=${reports}integrity-scan-rows.csv`,
      `--emit-constraints=${reports}constraints.sql`,
    ],
    expected: 0,
    verdict: ({ summary, tables }) =>
      `${summary.checks} checks of ${tables.reduce((sum, { rows }) => sum + rows, 0).toLocaleString('en')} rows: ${summary.critical} critical, ${summary.warning} warnings, ${summary.info} for information (a sandbox started with --corrupt has some of each)`,
  },
]

/**
 * Runs the bin of a tool against a sandbox, in the workspace.
 * @returns {Promise<{ status: number | null, output: string }>} `output`: all that it has written
 */
export async function runTool(tool, args, sandbox, signal) {
  const child = spawn(process.execPath, [`${root}packages/${tool}/dist/cli.js`, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...toolEnvironment(sandbox) },
  })
  const interrupt = () => child.kill('SIGINT')
  signal.addEventListener('abort', interrupt)
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  signal.removeEventListener('abort', interrupt)
  return { status: child.exitCode, output: `${stdout}${stderr}` }
}

function countRules(findings) {
  const counts = new Map()
  for (const { rule, severity } of findings) if (severity === 'error') counts.set(rule, (counts.get(rule) ?? 0) + 1)
  return [...counts].map(([rule, count]) => `${count} ${rule}`).join(', ')
}
