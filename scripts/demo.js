// `pnpm demo`: starts the platform in a box, runs every tool against it for some seconds, says in a line each what it has
// found, where the reports lie, and ends everything. Ctrl-C does so at any time.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { startSandbox } from '../packages/sandbox/dist/index.js'
import { demos, runTool } from './demos.js'
import { stopOnSignal } from './stop-on-signal.js'
import { loadCommands } from './tool-commands.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const reports = `${root}reports/demo/`
/** Of this demo alone: the next one has a platform of its own, at another port. */
const history = `${reports}history/`

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
  const questions = await loadCommands()
  const sandbox = await startSandbox({ signal: stop })
  try {
    console.log(`It is up: ${sandbox.baseUrl}/api/, ${sandbox.wsUrl}\n`)
    let isFine = true
    for (const demo of demos) isFine = (await tryTool(demo, questions.get(demo.tool).describe, sandbox)) && isFine
    console.log(`── All of them on one page:\n   ${pathToFileURL(`${history}index.html`).href}\n`)
    return isFine
  } finally {
    await sandbox.stop()
  }
}

async function tryTool({ tool, args, expected, verdict }, question, sandbox) {
  const started = performance.now()
  console.log(`── ${tool}: ${question}`)
  const [html, json] = ['html', 'json'].map((extension) => `${reports}${tool}.${extension}`)
  const asked = [...args(sandbox, reports), `--output=${html}`, `--output=${json}`, `--history=${history}`]
  const { status, output } = await runTool(tool, asked, sandbox, stop)
  stop.throwIfAborted()
  const isFine = status === expected
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  if (isFine) console.log(`   ✓ ${verdict(JSON.parse(readFileSync(json, 'utf8')).result)} (${seconds} s)`)
  else console.log(`   ✗ ended with ${status}, ${expected} was wanted (${seconds} s)\n\n${output}`)
  console.log(`   ${pathToFileURL(html).href}\n`)
  return isFine
}
