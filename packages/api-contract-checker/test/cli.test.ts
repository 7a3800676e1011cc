import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createProcessHost } from '@m4sh/tools-core/cli'
import { createTemporaryFolder, startHttpServer, type TemporaryFolder, type TestServer } from '@m4sh/tools-core/testing'
import { check, exampleFrontend, exampleSchema, findingLines, run } from './run-check.ts'

const schema = `openapi: 3.0.3
info: { title: Rooms, version: '1' }
paths:
  /api/rooms/: { get: { responses: {} }, post: { responses: {} } }
  /api/rooms/{id}/: { get: { responses: {} } }
`
const agreeing = `import axios from 'axios'
const client = axios.create({ baseURL: '/api' })
export const list = () => client.get('/rooms/')
export const make = (room) => client.post('/rooms/', room)
export const one = (id) => client.get(\`/rooms/\${id}/\`)
list(); make({}); one(1)
`
const disagreeing = `${agreeing}\nclient.delete('/rooms/all/')\n`

let folder: TemporaryFolder
let server: TestServer | undefined

beforeEach(async () => {
  folder = await createTemporaryFolder({ 'package.json': '{}', 'src/api.js': agreeing, 'schema.yaml': schema })
})
afterEach(async () => {
  await server?.close()
  server = undefined
  await folder.remove()
})

const here = () => ({ cwd: folder.path })
const pair = ['-f', 'src', '-s', 'schema.yaml'] as const

async function serve(listener: RequestListener): Promise<string> {
  server = await startHttpServer(listener)
  return server.url
}

function answer(status: number, body: string, headers: Record<string, string> = {}): RequestListener {
  return (_, response) => void response.writeHead(status, headers).end(body)
}

describe('verdict and exit code', () => {
  test('agreement passes', async () => {
    const { exitCode, stderr, report } = await check(pair, here())
    expect({ exitCode, stderr, verdict: report.verdict }).toEqual({ exitCode: 0, stderr: '', verdict: 'pass' })
    expect(report.result.summary).toMatchObject({ calls: 3, matched: 3, operations: 3, operationsMatched: 3 })
  })

  test('a disagreement fails', async () => {
    await folder.write({ 'src/api.js': disagreeing })
    const { exitCode, report } = await check(pair, here())
    expect({ exitCode, verdict: report.verdict }).toEqual({ exitCode: 1, verdict: 'fail' })
    expect(findingLines(report)).toEqual(['method-mismatch DELETE /rooms/all/'])
  })

  test.each([
    ['none', 0],
    ['error', 1],
    ['warning', 1],
    ['method-mismatch', 1],
    ['trailing-slash', 0],
    ['trailing-slash,method-mismatch', 1],
  ])('--fail-on %s ends with %i where a method is wrong', async (failOn, code) => {
    await folder.write({ 'src/api.js': disagreeing })
    expect((await check([...pair, '--fail-on', failOn], here())).exitCode).toBe(code)
  })

  test('--fail-on of something that does not exist is wrong usage', async () => {
    const { exitCode, stderr, stdout } = await run([...pair, '--fail-on', 'method-missmatch'], here())
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain('Did you mean "method-mismatch"?')
  })

  test('a threshold fails the run and says what came', async () => {
    const passed = await check([...pair, '--threshold', 'summary.matchedPercent>=100'], here())
    expect(passed.report.thresholds).toEqual([{ expression: 'summary.matchedPercent>=100', actual: 100, passed: true }])
    const failed = await check([...pair, '--threshold', 'summary.calls<3'], here())
    expect({ exitCode: failed.exitCode, thresholds: failed.report.thresholds }).toEqual({
      exitCode: 1,
      thresholds: [{ expression: 'summary.calls<3', actual: 3, passed: false }],
    })
  })
})

describe('a schema that cannot be had is never an empty schema', () => {
  const login = '<!doctype html><html><body><form action="/login/"><input type="password"></form></body></html>'
  test.each<[what: string, answer: RequestListener, said: RegExp]>([
    ['401', answer(401, '{"detail":"no"}'), /401.*--token/s],
    ['403', answer(403, '{"detail":"no"}'), /403.*--token/s],
    ['404', answer(404, 'nothing here'), /404/],
    ['500', answer(500, 'oops'), /500/],
    ['a login page', answer(200, login, { 'content-type': 'text/html' }), /login page.*--token/s],
    ['nothing', answer(200, ''), /empty/],
    ['broken JSON', answer(200, '{"openapi": "3.0.3", ', { 'content-type': 'application/json' }), /JSON|YAML/],
    ['broken YAML', answer(200, 'openapi: 3.0.3\n paths: : :\n'), /YAML/],
    ['another document', answer(200, '{"name":"m4sh","version":"1"}'), /openapi/],
    ['no paths', answer(200, '{"openapi":"3.0.3","info":{"title":"x","version":"1"}}'), /names no path/],
    [
      'a cut answer',
      (_, response) => response.writeHead(200, { 'content-length': '900' }).write('{"o', () => response.destroy()),
      /./,
    ],
    ['a reset connection', (request) => void request.socket.destroy(), /./],
  ])('%s: exit code 3', async (_, listener, said) => {
    const base = await serve(listener)
    const { exitCode, stderr, stdout } = await run(['-f', 'src', '--base-url', base, '--timeout', '5s'], here())
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' })
    expect(stderr).toMatch(said)
    // What was asked, and what to do.
    expect(stderr).toContain('127.0.0.1')
    expect(stderr.trim().split('\n').length).toBeGreaterThan(1)
    expect(await readdir(folder.path)).not.toContain('reports')
  })

  test('a host that does not answer the port names host and flag', async () => {
    const base = await serve(answer(200, ''))
    await server?.close()
    server = undefined
    const { exitCode, stderr } = await run(['-f', 'src', '--base-url', base], here())
    expect(exitCode).toBe(3)
    expect(stderr).toContain(base.replace('http://', ''))
    expect(stderr).toContain('--base-url')
  })

  test('a server that never answers is given up after --timeout', async () => {
    const base = await serve(() => undefined)
    const { exitCode, stderr } = await run(['-f', 'src', '--base-url', base, '--timeout', '200ms'], here())
    expect(exitCode).toBe(3)
    expect(stderr).toContain('--timeout')
  })

  test('an empty file and an empty stdin', async () => {
    await folder.write({ 'empty.yaml': '\n' })
    expect((await run(['-f', 'src', '-s', 'empty.yaml'], here())).exitCode).toBe(3)
    const { exitCode, stderr } = await run(['-f', 'src', '-s', '-'], here())
    expect(exitCode).toBe(3)
    expect(stderr).toContain('Standard input')
  })

  test('a missing file is wrong usage, and the near name is no guess', async () => {
    const { exitCode, stderr } = await run(['-f', 'src', '-s', 'schema.yml'], here())
    expect(exitCode).toBe(2)
    expect(stderr).toContain('schema.yml')
    expect(stderr).toContain('--schema-url')
  })
})

