// `pnpm demo`: starts the platform in a box, runs every tool against it for some seconds, says in a line each what it has
// found, where the reports lie, and ends everything. Ctrl-C does so at any time.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { startSandbox } from '../packages/sandbox/dist/index.js'
import { demos, runTool } from './demos.js'
import { loadCommands } from './tool-commands.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const reports = `${root}reports/demo/`

const stop = new AbortController()
let pressedAt = 0
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => askToStop())

try {
  const isFine = await demonstrate()
  console.log(`Everything is stopped. ${isFine ? 'The tools work.' : 'Not all of the tools work.'}`)
  process.exitCode = isFine ? 0 : 1
} catch (error) {
  if (!stop.signal.aborted) console.error(error.hint ? `${error.message}\n  ${error.hint}` : error)
  process.exitCode = stop.signal.aborted ? 130 : 1
}

async function demonstrate() {
  rmSync(reports, { recursive: true, force: true })
  mkdirSync(reports, { recursive: true })
  console.log('Starting the M4SH platform in a box: PostgreSQL, REST, gateway.')
  const questions = await loadCommands()
  const sandbox = await startSandbox({ signal: stop.signal })
  try {
    console.log(`It is up: ${sandbox.baseUrl}/api/, ${sandbox.wsUrl}\n`)
    let isFine = true
    for (const demo of demos) isFine = (await tryTool(demo, questions.get(demo.tool).describe, sandbox)) && isFine
    return isFine
  } finally {
    await sandbox.stop()
  }
}

async function tryTool({ tool, args, expected, verdict }, question, sandbox) {
  const started = performance.now()
  console.log(`── ${tool}: ${question}`)
  const [html, json] = ['html', 'json'].map((extension) => `${reports}${tool}.${extension}`)
  const asked = [...args(sandbox, reports), `--output=${html}`, `--output=${json}`]
  const { status, output } = await runTool(tool, asked, sandbox, stop.signal)
  stop.signal.throwIfAborted()
  const isFine = status === expected
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  if (isFine) console.log(`   ✔ ${verdict(JSON.parse(readFileSync(json, 'utf8')).result)} (${seconds} s)`)
  else console.log(`   ✘ ended with ${status}, ${expected} was wanted (${seconds} s)\n\n${output}`)
  console.log(`   ${pathToFileURL(html).href}\n`)
  return isFine
}

/** The first time all is ended in order, the second time at once: what was started ends by itself then. */
function askToStop() {
  const now = performance.now()
  if (!stop.signal.aborted) {
    pressedAt = now
    console.log('\nStopping.')
    stop.abort()
  } else if (now - pressedAt >= 50) {
    // Not before: pnpm passes on what the terminal has sent to everybody, so that one press arrives twice.
    process.exit(130)
  }
}
