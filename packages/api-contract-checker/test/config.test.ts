import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { defineCommand, runCli } from '@m4sh/tools-core/cli'
import { createMemoryHost, createTemporaryFolder, type TemporaryFolder } from '@m4sh/tools-core/testing'
import { flags, toConfig, type Config } from '../src/config.ts'
import type { RuleId } from '../src/rules/rule-ids.ts'

const cwd = '/work/app'

/** What the flags, the environment and a config file come to. */
async function configOf(argv: readonly string[], env: Record<string, string> = {}, folder = cwd): Promise<Config> {
  let config: Config | undefined
  const command = defineCommand({
    name: 'api-contract-checker',
    version: '0.0.0',
    describe: '',
    flags,
    run: async (context) => {
      config = toConfig(context)
      return 0
    },
  })
  const host = createMemoryHost({ argv, env, cwd: folder })
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
    credentialsBeyondBase: { token: false, headers: false },
    timeoutMs: 30_000,
    frontendPrefix: null,
    backendPrefix: null,
    skipUncalled: false,
    ignore: [],
    rules: {},
    acceptedQuery: [],
    allowEmpty: false,
    failOn: failOn('error'),
    baseline: null,
    updateBaseline: false,
    thresholds: [],
    destinations: [{ path: '/work/app/reports/api-contract.html', format: 'html' }],
    sourceLink: null,
    cacheFolder: null,
    watch: false,
  })
})

function failOn(severity: Config['failOn']['severity'], ...rules: RuleId[]): Config['failOn'] {
  return { severity, rules: new Set(rules) }
}

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
  ['--fail-on warning --fail-on trailing-slash', { failOn: failOn('warning', 'trailing-slash') }],
  ['--fail-on none,trailing-slash', { failOn: failOn(null, 'trailing-slash') }],
  ['--allow-empty', { allowEmpty: true }],
  ['--token abc', { credentialsBeyondBase: { token: true, headers: false } }],
  ['-H X-Key:1', { credentialsBeyondBase: { token: false, headers: true } }],
  ['-f src -f ./src', { frontends: ['/work/app/src'] }],
  ['-s a.yaml -s a.yaml', { schemas: [{ source: 'a.yaml', folder: cwd }] }],
  ['--source-link https://h/{file}#L{line}', { sourceLink: 'https://h/{file}#L{line}' }],
  // A name that was given is kept, the default one too; only the default follows --json.
  ['-o reports/api-contract.html', { destinations: [html] as Config['destinations'] }],
  ['-o reports/api-contract.html --json', { destinations: [{ path: html.path, format: 'json' }] }],
  ['-o reports/api-contract.html --format csv', { destinations: [{ path: html.path, format: 'csv' }] }],
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
    [{ M4SH_TOKEN: 'Bearer abc' }, [], { token: 'abc', credentialsBeyondBase: { token: false, headers: false } }],
    [
      { M4SH_API_CONTRACT_CHECKER_OUTPUT: 'reports/api-contract.html', M4SH_JSON: '1' },
      [],
      { destinations: [{ path: html.path, format: 'json' }] },
    ],
    [{ M4SH_TOKEN: 'abc' }, ['--token', 'def'], { token: 'def' }],
    [{ M4SH_API_CONTRACT_CHECKER_FAIL_ON: 'none' }, [], { failOn: failOn(null) }],
    [{ M4SH_API_CONTRACT_CHECKER_FAIL_ON: 'info' }, ['--fail-on', 'error'], { failOn: failOn('error') }],
    [{ M4SH_API_CONTRACT_CHECKER_SKIP_UNCALLED: 'true' }, [], { skipUncalled: true }],
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
    ['--fail-on eror', /--fail-on is "eror"; it must be error, warning.*Did you mean "error"\?/s],
    ['--fail-on off', /--fail-on is "off"/],
    ['--fail-on ,', /--fail-on is ","; it must be/],
    ['--fail-on none,error', /--fail-on is "none,error"; it must be none or a severity/],
    ['--fail-on none --fail-on error', /--fail-on has none and a severity: none, error/],
    ['--source-link https://h/{path}', /--source-link is .*\{file\}/],
    ['--source-link javascript:alert({file})', /--source-link is .*opens a page or an editor/],
    ['-s - --watch', /--watch cannot read the schema from standard input/],
  ])('%s', async (line, said) => {
    await expect(configOf(line.split(' '))).rejects.toThrow(said)
  })
})

