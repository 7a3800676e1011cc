import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inTurn, median, printTable, ratio, runNode } from '../measure.js'
import { generateFrontend } from './generate-frontend.js'

const bin = fileURLToPath(new URL('../../packages/api-contract-checker/dist/cli.js', import.meta.url))
const parseOnly = fileURLToPath(new URL('parse-only.js', import.meta.url))
const runs = 5

/**
 * `pnpm bench api-contract-checker`. With BENCH_FRONTEND=DIR (and BENCH_SCHEMA=FILE) the same table for a real tree.
 */
export async function bench() {
  const folder = mkdtempSync(join(tmpdir(), 'm4sh-bench-frontend-'))
  try {
    const real = process.env.BENCH_FRONTEND
    const tree = generateFrontend(join(folder, '1200'), 1200)
    await speed(real ? { source: real, schema: process.env.BENCH_SCHEMA ?? tree.schema } : tree, folder)
    await growth(folder)
    await start()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function check({ source, schema }, folder, extra = []) {
  const output = join(folder, 'report.json')
  return () =>
    runNode(
      [
        bin,
        '--frontend-path',
        source,
        '--schema-url',
        schema,
        '--output',
        output,
        '--fail-on',
        'none',
        '--quiet',
        ...extra,
      ],
      { cwd: folder },
    )
}

async function speed(tree, folder) {
  const { parse, whole, cached } = await inTurn(
    {
      parse: () => runNode([parseOnly, tree.source]),
      whole: check(tree, folder),
      cached: check(tree, folder, ['--cache', '--cache-location', join(folder, 'cache')]),
    },
    runs,
  )
  const row = (name, results, limit) => [
    name,
    median(results.map(({ cpuMs }) => cpuMs / 1000)).toFixed(2),
    ratio(results, parse, 'cpuMs').toFixed(2),
    limit,
    Math.round(median(results.map(({ rssMb }) => rssMb))),
  ]
  printTable(`Whole run against only reading and parsing the same files: ${tree.source}`, [
    ['', 'CPU s', 'ratio', 'wanted', 'MB'],
    row('read and parse', parse, ''),
    row('api-contract-checker', whole, '≤ 1.5'),
    row('… again, --cache', cached, '≤ 0.5'),
  ])
}

async function growth(folder) {
  const trees = Object.fromEntries(
    [300, 3000].map((count) => [count, generateFrontend(join(folder, `g${count}`), count)]),
  )
  const results = await inTurn(
    { small: check(trees[300], folder), large: check(trees[3000], folder), load: () => runNode([bin, '--version']) },
    3,
  )
  const cpu = (name) => median(results[name].map(({ cpuMs }) => cpuMs))
  printTable('Growth from 300 to 3,000 files (10 × is linear; what a run costs before the first file is taken off)', [
    ['', 'CPU s', 'MB'],
    ['300 files', (cpu('small') / 1000).toFixed(2), Math.round(median(results.small.map(({ rssMb }) => rssMb)))],
    ['3,000 files', (cpu('large') / 1000).toFixed(2), Math.round(median(results.large.map(({ rssMb }) => rssMb)))],
    ['ratio of CPU', (cpu('large') / cpu('small')).toFixed(1), ''],
  ])
}

async function start() {
  const { bare, help, version } = await inTurn(
    {
      bare: () => runNode(['-e', '0']),
      help: () => runNode([bin, '--help']),
      version: () => runNode([bin, '--version']),
    },
    11,
  )
  const row = (name, results, wanted) => [
    name,
    Math.round(median(results.map(({ cpuMs }) => cpuMs))),
    ratio(results, bare, 'cpuMs').toFixed(2),
    wanted,
  ]
  printTable('Start', [
    ['', 'CPU ms', 'ratio', 'wanted'],
    row('node -e 0', bare, ''),
    row('--help', help, '≤ 3'),
    row('--version', version, ''),
  ])
}
