import { describe, expect, test } from '@jest/globals'
import { createMemoryHost } from '@m4sh/tools-core/testing'
import { defineCommand, runCli } from '@m4sh/tools-core/cli'
import { flags, toConfig, type Config } from '../src/config.ts'

const cwd = '/work/app'

/** What the flags and the environment come to. */
async function configOf(argv: readonly string[], env: Record<string, string> = {}): Promise<Config> {
  let config: Config | undefined
  const command = defineCommand({
    name: 'api-contract-checker',
    version: '0.0.0',
    describe: '',
    flags,
    run: async (context) => {
      config = toConfig(context.flags, context.host.cwd)
      return 0
    },
  })
  const host = createMemoryHost({ argv, env, cwd })
  await runCli(command, host)
  if (config === undefined) throw new Error(host.stderr.text)
  return config
}

test('the defaults are those of M4SH', async () => {
  expect(await configOf([])).toEqual({
    frontends: ['/work/frontend/src'],
    schemas: [{ source: '/api/schema/', folder: cwd }],
    include: [],
    exclude: [],
    baseUrl: { origin: 'http://localhost:8000', root: 'http://localhost:8000', apiBase: 'http://localhost:8000/api' },
    token: null,
    headers: [],
    timeoutMs: 30_000,
    frontendPrefix: null,
    backendPrefix: null,
    skipUncalled: false,
    ignore: [],
    rules: {},
    acceptedQuery: [],
    failOn: ['error'],
    baseline: null,
    updateBaseline: false,
    thresholds: [],
    destinations: [{ path: '/work/app/reports/api-contract.html', format: 'html' }],
    sourceLink: null,
    cacheFolder: null,
    watch: false,
  })
})

const html = { path: '/work/app/reports/api-contract.html', format: 'html' }
const json = { path: '/work/app/reports/api-contract.json', format: 'json' }

test.each<[line: string, wanted: Partial<Config>]>([
  ['-f src -f ../admin/src', { frontends: ['/work/app/src', '/work/admin/src'] }],
  ['-f /abs/src', { frontends: ['/abs/src'] }],
  [
    '-s a.yaml -s -',
    {
      schemas: [
        { source: 'a.yaml', folder: cwd },
        { source: '-', folder: cwd },
      ],
    },
  ],
  ['--include **/*.stories.ts --exclude legacy', { include: ['**/*.stories.ts'], exclude: ['legacy'] }],
  [
    '--base-url https://m4sh.example/api/',
    { baseUrl: { origin: 'https://m4sh.example', root: 'https://m4sh.example', apiBase: 'https://m4sh.example/api' } },
  ],
  ['--timeout 500ms', { timeoutMs: 500 }],
  ['--timeout 2m', { timeoutMs: 120_000 }],
  ['--frontend-prefix= --backend-prefix /api', { frontendPrefix: '', backendPrefix: '/api' }],
  ['--skip-uncalled', { skipUncalled: true }],
  ['--fail-on warning --fail-on trailing-slash', { failOn: ['warning', 'trailing-slash'] }],
  ['--baseline known.json', { baseline: '/work/app/known.json', updateBaseline: false }],
  ['--update-baseline', { baseline: '/work/app/api-contract-baseline.json', updateBaseline: true }],
  ['--json', { destinations: [json] as Config['destinations'] }],
  ['--format json --format html', { destinations: [json, html] as Config['destinations'] }],
  [
    '-o a.sarif -o b.xml',
    {
      destinations: [
        { path: '/work/app/a.sarif', format: 'sarif' },
        { path: '/work/app/b.xml', format: 'junit' },
      ],
    },
  ],
  ['-o - --json', { destinations: [{ path: '-', format: 'json' }] }],
  ['--cache', { cacheFolder: '/work/app/node_modules/.cache/api-contract-checker' }],
  ['--cache --cache-location /var/c', { cacheFolder: '/var/c' }],
  ['--cache-location /var/c', { cacheFolder: null }],
  ['-w', { watch: true }],
])('%s', async (line, wanted) => {
  expect(await configOf(line.split(' '))).toMatchObject(wanted)
})

describe('the environment', () => {
  test.each<[env: Record<string, string>, argv: string[], wanted: Partial<Config>]>([
    [
      { M4SH_BASE_URL: 'http://h:1' },
      [],
      { baseUrl: { origin: 'http://h:1', root: 'http://h:1', apiBase: 'http://h:1/api' } },
    ],
    [{ M4SH_TOKEN: 'Bearer abc' }, [], { token: 'abc' }],
    [{ M4SH_TOKEN: 'abc' }, ['--token', 'def'], { token: 'def' }],
    [{ M4SH_FAIL_ON: 'none' }, [], { failOn: ['none'] }],
    [{ M4SH_FAIL_ON: 'none', M4SH_API_CONTRACT_CHECKER_FAIL_ON: 'info' }, [], { failOn: ['info'] }],
    [{ M4SH_SKIP_UNCALLED: 'true' }, [], { skipUncalled: true }],
  ])('%j with %j', async (env, argv, wanted) => {
    expect(await configOf(argv, env)).toMatchObject(wanted)
  })
})

describe('is refused with what came and what is wanted', () => {
  test.each<[line: string, said: RegExp]>([
    ['--frontend-pth src', /--frontend-pth.*Did you mean.*--frontend-path/s],
    ['--timeout soon', /--timeout is "soon"; it must be .*500ms/s],
    ['--timeout -1', /--timeout/],
    ['--base-url localhost:8000', /--base-url.*http:\/\//s],
    ['--base-url ftp://h', /--base-url.*http/s],
    ['--format pdf', /--format.*pdf.*html/s],
    ['-o report.pdf', /report\.pdf.*\.html/s],
    ['-o a.json -o ./a.json', /a\.json/],
    ['--token', /--token/],
    ['--json maybe', /maybe/],
    ['src', /src/],
    ['--cache=perhaps', /perhaps.*on or off/s],
  ])('%s', async (line, said) => {
    await expect(configOf(line.split(' '))).rejects.toThrow(said)
  })
})
