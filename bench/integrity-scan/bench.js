import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startSandbox } from '../../packages/sandbox/dist/index.js'
import { inTurn, median, printTable, ratio } from '../measure.js'
import { byHand } from './by-hand.js'
import { seed } from './seed.js'

const { Client } = createRequire(new URL('../../packages/integrity-scan/package.json', import.meta.url))('pg')
const bin = fileURLToPath(new URL('../../packages/integrity-scan/dist/cli.js', import.meta.url))
const scale = Number(process.env.BENCH_SCALE ?? 1)
const runs = Number(process.env.BENCH_RUNS ?? 3)

/**
 * `pnpm bench integrity-scan`: the whole scan beside the same checks written by hand and run by psql, on 2.7 million rows of
 * which every thousandth is broken in each way; what it takes of memory, on both sides, also where a million rows are broken;
 * how long it takes to find its way in many tables. `BENCH_SCALE=0.1` makes the tables smaller, `BENCH_RUNS` sets how often.
 */
export async function bench() {
  if (spawnSync('psql', ['--version']).error)
    throw new Error('psql is not on this machine: install PostgreSQL’s client programs')
  const folder = mkdtempSync(join(tmpdir(), 'm4sh-bench-scan-'))
  const sandbox = await startSandbox({})
  const database = new Client({ connectionString: sandbox.databaseUrl })
  await database.connect()
  const bed = { url: sandbox.databaseUrl, database, folder }
  try {
    const rows = await seed(database, scale)
    await compare(
      bed,
      Object.values(rows).reduce((sum, count) => sum + count, 0),
    )
    await manyBroken(bed)
    await manyTables(bed)
  } finally {
    await database.end()
    await sandbox.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function compare(bed, rows) {
  const script = join(bed.folder, 'by-hand.sql')
  writeFileSync(script, byHand)
  const results = await inTurn(
    {
      psql: async () => await run('psql', [bed.url, '-qXAtf', script, '-o', '/dev/null'], bed),
      one: async () => await scan(bed, ['--skip', 'schema', '--connections', '1']),
      two: async () => await scan(bed, ['--skip', 'schema']),
      all: async () => await scan(bed, []),
    },
    runs,
  )
  const row = (title, name, wanted) => [
    title,
    Math.round(median(results[name].map(({ ms }) => ms))),
    name === 'psql' ? '' : ratio(results[name], results.psql, 'ms').toFixed(2),
    wanted,
    Math.round(Math.max(...results[name].map(({ rssMiB }) => rssMiB))),
    Math.round(Math.max(...results[name].map(({ serverMiB }) => serverMiB))),
  ]
  printTable(`${rows.toLocaleString('en')} rows, 19 checks, start of the program included: median of ${runs} runs`, [
    ['', 'ms', 'ratio', 'wanted', 'client MiB', 'server MiB, private, each connection'],
    row('psql, by hand, one after another', 'psql', ''),
    row('integrity-scan, one connection', 'one', ''),
    row('integrity-scan, two connections', 'two', '≤ 1.1'),
    row('… and columns without foreign keys', 'all', ''),
  ])
}

/** Memory is the same however much is broken. */
async function manyBroken(bed) {
  await bed.database.query(
    "UPDATE notifications_notification SET read_at = NULL, created_at = now() - interval '90 days'",
  )
  await bed.database.query('VACUUM ANALYZE notifications_notification')
  const { result, rssMiB, serverMiB } = await scan(bed, ['--skip', 'schema'])
  printTable('Almost every notification is stale', [
    ['broken rows', 'client MiB', 'wanted', 'server MiB', 'wanted'],
    [result.summary.info.toLocaleString('en'), Math.round(rssMiB), '≤ 100', Math.round(serverMiB), '≤ 40'],
  ])
}

/** How long it takes to find the tables and all columns that might be foreign keys. */
async function manyTables(bed) {
  const rows = []
  for (const [tables, wanted] of [
    [100, '≤ 50'],
    [1000, '≤ 1000'],
  ]) {
    await bed.database.query('DROP SCHEMA IF EXISTS many CASCADE')
    await bed.database.query('CREATE SCHEMA many')
    await bed.database.query(`DO $$ BEGIN FOR n IN 1..${tables} LOOP EXECUTE format(
      'CREATE TABLE many.%I (id bigint PRIMARY KEY, user_id bigint REFERENCES users_user, other_id bigint, a text, b text, c text, d int, e int, f timestamptz, g jsonb)', 'table_' || n); END LOOP; END $$`)
    const times = []
    for (let turn = 0; turn < runs; turn++)
      times.push((await scan(bed, ['--only', 'schema'])).result.snapshot.catalogMs)
    rows.push([tables, Math.round(median(times)), wanted])
  }
  printTable('Finding the tables, their columns and foreign keys', [['tables', 'ms', 'wanted'], ...rows])
}

async function scan(bed, args) {
  const output = join(bed.folder, 'report.json')
  const figures = await run(process.execPath, [bin, '--quiet', '--fail-on', 'none', '--output', output, ...args], bed)
  return { ...figures, result: JSON.parse(readFileSync(output, 'utf8')).result }
}

/** Runs a program to its end; what it cost comes from the kernel. */
async function run(program, args, { url, folder }) {
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...process.env, M4SH_DATABASE_URL: url, PGAPPNAME: 'integrity-scan' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let stderr = ''
  child.stderr.on('data', (chunk) => (stderr += chunk))
  const started = performance.now()
  const usage = watchUsage(child.pid)
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  const ms = performance.now() - started
  if (code !== 0) throw new Error(`${program} ended with ${code}:\n${stderr}`)
  return { ms, ...usage() }
}

/** Memory of a program, and of the server processes that work for it, looked at while it runs. */
function watchUsage(pid) {
  const most = { rssMiB: 0, serverMiB: 0 }
  const look = () => {
    most.rssMiB = Math.max(most.rssMiB, kib(`/proc/${pid}/status`, /VmHWM:\s+(\d+)/) / 1024)
    for (const server of serverProcesses()) most.serverMiB = Math.max(most.serverMiB, privateMiB(server))
  }
  const timer = setInterval(look, 50)
  return () => {
    clearInterval(timer)
    return most
  }
}

/** Backends of PostgreSQL that are in a transaction or a statement. */
function serverProcesses() {
  return readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false
    try {
      return /^postgres: .*(SELECT|idle in transaction|parallel worker)/.test(
        readFileSync(`/proc/${name}/cmdline`, 'utf8'),
      )
    } catch {
      return false
    }
  })
}

function privateMiB(pid) {
  const file = `/proc/${pid}/smaps_rollup`
  return (kib(file, /Private_Clean:\s+(\d+)/) + kib(file, /Private_Dirty:\s+(\d+)/)) / 1024
}

function kib(file, pattern) {
  try {
    return Number(pattern.exec(readFileSync(file, 'utf8'))?.[1] ?? 0)
  } catch {
    // It has ended, or this is no Linux.
    return 0
  }
}