describe('what another place than the command line says is blamed on that place', () => {
  let folder: TemporaryFolder

  beforeEach(async () => {
    folder = await createTemporaryFolder()
  })
  afterEach(() => folder.remove())

  test.each<[env: Record<string, string>, said: RegExp]>([
    [
      { M4SH_API_CONTRACT_CHECKER_FAIL_ON: 'eror' },
      /environment variable M4SH_API_CONTRACT_CHECKER_FAIL_ON is "eror"; it must be error/,
    ],
    [
      { M4SH_API_CONTRACT_CHECKER_FAIL_ON: ',' },
      /environment variable M4SH_API_CONTRACT_CHECKER_FAIL_ON names nothing.*none/s,
    ],
    [
      { M4SH_API_CONTRACT_CHECKER_FAIL_ON: 'none,error' },
      /environment variable M4SH_API_CONTRACT_CHECKER_FAIL_ON has none and a severity/,
    ],
    [
      { M4SH_API_CONTRACT_CHECKER_SOURCE_LINK: 'data:{file}' },
      /environment variable M4SH_API_CONTRACT_CHECKER_SOURCE_LINK is "data:\{file\}"/,
    ],
  ])('%j', async (env, said) => {
    await expect(configOf([], env)).rejects.toThrow(said)
  })

  test.each<[yaml: string, said: RegExp]>([
    [
      'failOn: [error, trailing-slsh]',
      /"api-contract-checker\.failOn\[1\]" in .*m4sh\.config\.yaml is "trailing-slsh"/,
    ],
    ['failOn: []', /"api-contract-checker\.failOn" in .*m4sh\.config\.yaml names nothing/],
    [
      "sourceLink: 'https://h/{path}'",
      /"api-contract-checker\.sourceLink" in .* is "https:\/\/h\/\{path\}"; it must be/,
    ],
    ['ignore: [{ path: /x, reason: r, expires: soon }]', /ignore\[0\]\.expires" in .* is "soon"; it must be a day/],
    ['ignore: [{ path: /x, reason: r, expires: "2027-02-31" }]', /ignore\[0\]\.expires" in .*; it must be a day/],
    ['ignore: [{ path: /x, reason: r, method: GETT }]', /ignore\[0\]\.method" in .* is "GETT".*Did you mean "GET"\?/s],
    ["ignore: [{ path: /x, reason: r, method: 'GET,' }, { path: /y, reason: r, method: ',' }]", /ignore\[1\]\.method"/],
  ])('%s', async (yaml, said) => {
    await folder.write({ 'm4sh.config.yaml': `api-contract-checker: { ${yaml} }` })
    await expect(configOf([], {}, folder.path)).rejects.toThrow(said)
  })

  test('days and methods as people write them', async () => {
    const ignore = [
      '{ path: /a, reason: r, expires: 2027-01-31, method: get }',
      "{ path: /b, reason: r, expires: '2027-01-31T12:00:00Z', method: 'GET, post' }",
      "{ path: /c, reason: r, method: '*' }",
    ]
    await folder.write({ 'm4sh.config.yaml': `api-contract-checker: { ignore: [${ignore.join(', ')}] }` })
    const { ignore: rules } = await configOf([], {}, folder.path)
    expect(rules.map(({ expires, method }) => [expires, method])).toEqual([
      ['2027-01-31', 'get'],
      ['2027-01-31T12:00:00Z', 'GET, post'],
      [undefined, '*'],
    ])
  })
})