describe('where the schema may come from', () => {
  test('the default address at the base URL, with or without /api', async () => {
    const base = await serve((request, response) => {
      response.writeHead(request.url === '/api/schema/' ? 200 : 404).end(schema)
    })
    for (const given of [base, `${base}/api`, `${base}/api/`])
      expect((await check(['-f', 'src', '--base-url', given], here())).exitCode).toBe(0)
    expect(server?.requests.map(({ url }) => url)).toEqual(['/api/schema/', '/api/schema/', '/api/schema/'])
    expect(server?.requests[0]?.headers.accept).toMatch(/json.*yaml/)
  })

  test('stdin', async () => {
    const { exitCode, report } = await check(['-f', 'src', '-s', '-'], { ...here(), stdin: schema })
    expect({ exitCode, source: report.result.schema?.source }).toEqual({ exitCode: 0, source: 'standard input' })
  })

  test('several schemas: unused means unused, missing means missing in all of them', async () => {
    const [first, second] = [
      schema.replace('/api/rooms/{id}/', '/api/seats/'),
      schema.replace('/api/rooms/:', '/api/chairs/:'),
    ]
    await folder.write({ 'first.yaml': first, 'second.yaml': second })
    const { report } = await check(['-f', 'src', '-s', 'first.yaml', '-s', 'second.yaml'], here())
    expect(report.result.schemas).toHaveLength(2)
    expect(report.result.summary).toMatchObject({ matched: 3, frontendOnly: 0, operations: 6 })
    expect(findingLines(report)).toEqual([
      'backend-only-endpoint GET /api/seats/',
      'backend-only-endpoint GET /api/chairs/',
      'backend-only-endpoint POST /api/chairs/',
    ])
  })

  test('a folder of this machine that is named like a path of the server is none', async () => {
    const base = await serve(answer(200, schema))
    const { report } = await check(['-f', 'src', '--base-url', base, '-s', '/tmp'], here())
    expect(report.result.schema?.source).toBe(`${base}/tmp`)
  })

  test('several frontends: an endpoint that one of them calls is used', async () => {
    await folder.write({
      'src/api.js': agreeing.replace(/export const one[^\n]*\n/, '').replace(' one(1)', ''),
      'admin/api.ts': "fetch('/api/rooms/7/')",
    })
    const alone = await check(pair, here())
    expect(findingLines(alone.report)).toEqual(['backend-only-endpoint GET /api/rooms/{id}/'])
    const both = await check([...pair, '-f', 'admin'], here())
    expect(findingLines(both.report)).toEqual([])
    expect(both.report.result.frontends.map(({ files }) => files)).toEqual([1, 1])
  })
})

