import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startSandbox } from '../../packages/sandbox/dist/index.js'
import { inTurn, median, printTable, ratio } from '../measure.js'

const { Client } = createRequire(new URL('../../packages/notif-blast/package.json', import.meta.url))('pg')

const bin = fileURLToPath(new URL('../../packages/notif-blast/dist/cli.js', import.meta.url))
const rows = Number(process.env.BENCH_ROWS ?? 1_000_000)
const runs = Number(process.env.BENCH_RUNS ?? 3)
const singleRows = 20_000
const table = 'notifications_notification'
const columns = 'id, user_id, type, payload, read_at, created_at'

/**
 * `pnpm bench notif-blast`: rows a second beside psql and pgbench, in the same table with its three indexes and its foreign
 * key, emptied before each run. `BENCH_ROWS` and `BENCH_RUNS` make it smaller, `BENCH_DATABASE_URL` takes an empty database
 * of yours in place of the sandbox's.
 */
export async function bench() {
  for (const program of ['psql', 'pgbench'])
    if (spawnSync(program, ['--version']).error)
      throw new Error(`${program} is not on this machine: install PostgreSQL's client programs`)
  const folder = mkdtempSync(join(tmpdir(), 'm4sh-bench-notif-'))
  const { BENCH_DATABASE_URL: databaseUrl } = process.env
  const sandbox = await startSandbox({ ...(databaseUrl ? { databaseUrl } : {}), counts: { users: 1000 } })
  const database = new Client({ connectionString: sandbox.databaseUrl })
  await database.connect()
  const bed = { url: sandbox.databaseUrl, database, folder }
  try {
    await batches(bed)
    await sizes(bed)
    await single(bed)
  } finally {
    await database.end()
    await sandbox.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function batches(bed) {
  const prepared = join(bed.folder, 'rows.bin')
  await blast(bed, rows, [])
  await psql(bed, `\\copy ${table} (${columns}) to '${prepared}' (format binary)`)
  const results = await inTurn(
    {
      psql: async () => {
        await empty(bed)
        return await psql(bed, `\\copy ${table} (${columns}) from '${prepared}' (format binary)`)
      },
      one: async () => await blast(bed, rows, ['--connections', '1']),
      two: async () => await blast(bed, rows, []),
    },
    runs,
  )
  const row = (title, name, wanted) => [
    title,
    Math.round(rows / (median(results[name].map(({ ms }) => ms)) / 1000)).toLocaleString('en'),
    ratio(results.psql, results[name], 'ms').toFixed(2),
    wanted,
    median(results[name].map(({ cpuSeconds }) => cpuSeconds)).toFixed(2),
    Math.round(Math.max(...results[name].map(({ rssMiB }) => rssMiB))),
  ]
  printTable(`${rows.toLocaleString('en')} rows, ids and payloads made on the way: median of ${runs} runs`, [
    ['', 'rows / s', 'ratio', 'wanted', 'client CPU s', 'client MiB'],
    row('psql \\copy, from a prepared binary file', 'psql', ''),
    row('notif-blast, one connection', 'one', '≥ 0.9'),
    row('notif-blast, two connections', 'two', '≥ 1.5'),
  ])
}

/** Memory is the same however many rows there are. */
async function sizes(bed) {
  const counts = [rows / 10, rows, rows * 5]
  const figures = []
  for (const count of counts) figures.push(await blast(bed, count, []))
  printTable('Memory and CPU of the client', [
    ['rows', 'MiB', 'wanted', 'CPU s', 'CPU s a million rows'],
    ...counts.map((count, at) => [
      count.toLocaleString('en'),
      Math.round(figures[at].rssMiB),
      '≤ 130',
      figures[at].cpuSeconds.toFixed(2),
      ((figures[at].cpuSeconds / count) * 1e6).toFixed(2),
    ]),
  ])
}

async function single(bed) {
  for (const isAsync of [false, true]) {
    const results = await inTurn(
      {
        pgbench: async () => await pgbench(bed, isAsync),
        blast: async () =>
          await blast(bed, singleRows, ['--delay', '0', '--connections', '1', ...(isAsync ? ['--async-commit'] : [])]),
      },
      runs,
    )
    const perSecond = (name) => median(results[name].map(({ perSecond: figure }) => figure))
    printTable(
      `${singleRows.toLocaleString('en')} rows, each by itself, one connection, synchronous_commit ${isAsync ? 'off' : 'on'}`,
      [
        ['', 'rows / s', 'ratio', 'wanted'],
        ['pgbench, prepared INSERT', Math.round(perSecond('pgbench')), '', ''],
        [
          'notif-blast --delay 0',
          Math.round(perSecond('blast')),
          ratio(results.blast, results.pgbench, 'perSecond').toFixed(2),
          '≥ 1.0',
        ],
      ],
    )
  }
}

async function empty({ database }) {
  await database.query(`TRUNCATE ${table}`)
  await database.query('CHECKPOINT').catch(() => undefined)
}

async function blast(bed, count, args) {
  await empty(bed)
  const output = join(bed.folder, 'report.json')
  const all = ['--all-users', '--count', count, '--yes', '--quiet', '--output', output, ...args]
  await run(process.execPath, [bin, ...all], bed)
  const { result } = JSON.parse(readFileSync(output, 'utf8'))
  return {
    ms: result.writingMs,
    perSecond: result.rowsPerSecond,
    cpuSeconds: result.generator.cpuSeconds,
    rssMiB: result.generator.maxRssBytes / 1024 / 1024,
  }
}

async function psql(bed, command) {
  const started = performance.now()
  const { cpuSeconds, rssMiB } = await run('psql', [bed.url, '-qXc', command], bed)
  return { ms: performance.now() - started, cpuSeconds, rssMiB }
}

/** The same statement, prepared, with values of the same size. */
async function pgbench(bed, isAsync) {
  await empty(bed)
  const script = join(bed.folder, 'insert.sql')
  const payload = JSON.stringify({ title: 'Скоро заняття', body: 'х'.repeat(150), url: '/lessons/4489', locale: 'uk' })
  writeFileSync(
    script,
    `INSERT INTO ${table} (${columns}) VALUES (gen_random_uuid(), 3, 'lesson.reminder', '${payload}', NULL, now());\n`,
  )
  const args = ['-n', '-M', 'prepared', '-c', '1', '-t', singleRows, '-f', script, bed.url]
  const options = isAsync ? { PGOPTIONS: '-c synchronous_commit=off' } : {}
  const { stdout } = await run('pgbench', args, bed, options)
  return { perSecond: Number(/tps = ([\d.]+)/.exec(stdout)?.[1]) }
}

/** Runs a program to its end; what it cost comes from the kernel. */
async function run(program, args, { url, folder }, env = {}) {
  const child = spawn(program, args.map(String), {
    cwd: folder,
    env: { ...process.env, M4SH_DATABASE_URL: url, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (chunk) => (stdout += chunk))
  child.stderr.on('data', (chunk) => (stderr += chunk))
  const usage = watchUsage(child.pid)
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  if (code !== 0) throw new Error(`${program} ended with ${code}:\n${stderr}`)
  return { stdout, ...usage() }
}

/** CPU and memory of a program that does not tell itself, looked at while it runs. */
function watchUsage(pid) {
  let last = { cpuSeconds: 0, rssMiB: 0 }
  const look = () => {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
      const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
      last = { cpuSeconds: (Number(fields[11]) + Number(fields[12])) / 100, rssMiB: peak / 1024 }
    } catch {
      // It has ended, or this is no Linux.
    }
  }
  const timer = setInterval(look, 20)
  return () => {
    clearInterval(timer)
    return last
  }
}
