import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const reporter = new URL('report-usage.js', import.meta.url).href

/**
 * Runs one Node process to its end and says what it cost as a whole, loading included.
 * @returns {Promise<{cpuMs: number, wallMs: number, rssMb: number, exitCode: number}>}
 */
export async function runNode(args, { cwd } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'm4sh-bench-'))
  const file = join(folder, 'usage.json')
  const started = performance.now()
  const child = spawn(process.execPath, ['--import', reporter, ...args], {
    cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, BENCH_USAGE_FILE: file, NO_COLOR: '1' },
  })
  let stderr = ''
  child.stderr.on('data', (chunk) => (stderr += chunk))
  const exitCode = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  const wallMs = performance.now() - started
  try {
    return { ...JSON.parse(readFileSync(file, 'utf8')), wallMs, exitCode }
  } catch {
    throw new Error(`the measured process ended with ${exitCode} and said nothing of its cost:\n${stderr}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs several commands in turn, A B A B …, so that a machine that changes its speed changes it for all alike. */
export async function inTurn(commands, runs) {
  const results = Object.fromEntries(Object.keys(commands).map((name) => [name, []]))
  for (const run of Object.values(commands)) await run()
  for (let turn = 0; turn < runs; turn++)
    for (const [name, run] of Object.entries(commands)) results[name].push(await run())
  return results
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** Ratio of two series, pair by pair. */
export function ratio(a, b, figure) {
  return median(a.map((one, index) => one[figure] / b[index][figure]))
}

export function printTable(title, rows) {
  console.log(`\n${title}`)
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)))
  for (const row of rows)
    console.log(
      row
        .map((cell, column) =>
          column === 0 ? String(cell).padEnd(widths[column]) : String(cell).padStart(widths[column]),
        )
        .join('  '),
    )
}