describe('secrets', () => {
  const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0MiJ9.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg'

  test('the token goes to the address that was named, and never where that one redirects or refers to', async () => {
    const other = await startHttpServer(answer(200, schema))
    const refers = schema.replace('/api/rooms/: {', `/api/away/: { $ref: '${other.url}/away.yaml' }\n  /api/rooms/: {`)
    const base = await serve((request, response) => {
      if (request.url === '/moved/') response.writeHead(302, { location: `${other.url}/schema/` }).end()
      else response.end(refers)
    })
    try {
      for (const path of ['/moved/', '/api/schema/'])
        await run(['-f', 'src', '--base-url', base, '--token', jwt, '-s', path, '-o', '-', '--json'], here())
      expect(server?.requests.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${jwt}`, `Bearer ${jwt}`])
      expect(other.requests.map(({ url }) => url)).toEqual(['/schema/', '/away.yaml'])
      expect(other.requests.filter(({ headers }) => headers.authorization !== undefined)).toEqual([])
    } finally {
      await other.close()
    }
  })

  test('not even the documents beside a schema that a redirect led to get them', async () => {
    const refers = schema.replace('/api/rooms/: {', "/api/away/: { $ref: './away.yaml' }\n  /api/rooms/: {")
    const other = await startHttpServer(({ url }, response) => {
      response.end(url === '/schema/' ? refers : 'get: { responses: {} }')
    })
    const base = await serve(answer(302, '', { location: `${other.url}/schema/` }))
    try {
      await run(['-f', 'src', '--base-url', base, '--token', jwt, '-H', 'X-Api-Key: k3y-0f-d00m', '-o', '-'], here())
      expect(other.requests.map(({ url }) => url)).toEqual(['/schema/', '/schema/away.yaml'])
      for (const { headers } of other.requests)
        expect([headers.authorization, headers['x-api-key']]).toEqual([undefined, undefined])
      expect(server?.requests.map(({ headers }) => [headers.authorization, headers['x-api-key']])).toEqual([
        [`Bearer ${jwt}`, 'k3y-0f-d00m'],
      ])
    } finally {
      await other.close()
    }
  })

  test('another origin that --schema-url names gets them only from the same command line', async () => {
    const base = await serve(answer(200, schema))
    await folder.write({ 'm4sh.config.yaml': "header: ['X-Api-Key: k3y-0f-d00m']" })
    const argv = ['-f', 'src', '--base-url', 'http://m4sh.example', '-s', `${base}/openapi.yaml`, '-o', '-', '--json']
    const env = { M4SH_TOKEN: jwt }
    expect((await run(argv, { ...here(), env })).exitCode).toBe(0)
    expect((await run([...argv, '--token', jwt], { ...here(), env })).exitCode).toBe(0)
    expect((await run([...argv, '-H', 'X-Api-Key: k3y-0f-d00m'], { ...here(), env })).exitCode).toBe(0)
    expect(server?.requests.map(({ headers }) => [headers.authorization, headers['x-api-key']])).toEqual([
      [undefined, undefined],
      [`Bearer ${jwt}`, undefined],
      [undefined, 'k3y-0f-d00m'],
    ])
  })

  const login = '<html><form><input type="password"></form></html>'
  test.each<[what: string, refusal: RequestListener]>([
    ['401', answer(401, 'no')],
    ['403', answer(403, 'no')],
    ['a login page', answer(200, login)],
  ])('%s for one that was kept back says so, and what to do', async (_, refusal) => {
    const other = await startHttpServer(refusal)
    const base = await serve(answer(302, '', { location: `${other.url}/schema/` }))
    try {
      const redirected = await run(['-f', 'src', '--base-url', base, '--token', jwt], here())
      expect(redirected.exitCode).toBe(3)
      expect(redirected.stderr).toContain(`A redirect led to ${other.url}, which got neither token nor headers`)
      expect(redirected.stderr).toContain('--base-url')

      const env = { M4SH_TOKEN: jwt }
      const named = await run(['-f', 'src', '--base-url', base, '-s', `${other.url}/schema/`], { ...here(), env })
      expect(named.exitCode).toBe(3)
      expect(named.stderr).toMatch(/go to the base URL only: .*--token/)

      const without = await run(['-f', 'src', '-s', `${other.url}/schema/`], here())
      expect(without.stderr).toContain('Pass --token TOKEN')
    } finally {
      await other.close()
    }
  })

  test('user and password in the base URL are refused before anything is sent', async () => {
    const base = await serve(answer(200, schema))
    const { exitCode, stderr } = await run(
      ['-f', 'src', '--base-url', base.replace('http://', 'http://ann:pa55w0rd@')],
      here(),
    )
    expect(exitCode).toBe(2)
    expect(stderr).toContain('--header')
    expect(stderr).not.toContain('pa55w0rd')
    expect(server?.requests).toEqual([])
  })

  test('are in no output and no report', async () => {
    const base = await serve(answer(200, schema))
    const outputs = ['html', 'json', 'csv', 'xml', 'sarif', 'md', 'txt'].flatMap((kind) => ['-o', `out/report.${kind}`])
    const { exitCode, stdout, stderr } = await run(
      [
        '-f',
        'src',
        '--base-url',
        base,
        '-s',
        `/api/schema/?token=${jwt}`,
        '-H',
        'X-Api-Key: k3y-0f-d00m',
        '--token',
        'opaque-t0ken',
        '-v',
        ...outputs,
      ],
      here(),
    )
    expect(exitCode).toBe(0)
    const written = await Promise.all(
      (await readdir(folder.join('out'))).map((name) => readFile(folder.join('out', name), 'utf8')),
    )
    expect(written).toHaveLength(7)
    for (const secret of [jwt, 'k3y-0f-d00m', 'opaque-t0ken'])
      expect([stdout, stderr, ...written].filter((text) => text.includes(secret))).toEqual([])
  })

  test('are in no error either', async () => {
    const base = await serve(answer(403, 'no'))
    const { exitCode, stderr } = await run(
      ['-f', 'src', '--base-url', base, '-s', `/x?token=${jwt}`, '--token', 'opaque-t0ken'],
      here(),
    )
    expect(exitCode).toBe(3)
    for (const secret of [jwt, 'opaque-t0ken']) expect(stderr).not.toContain(secret)
  })
})

describe('the frontend', () => {
  test.each([
    [['-f', 'nowhere'], /nowhere.*--frontend-path/s],
    [['-f', 'docs'], /No source file.*--frontend-path/s],
  ])('%j is wrong usage', async (argv, said) => {
    await mkdir(folder.join('docs'))
    await writeFile(folder.join('docs/readme.md'), '# hello')
    const { exitCode, stderr } = await run([...argv, '-s', 'schema.yaml'], here())
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(said)
  })

  test('one file is a frontend, too', async () => {
    const { report } = await check(['-f', 'src/api.js', '-s', 'schema.yaml'], here())
    expect(report.result.summary.matched).toBe(3)
  })

  test('without any call passes nothing off as agreement', async () => {
    await folder.write({ 'src/api.js': 'export const answer = 42\n' })
    const { exitCode, stdout, stderr } = await run(pair, here())
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' })
    expect(stderr).toContain(`No call was found in 1 file(s) of ${folder.join('src')}.`)
    expect(stderr).toMatch(/--frontend-path.*--allow-empty/)
    expect(await readdir(folder.path)).not.toContain('reports')

    const allowed = await check([...pair, '--allow-empty'], here())
    expect({ code: allowed.exitCode, calls: allowed.report.result.summary.calls }).toEqual({ code: 0, calls: 0 })
    expect(allowed.report.warnings.join('\n')).toContain('right folder')
  })

  test('one of several that has no call is told', async () => {
    await folder.write({ 'admin/api.js': 'export const answer = 42\n' })
    const { exitCode, report } = await check([...pair, '-f', 'admin'], here())
    expect(exitCode).toBe(0)
    expect(report.warnings).toEqual([
      `No call was found in 1 file(s) of ${folder.join('admin')}: is it the right folder?`,
    ])
  })

  test('--skip-uncalled: leftovers stay in the list and fail nothing', async () => {
    await folder.write({
      'src/old.js': "import axios from 'axios'\nexport const gone = () => axios.get('/api/gone/')\n",
    })
    const strict = await check(pair, here())
    expect(findingLines(strict.report)).toEqual(['frontend-only-call GET /api/gone/'])
    expect(strict.report.result.calls.filter(({ uncalled }) => uncalled).map(({ path }) => path)).toEqual([
      '/api/gone/',
    ])
    const lax = await check([...pair, '--skip-uncalled'], here())
    expect({ code: lax.exitCode, findings: findingLines(lax.report) }).toEqual({ code: 0, findings: [] })
    expect(lax.report.result.summary).toEqual(strict.report.result.summary)
  })
})

describe('where the report goes', () => {
  test('reports/api-contract.html by default, the summary to stdout', async () => {
    const { exitCode, stdout, stderr } = await run(pair, here())
    expect(exitCode).toBe(0)
    expect(stdout).toContain('API contract  ✓ pass')
    expect(stderr).toContain('reports/api-contract.html')
    expect(await readFile(folder.join('reports/api-contract.html'), 'utf8')).toMatch(/^<!doctype html>/i)
  })

  test('--json writes JSON instead of HTML', async () => {
    await run([...pair, '--json'], here())
    expect(await readdir(folder.join('reports'))).toEqual(['api-contract.json'])
  })

  test('what is being done is told on a terminal, with counts; nowhere else, and not with --quiet', async () => {
    await folder.write({ 'admin/api.ts': "fetch('/api/rooms/7/')" })
    const argv = [...pair, '-f', 'admin']
    const clock = createProcessHost().clock
    // Every update is drawn: time flies between them.
    const hasty = { ...clock, monotonic: () => clock.monotonic() * 1e6 }
    const { stderr } = await run(argv, { ...here(), columns: 200, clock: hasty })
    const drawn = stderr.split('\r\u001B[2K').filter((text) => text !== '')
    expect(drawn.slice(0, -1)).toEqual([
      'reading the schema schema.yaml',
      `reading the frontend ${folder.join('src')}`,
      `1 file(s) read, 3 call(s) found; reading the frontend ${folder.join('admin')}`,
      '2 file(s) read, 4 call(s) found; comparing with 3 endpoint(s)',
    ])
    expect(drawn.at(-1)).toBe(`Report (html): ${folder.join('reports/api-contract.html')}\n`)
    expect((await run([...argv, '-q'], { ...here(), columns: 200, clock: hasty })).stderr).toBe('')
    expect((await run(argv, { ...here(), clock: hasty })).stderr).not.toContain('reading')
  })

  test('--quiet leaves stderr to errors', async () => {
    expect(await run([...pair, '-q'], here())).toMatchObject({ exitCode: 0, stderr: '' })
  })

  test('one that cannot be written keeps no other from being written', async () => {
    await folder.write({ 'src/api.js': disagreeing, 'r.html/x': '', 'known/x': '' })
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: folder.join('summary.md') }
    const argv = [...pair, '-o', 'r.html', '-o', 'r.json', '-o', 'known', '--format', 'html', '--format', 'json']
    const { exitCode, stderr } = await run([...argv, '--format', 'csv'], { ...here(), env })
    expect(exitCode).toBe(3)
    for (const failed of ['r.html', 'known'])
      expect(stderr).toMatch(new RegExp(`^.*${folder.join(failed)}.* it is a folder.*\\n {2}Name a file in it`, 'm'))
    expect(stderr).toMatch(/^::error file=src\/api\.js,line=8,/m)
    expect(stderr).toContain(`Report (json): ${folder.join('r.json')}`)
    expect(stderr).not.toContain('Report (html)')
    expect(await readFile(folder.join('r.json'), 'utf8')).toContain('method-mismatch')
    expect(await readFile(folder.join('summary.md'), 'utf8')).toContain('method-mismatch')
  })

  test('in GitHub Actions: summary and annotations', async () => {
    await folder.write({ 'src/api.js': disagreeing })
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: folder.join('summary.md') }
    const { exitCode, stdout, stderr } = await run(pair, { ...here(), env })
    expect(exitCode).toBe(1)
    expect(`${stdout}${stderr}`).toMatch(/^::error file=src\/api\.js,line=8,/m)
    expect(await readFile(folder.join('summary.md'), 'utf8')).toContain('method-mismatch')
  })
})

describe('what fails the run is shown as failing', () => {
  const colourful = `${agreeing}client.get('/rooms/', { params: { colour: 1 } })\n`

  test('whatever its severity', async () => {
    await folder.write({ 'src/api.js': colourful })
    const failing = async (...argv: string[]) => {
      const { report } = await check([...pair, ...argv], here())
      const { stdout } = await run([...pair, ...argv], here())
      return {
        verdict: report.verdict,
        fails: report.result.findings.map(({ fails }) => fails),
        mark: /^ {4}(\S) src\/api\.js:7$/m.exec(stdout)?.[1],
      }
    }
    expect(await failing()).toEqual({ verdict: 'pass', fails: [false], mark: '·' })
    expect(await failing('--fail-on', 'warning')).toEqual({ verdict: 'fail', fails: [true], mark: '✗' })
    expect(await failing('--fail-on', 'none,unknown-query-parameter')).toEqual({
      verdict: 'fail',
      fails: [true],
      mark: '✗',
    })
  })

  test('an endpoint without a call is worth a line of its own only then', async () => {
    await folder.write({ 'src/api.js': agreeing.replace(/.*make.*\n/, '').replace('make({}); ', '') })
    expect((await run(pair, here())).stdout).toContain('· backend-only-endpoint: 1 (see the report)')
    const { stdout } = await run([...pair, '--fail-on', 'backend-only-endpoint'], here())
    expect(stdout).toContain('backend-only-endpoint (1)\n    ✗ No call reaches POST /api/rooms/.')
  })
})

describe('files that findings are about', () => {
  interface Sarif {
    runs: { results: { ruleId: string; locations?: { physicalLocation: { artifactLocation: { uri: string } } }[] }[] }[]
  }

  /** `rule file` of every result. */
  async function places(path: string): Promise<string[]> {
    const log = JSON.parse(await readFile(path, 'utf8')) as Sarif
    return (log.runs[0]?.results ?? []).map(
      ({ ruleId, locations }) => `${ruleId} ${locations?.[0]?.physicalLocation.artifactLocation.uri}`,
    )
  }

  test('are named from the workspace where it holds several checkouts, from their repository elsewhere', async () => {
    const workspace = await createTemporaryFolder({
      'web/.git/HEAD': '',
      'web/src/api.js': `${agreeing.replace(/.*make.*\n/, '').replace('make({}); ', '')}client.get('/gone/')\n`,
      'backend/.git/HEAD': '',
      'backend/docs/schema.yaml': schema,
    })
    try {
      const argv = ['-f', 'web/src', '-s', 'backend/docs/schema.yaml', '-o', 'r.sarif', '-o', 'r.json']
      const env = { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: workspace.path }
      const { stderr } = await run(argv, { cwd: workspace.path, env })
      expect(stderr).toMatch(/^::error file=web\/src\/api\.js,/m)
      expect(await places(workspace.join('r.sarif'))).toEqual([
        'frontend-only-call web/src/api.js',
        'backend-only-endpoint backend/docs/schema.yaml',
      ])
      const report = JSON.parse(await readFile(workspace.join('r.json'), 'utf8')) as { result: { calls: object[] } }
      expect(report.result.calls).toContainEqual(expect.objectContaining({ file: 'src/api.js' }))

      await run(argv, { cwd: workspace.path })
      expect(await places(workspace.join('r.sarif'))).toEqual([
        'frontend-only-call src/api.js',
        'backend-only-endpoint docs/schema.yaml',
      ])
    } finally {
      await workspace.remove()
    }
  })
})

describe('configuration', () => {
  test('ignored rows never move the percentages', async () => {
    await folder.write({
      'src/api.js': disagreeing,
      'm4sh.config.json': JSON.stringify({
        'api-contract-checker': { ignore: [{ method: 'DELETE', path: '/api/rooms/**', reason: 'goes with 0.15' }] },
      }),
    })
    const { exitCode, report } = await check(pair, here())
    expect(exitCode).toBe(0)
    expect(report.result.summary).toMatchObject({ calls: 4, matched: 3, ignored: 1, matchedPercent: 100 })
    expect(report.result.calls.find(({ status }) => status === 'ignored')?.reason).toContain('goes with 0.15')
  })

  test('rules can be turned down and off', async () => {
    await folder.write({ 'src/api.js': disagreeing })
    const withRule = async (level: string) => {
      await folder.write({ 'm4sh.config.yaml': `api-contract-checker: { rules: { method-mismatch: ${level} } }` })
      const { exitCode, report } = await check(pair, here())
      return [exitCode, report.result.findings.map(({ severity }) => severity)]
    }
    expect(await withRule('warning')).toEqual([0, ['warning']])
    expect(await withRule('off')).toEqual([0, []])
  })

  test.each([
    [
      'unknown key',
      '{"api-contract-checker": {"frontendPaths": ["src"]}}',
      /frontendPaths.*m4sh\.config\.json.*frontendPath/s,
    ],
    [
      'wrong type',
      '{"api-contract-checker": {"skipUncalled": "perhaps"}}',
      /skipUncalled.*m4sh\.config\.json.*perhaps/s,
    ],
    ['unknown rule', '{"api-contract-checker": {"rules": {"trailing-slsh": "off"}}}', /trailing-slsh.*trailing-slash/s],
    ['no reason', '{"api-contract-checker": {"ignore": [{"path": "/x"}]}}', /reason/],
    ['no JSON', '{"api-contract-checker": ', /m4sh\.config\.json/],
  ])('%s in the file: exit code 2, says where', async (_, text, said) => {
    await folder.write({ 'm4sh.config.json': text })
    const { exitCode, stderr } = await run(pair, here())
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(said)
  })

  test('flag over environment over file', async () => {
    await folder.write({
      'm4sh.config.json': '{"api-contract-checker": {"failOn": ["none"]}}',
      'src/api.js': disagreeing,
    })
    expect((await check(pair, here())).exitCode).toBe(0)
    const env = { M4SH_API_CONTRACT_CHECKER_FAIL_ON: 'error' }
    expect((await check(pair, { ...here(), env })).exitCode).toBe(1)
    expect((await check([...pair, '--fail-on', 'trailing-slash'], { ...here(), env })).exitCode).toBe(0)
  })
})

describe('the baseline', () => {
  const baseline = ['--baseline', 'known.json'] as const

  test('written, clean, new, gone', async () => {
    await folder.write({ 'src/api.js': disagreeing })
    const written = await check([...pair, ...baseline, '--update-baseline'], here())
    expect(written.exitCode).toBe(0)
    const text = await readFile(folder.join('known.json'), 'utf8')
    expect(text).not.toMatch(/"line"|api\.js:\d/)

    // Lines move, findings stay known.
    await folder.write({ 'src/api.js': `\n\n// moved\n${disagreeing}` })
    const clean = await check([...pair, ...baseline], here())
    expect({ code: clean.exitCode, baseline: clean.report.result.baseline }).toMatchObject({
      code: 0,
      baseline: { known: 1, fresh: 0, stale: [] },
    })

    await folder.write({ 'src/api.js': `${disagreeing}\nclient.get('/chairs/')\n` })
    const fresh = await check([...pair, ...baseline], here())
    expect(fresh.exitCode).toBe(1)
    expect(fresh.report.result.findings.filter(({ known }) => !known).map(({ rule }) => rule)).toEqual([
      'frontend-only-call',
    ])

    await folder.write({ 'src/api.js': agreeing })
    const gone = await run([...pair, ...baseline], here())
    expect(gone.exitCode).toBe(0)
    expect(gone.stdout).toContain('1 gone')
  })

  test('that is missing or broken is wrong usage', async () => {
    const missing = await run([...pair, ...baseline], here())
    expect(missing.exitCode).toBe(2)
    expect(missing.stderr).toContain('--update-baseline')
    await folder.write({ 'known.json': '{"findings": 7' })
    const broken = await run([...pair, ...baseline], here())
    expect(broken.exitCode).toBe(2)
    expect(broken.stderr).toContain('known.json')
  })

  test.each([
    [
      'a merge conflict',
      '{"version": 1, "findings": [\n<<<<<<< HEAD\n{"reason": "agreed with Ann until May"}\n=======\n]}',
    ],
    ['one of a newer tool', '{"version": 2, "findings": [{"reason": "agreed with Ann until May"}]}'],
  ])('that cannot be read is not written over: %s', async (_, text) => {
    await folder.write({ 'src/api.js': disagreeing, 'known.json': text })
    const { exitCode, stderr } = await run([...pair, ...baseline, '--update-baseline'], here())
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/known\.json.*\n {2}Mend it, or take it away/)
    expect(await readFile(folder.join('known.json'), 'utf8')).toBe(text)
  })

  test('that is a folder is wrong usage, though it is to be written', async () => {
    await folder.write({ 'known.json/x': '' })
    const { exitCode, stderr } = await run([...pair, ...baseline, '--update-baseline'], here())
    expect(exitCode).toBe(2)
    expect(stderr).toContain('known.json cannot be read')
  })

  test('written anew knows all findings, those whose day is over too', async () => {
    await folder.write({ 'src/api.js': disagreeing })
    await run([...pair, ...baseline, '--update-baseline'], here())
    const text = await readFile(folder.join('known.json'), 'utf8')
    const owned = text.replace('"fingerprint"', '"reason":"v0.15","expires":"2020-01-01","fingerprint"')
    await folder.write({ 'known.json': owned })
    const { exitCode, report } = await check([...pair, ...baseline, '--update-baseline'], here())
    expect({ exitCode, baseline: report.result.baseline }).toMatchObject({
      exitCode: 0,
      baseline: { known: 1, fresh: 0 },
    })
    expect(report.warnings).toEqual([
      expect.stringMatching(/expired on 2020-01-01; it is written anew without that day/),
    ])
    const renewed = await readFile(folder.join('known.json'), 'utf8')
    expect(renewed).toContain('"reason":"v0.15"')
    expect(renewed).not.toContain('expires')
  })

  test('counts no leftovers that --skip-uncalled leaves out', async () => {
    await folder.write({
      'src/old.js': "import axios from 'axios'\nexport const gone = () => axios.get('/api/gone/')\n",
      'known.json': '{"version": 1, "findings": []}',
    })
    const { report } = await check([...pair, ...baseline, '--skip-uncalled'], here())
    expect(report.result).toMatchObject({ findings: [], baseline: { known: 0, fresh: 0, stale: [] } })
  })
})

/** Where there is no repository around it, files are named from the example's own folder. */
function withoutFolders(text = ''): string {
  return text.trim().replace(/^( +\S )\S*?(src\/\S+:\d+)$/gm, '$1$2')
}

test('the README shows what the example really prints', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
  const { stdout } = await run([
    '-f',
    'examples/frontend/src',
    '-s',
    'examples/schema.yaml',
    '-o',
    folder.join('r.html'),
  ])
  const shown = /\$ api-contract-checker [^\n]*\n([\s\S]*?)\n```/.exec(readme)?.[1]
  expect(withoutFolders(shown)).toBe(withoutFolders(stdout))
})

describe('a run that was stopped before it compared anything', () => {
  async function stopped(...outputs: string[]) {
    const { createMemoryHost } = await import('@m4sh/tools-core/testing')
    const { runCli } = await import('@m4sh/tools-core/cli')
    const { command } = await import('../src/command.ts')
    let host: ReturnType<typeof createMemoryHost> | undefined
    const base = await serve(() => host?.interrupt())
    const argv = ['-f', exampleFrontend, '-s', exampleSchema, '-s', `${base}/slow`]
    host = createMemoryHost({ argv: [...argv, ...outputs.flatMap((path) => ['-o', path])], cwd: folder.path })
    expect(await runCli(command, host)).toBe(130)
    return host
  }

  test('writes its report, and says in it that it was stopped', async () => {
    const { stdout, stderr } = await stopped('r.json', 'r.html', 'r.xml', 'r.sarif')
    const report = JSON.parse(await readFile(folder.join('r.json'), 'utf8')) as object
    expect(report).toMatchObject({
      verdict: 'error',
      run: { interrupted: true },
      result: { schemas: [{ title: 'Lesson room API' }], frontends: [], calls: [] },
    })
    expect(await readFile(folder.join('r.html'), 'utf8')).toContain('Stopped before everything was compared.')
    expect(await readFile(folder.join('r.sarif'), 'utf8')).toContain('"executionSuccessful": false')
    expect(stderr.text).toContain(`Report (html): ${folder.join('r.html')}`)
    expect(stdout.text).toContain('✗ error, stopped early')
    expect(stdout.text).toContain('no frontend was read ↔ ')
  })

  test('replaces the JSON report of an earlier run, whose verdict is none of this one, and no other', async () => {
    await folder.write({ 'r.json': '{"verdict":"pass"}\n', 'r.html': 'a good one', 'r.sarif': '{}' })
    const { stderr } = await stopped('r.json', 'r.html', 'r.sarif')
    expect(await readFile(folder.join('r.json'), 'utf8')).toContain('"interrupted": true')
    expect(await readFile(folder.join('r.html'), 'utf8')).toBe('a good one')
    expect(await readFile(folder.join('r.sarif'), 'utf8')).toBe('{}')
    for (const kept of ['r.html', 'r.sarif'])
      expect(stderr.text).toContain(
        `warning: Stopped before anything was compared: ${folder.join(kept)} is still that of an earlier run.`,
      )
  })
})

test('an interrupted run writes what was done so far', async () => {
  const { createMemoryHost } = await import('@m4sh/tools-core/testing')
  const { runCli } = await import('@m4sh/tools-core/cli')
  const { command } = await import('../src/command.ts')
  let host: ReturnType<typeof createMemoryHost> | undefined
  const base = await serve(() => host?.interrupt())
  host = createMemoryHost({
    argv: ['-f', exampleFrontend, '-s', exampleSchema, '-s', `${base}/slow`, '-o', '-', '--json'],
    cwd: folder.path,
  })
  expect(await runCli(command, host)).toBe(130)
  const report = JSON.parse(host.stdout.text) as { verdict: string; run: object; result: { schemas: object[] } }
  expect(report).toMatchObject({ verdict: 'error', run: { interrupted: true } })
  expect(report.result.schemas).toHaveLength(1)
})

describe('a run that fails', () => {
  test('puts its error in place of the JSON report of the run before, and of no other', async () => {
    await folder.write({ 'r.json': '{"verdict":"pass"}', 'r.html': 'before' })
    const base = await serve(answer(500, 'no'))
    const { exitCode, stderr } = await run(
      ['-f', 'src', '-s', `${base}/schema/`, '-o', 'r.json', '-o', 'r.html'],
      here(),
    )
    expect(exitCode).toBe(3)
    const report = JSON.parse(await readFile(folder.join('r.json'), 'utf8')) as { verdict: string; warnings: string[] }
    expect(report).toMatchObject({ verdict: 'error', result: { schema: null, calls: [] } })
    expect(report.warnings).toEqual([expect.stringContaining('answered 500')])
    expect(stderr).toContain('answered 500')
    expect(await readFile(folder.join('r.html'), 'utf8')).toBe('before')
  })

  test('says so on the page of a step in GitHub Actions', async () => {
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: folder.join('summary.md') }
    await folder.write({ 'src/api.js': 'export const nothing = 1' })
    const { exitCode, stderr } = await run(pair, { ...here(), env })
    expect(exitCode).toBe(3)
    expect(stderr).toMatch(/^::error title=run-failed::No call was found in 1 file\(s\)/)
    expect(await readFile(folder.join('summary.md'), 'utf8')).toContain('💥 error')
  })
})

test.each([
  [['--baseline', 'known.json', '--update-baseline', '-o', 'known.json'], '--baseline'],
  [['-o', 'schema.yaml', '--format', 'json'], '--schema-url'],
])('%j: a report never overwrites what the run reads', async (argv, flag) => {
  const { exitCode, stderr } = await run([...pair, ...argv], here())
  expect(exitCode).toBe(2)
  expect(stderr).toContain(`is the file of ${flag} as well`)
  expect(await readFile(folder.join('schema.yaml'), 'utf8')).toBe(schema)
})

test('a schema file that is missing from a folder that is there is no path of the server', async () => {
  const { exitCode, stderr } = await run(['-f', 'src', '-s', folder.join('shcema.yaml')], here())
  expect({ exitCode, isNamed: stderr.includes('shcema.yaml') }).toEqual({ exitCode: 2, isNamed: true })
  expect(stderr).not.toContain('localhost')
})

test('the fingerprints of a frontend are the same wherever its checkout lies', async () => {
  const fingerprints = async () => {
    const { report } = await check(pair, here())
    return { calls: report.result.calls, findings: report.result.findings.map(({ fingerprint }) => fingerprint) }
  }
  await folder.write({ 'src/api.js': disagreeing })
  const before = await fingerprints()
  await folder.remove()
  folder = await createTemporaryFolder({ 'src/package.json': '{}', 'src/api.js': disagreeing, 'schema.yaml': schema })
  const after = await fingerprints()
  expect([before.calls[0]?.file, after.calls[0]?.file]).toEqual(['src/api.js', 'api.js'])
  expect(after.findings).toEqual(before.findings)
  expect(after.calls.map(({ fingerprint }) => fingerprint)).toEqual(before.calls.map(({ fingerprint }) => fingerprint))
})

test('a terminal shows paths that can be opened from where one is', async () => {
  await folder.write({ 'src/api.js': disagreeing, 'src/package.json': '{}' })
  expect((await run(pair, here())).stdout).toContain('✗ src/api.js:8')
  const inside = await run(['-f', '.', '-s', '../schema.yaml'], { cwd: folder.join('src') })
  expect(inside.stdout).toContain('✗ api.js:8')
})

test('a text report leaves nothing out; the summary beside another one says where the rest is', async () => {
  const calls = Array.from({ length: 25 }, (_, at) => `fetch('/api/gone${at}/')`)
  await folder.write({
    'src/api.js': `fetch('/api/rooms/')\n${calls.join('\n')}`,
    'src/blob.js': Buffer.from([0, 1]).toString(),
  })
  const { stdout, stderr } = await run([...pair, '-o', 'r.txt', '-v'], here())
  const text = await readFile(folder.join('r.txt'), 'utf8')
  expect(stdout).toContain('… and 5 more in the report')
  expect(stdout).toContain('Skipped files    1\n')
  expect(stdout).toContain('(see the report)\n\n')
  expect(stderr).toContain('Skipped src/blob.js: binary')
  expect(text).not.toContain('the report')
  expect(text).toContain('No endpoint answers GET /api/gone24/.')
  expect(text).toContain('No call reaches POST /api/rooms/.')
  expect(text).toContain('src/blob.js: binary')
})

describe('endpoints that nobody calls', () => {
  const unused = agreeing.replace(/.*make.*\n/, '').replace('make({}); ', '')

  test('stand in CSV with their finding and their line; what is gone from the baseline too', async () => {
    const entry = { fingerprint: 'gone', rule: 'frontend-only-call', method: 'GET', path: '/x/', file: 'src/x.js' }
    await folder.write({
      'src/api.js': unused,
      'known.json': JSON.stringify({ version: 1, findings: [entry] }),
    })
    const { stdout } = await run(
      [...pair, '--baseline', 'known.json', '-o', '-', '--format', 'csv', '--fail-on', 'info'],
      here(),
    )
    const [head, ...rows] = stdout.trimEnd().split('\r\n')
    expect(head).toBe(
      'id,status,method,path,operation,suggestion,file,line,column,client,uncalled,reason,rules,severity,messages,fails',
    )
    expect(rows.slice(2)).toEqual([
      ',backend-only,POST,/api/rooms/,POST /api/rooms/,,schema.yaml,4,,,,,backend-only-endpoint,info,No call reaches POST /api/rooms/.,true',
      ',gone-from-baseline,,,,,,,,,,,,,frontend-only-call: GET /x/ in src/x.js,',
    ])
  })

  test('stand in Markdown with their place, fifty of them', async () => {
    const paths = Array.from({ length: 60 }, (_, at) => `  /api/unused/${at}/: { get: { responses: {} } }\n`)
    await folder.write({ 'src/api.js': unused, 'schema.yaml': schema + paths.join('') })
    const { stdout } = await run([...pair, '-o', '-', '--format', 'markdown'], here())
    expect(stdout).toContain('\n### Notes (61)\n')
    expect(stdout).toContain('| ℹ️ | backend-only-endpoint | schema.yaml:4 | No call reaches POST /api/rooms/. |')
    expect(stdout).toContain('| ℹ️ | backend-only-endpoint | schema.yaml:6 | No call reaches GET /api/unused/0/. |')
    expect(stdout.match(/^\| ℹ️/gm)).toHaveLength(50)
    expect(stdout).toContain('\n… and 11 more.\n')
  })

  test.each([
    ['schema.yaml', schema, 4],
    ['schema.json', JSON.stringify({ openapi: '3.0.3', paths: { '/api/rooms/': { get: {}, post: {} } } }, null, 2), 6],
  ])('stand in SARIF at their line of %s', async (name, text, line) => {
    await folder.write({ 'src/api.js': unused, [name]: text })
    const { stdout } = await run(['-f', 'src', '-s', name, '-o', '-', '--format', 'sarif'], here())
    const log = JSON.parse(stdout) as { runs: { results: { ruleId: string; locations: object[] }[] }[] }
    const places = log.runs[0]?.results.flatMap(({ ruleId, locations }) =>
      ruleId === 'backend-only-endpoint' ? locations : [],
    )
    expect(places).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: name, uriBaseId: 'SRCROOT' },
          region: { startLine: line, startColumn: 1 },
        },
      },
    ])
  })
})

test('Markdown counts skipped files and what the baseline knows', async () => {
  await folder.write({ 'src/api.js': disagreeing, 'src/blob.js': '\0' })
  const argv = [...pair, '--baseline', 'known.json', '--update-baseline', '-o', '-', '--format', 'markdown']
  const { stdout } = await run(argv, here())
  expect(stdout).toContain(
    '| Skipped files | 1 |\n| Known to the baseline | 1 |\n| New | 0 |\n| Gone from the baseline | 0 |',
  )
})

test('files that the frontend serves itself are no calls of the backend', async () => {
  await folder.write({
    'src/api.js': `${agreeing}
fetch('/locales/uk.json')
fetch(\`/locales/\${language}.json\`)
fetch('./shapes.svg')
fetch('/api/rooms.json')
fetch('/locales/uk.json', { method: 'PUT' })`,
    'public/locales/uk.json': '{}',
  })
  const { report } = await check(pair, here())
  expect(report.result.calls.slice(3).map(({ status, path, reason }) => [status, path, reason])).toEqual([
    ['external', '/locales/uk.json', 'a file of the frontend itself'],
    ['external', '/locales/{language}.json', 'a file of the frontend itself'],
    ['external', './shapes.svg', 'a file of the frontend itself'],
    ['frontend-only', '/api/rooms.json', null],
    ['frontend-only', '/locales/uk.json', null],
  ])
})
