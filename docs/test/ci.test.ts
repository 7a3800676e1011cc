import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { type Sandbox, startSandbox } from '@m4sh/sandbox'
import { ExitCode } from '@m4sh/tools-core/errors'
import { createTemporaryFolder, measureUntil, type TemporaryFolder } from '@m4sh/tools-core/testing'
import { Client } from 'pg'
import { type Block, readPage } from './page/read-page.ts'
import { shellSteps } from './page/shell-steps.ts'
import { Tried } from './page/tried.ts'
import { runCrontab } from './places/crontab.ts'
import { GitHub, type JobRun } from './places/github-actions.ts'
import { GitLab } from './places/gitlab-ci.ts'
import { runPods } from './places/kubernetes.ts'
import { runShell } from './places/run-shell.ts'
import { createWorkplace, filesOf, machineEnvironment, readJson } from './places/workplace.ts'

// Those who judge the formats in the tests of the core. They are named by path: they belong to no package.
const core = new URL('../../packages/tools-core/', import.meta.url)
const { sarifErrors } = (await import(new URL('test/reporting/sarif-errors.ts', core).href)) as {
  sarifErrors: (log: unknown) => string[]
}
const { readJunit } = (await import(new URL('test/reporting/junit-document.ts', core).href)) as {
  readJunit: (xmls: readonly string[]) => Promise<{ errors: string[]; documents: { name: string }[][] }>
}

// A step starts npm, and npm a tool, on a machine that may do much else.
jest.setTimeout(600_000)

const pageFile = new URL('../ci.md', import.meta.url)
const page = readPage(pageFile)
const tried = new Tried()

/**
 * The platform, and the same made slower. Answers of both vary by more than a busy machine adds to them: so runs of one of
 * them are alike, as far as a gate can tell, and those of the other are not.
 */
let platform: Sandbox
let slowPlatform: Sandbox
let home: TemporaryFolder
const cleanups: (() => Promise<void>)[] = []

beforeAll(async () => {
  home = await createTemporaryFolder()
  platform = await startSandbox({ faults: { latencyMs: 300, jitterMs: 300 } })
  await query(platform.databaseUrl, 'CREATE DATABASE slow')
  const databaseUrl = platform.databaseUrl.replace(/[^/]+$/, 'slow')
  slowPlatform = await startSandbox({ databaseUrl, faults: { latencyMs: 2000, jitterMs: 300 } })
  await breakLesson(1)
})
afterAll(async () => {
  await Promise.all(cleanups.map(async (cleanup) => await cleanup()))
  await slowPlatform?.stop()
  await platform?.stop()
  await home?.remove()
})

test('each section has its recipe: a config file of ten lines at most for each tool', () => {
  const configs = page.filter(({ file }) => file === 'm4sh.config.json')
  expect(configs.map(({ headings }) => headings)).toEqual([
    ['The contract'],
    ['The nightly scan'],
    ['The chat gate'],
    ['The whiteboard gate'],
    ['The flood'],
  ])
  for (const { text } of configs) expect(text.split('\n').length).toBeLessThanOrEqual(11)
  expect(page.filter(({ file, language }) => file === null && !['sh', 'sql', 'crontab'].includes(language))).toEqual([])
})

test('the exit codes are those of the tools', async () => {
  const rows = [...(await readFile(pageFile, 'utf8')).matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code))
  expect(rows).toEqual(Object.values(ExitCode))
})

test('the contract in GitHub Actions: what the baseline knows passes, a new finding fails and is shown by code scanning', async () => {
  const repository = await repositoryOf('api-contract-checker', 'The contract', { 'src/api.js': frontend('archive') })
  const secrets = { M4SH_READ_TOKEN: platform.tokens.student }
  const env = machine()
  const github = keep(
    await GitHub.create({ tool: 'api-contract-checker', repository: repository.path, secrets, env, tried }),
  )
  const workflow = recipe('The contract in GitHub Actions')

  // Before there is a baseline it says so.
  const [without] = await github.run(workflow)
  expect(codesOf(without)).toEqual([ExitCode.usage])
  expect(without?.steps.map(({ output }) => output).join('\n')).toContain('--update-baseline')

  const baseline = await runShell(['bash', '-eo', 'pipefail', '-c', shell('The contract')], {
    cwd: repository.path,
    env,
  })
  expect(baseline).toMatchObject({ code: ExitCode.pass })
  expect(await filesOf(repository.path)).toContain('contract-baseline.json')

  const [known] = await github.run(workflow)
  expect(codesOf(known)).toEqual([ExitCode.pass])
  expect(known).toMatchObject({ result: 'success', summary: expect.stringContaining('api-contract-checker: ✅ pass') })
  expect(newResults(github.sarif.at(-1))).toEqual([])

  await repository.write({ 'src/api.js': frontend('archive', 'mute') })
  const [broken] = await github.run(workflow)
  expect(codesOf(broken)).toEqual([ExitCode.fail])
  expect(broken?.result).toBe('failure')
  expect(newResults(github.sarif.at(-1))).toEqual([['frontend-only-call', 'src/api.js', 4]])
  for (const log of github.sarif) expect(sarifErrors(log)).toEqual([])
  await expectKept(Object.values(secrets), broken)
})

test('the contract in GitLab CI: the findings are tests that fail', async () => {
  const repository = await repositoryOf('api-contract-checker', 'The contract', {
    'src/api.js': frontend('archive'),
    'contract-baseline.json': '{ "version": 1, "findings": [] }',
  })
  const env = { ...machine(), M4SH_TOKEN: platform.tokens.student }
  const gitlab = keep(await GitLab.create({ tool: 'api-contract-checker', repository: repository.path, env, tried }))
  const { code, junit } = await gitlab.run(recipe('The contract in GitLab CI'))
  expect(code).toBe(ExitCode.fail)
  expect(await failuresIn(junit)).toBe(1)
})

test('the scan in GitHub Actions: new rows fail, those of yesterday do not, and a night without a database changes nothing', async () => {
  const repository = await repositoryOf('integrity-scan', 'The nightly scan')
  const secrets = { READ_ONLY_DATABASE_URL: await readerUrl() }
  const options = { tool: 'integrity-scan', repository: repository.path, secrets, env: machine(), tried }
  const github = keep(await GitHub.create(options))
  const workflow = recipe('The scan in GitHub Actions')

  const [first] = await github.run(workflow)
  expect(codesOf(first)).toEqual([ExitCode.fail])
  expect(first?.summary).toContain('integrity-scan: ❌ fail')
  const [second] = await github.run(workflow)
  expect(codesOf(second)).toEqual([ExitCode.pass])
  expect(second?.result).toBe('success')

  await breakLesson(2)
  options.secrets.READ_ONLY_DATABASE_URL = unreachable
  const [without] = await github.run(workflow)
  expect(codesOf(without)).toEqual([ExitCode.target])
  options.secrets.READ_ONLY_DATABASE_URL = await readerUrl()
  const [third] = await github.run(workflow)
  expect(codesOf(third)).toEqual([ExitCode.fail])
  expect(await newRows(third?.workspace?.join('latest.json'))).toBe(1)
  await expectKept(['a long random one', encodeURIComponent('a long random one')], third)
})

test('the scan in GitLab CI: new rows fail once', async () => {
  const repository = await repositoryOf('integrity-scan', 'The nightly scan')
  const env = { ...machine(), M4SH_DATABASE_URL: await readerUrl() }
  const gitlab = keep(await GitLab.create({ tool: 'integrity-scan', repository: repository.path, env, tried }))
  const job = recipe('The scan in GitLab CI')
  const first = await gitlab.run(job)
  expect(first.code).toBe(ExitCode.fail)
  expect(await failuresIn(first.junit)).toBeGreaterThan(0)
  const second = await gitlab.run(job)
  expect(second.code).toBe(ExitCode.pass)
  expect(await failuresIn(second.junit)).toBe(0)
})

test('the scan in a crontab: it prints when something is new or went wrong, and is quiet otherwise', async () => {
  const folder = await repositoryOf('integrity-scan', 'The nightly scan')
  const url = await readerUrl()
  await folder.write({ env: `export M4SH_DATABASE_URL='${url}' M4SH_INTEGRITY_SCAN_LOCK_TIMEOUT=100ms\n` })
  const night = async () =>
    await runCrontab(block('The scan in a crontab', 'crontab'), {
      named: '/srv/m4sh',
      folder: folder.path,
      machine: machine(),
      tried,
    })
  expect((await night()).output).toContain('✗ fail')
  expect((await night()).output).toBe('')
  const latest = await readFile(folder.join('latest.json'), 'utf8')

  // Somebody holds the lessons: the scan is half made, and says so.
  const unlock = await lockLessons()
  try {
    expect((await night()).output).toContain('lessons.invalid-times')
  } finally {
    await unlock()
  }
  expect(await readFile(folder.join('latest.json'), 'utf8')).toBe(latest)
  expect(await readJson(folder.join('new.json'))).toMatchObject({ verdict: 'error' })
  expect((await night()).output).toBe('')
})

test('the scan in a CronJob: each night in a pod of its own, what was found on a volume', async () => {
  const volume = keep(await createWorkplace('integrity-scan'))
  const cluster = {
    configMaps: { 'integrity-scan': { 'm4sh.config.json': config('The nightly scan') } },
    secrets: { 'integrity-scan': { 'database-url': await readerUrl() } },
    volume: volume.path,
    machine: machine(),
    tried,
  }
  const night = async () => (await runPods(recipe('The scan in a CronJob'), cluster)).map(({ code }) => code)
  expect(await night()).toEqual([ExitCode.fail])
  expect(await night()).toEqual([ExitCode.pass])
  await breakLesson(3)
  expect(await night()).toEqual([ExitCode.fail])
  expect(await newRows(volume.join('latest.json'))).toBe(1)
})

test('the chat gate in GitHub Actions: it fails while the platform is slower', async () => {
  const repository = await repositoryOf('chat-latency', 'The chat gate')
  const { tutor, student } = platform.credentials
  const secrets = { LOAD_PASSWORDS: `${tutor.password}\n${student.password}` }
  const env: Record<string, string> = {
    ...machine(),
    M4SH_CHAT_LATENCY_LESSON: String(platform.ids.lesson),
    M4SH_CHAT_LATENCY_EMAIL: `${tutor.email}\n${student.email}`,
    M4SH_CHAT_LATENCY_MESSAGES: '30',
    M4SH_CHAT_LATENCY_INTERVAL: '50ms',
    M4SH_CHAT_LATENCY_THRESHOLD: 'messages.lost==0',
    ...loadHere('chat-latency'),
  }
  const github = keep(await GitHub.create({ tool: 'chat-latency', repository: repository.path, secrets, env, tried }))
  const workflow = recipe('The chat gate in GitHub Actions')
  // Two runs on a machine that does much else are not as alike as the recipe wants them; three times as slow is what counts.
  const measure = async () => (await github.run(workflow, { SLOWER_AT_MOST: '100%' }))[0]
  const isPass = (job: JobRun | undefined) => job?.result === 'success'

  const first = await measureUntil(measure, isPass)
  expect(codesOf(first)).toEqual([ExitCode.pass])

  // Taking the messages away again, one after the other, was tried once now.
  env['M4SH_CHAT_LATENCY_DELETE_MESSAGES'] = 'false'
  env['M4SH_BASE_URL'] = slowPlatform.baseUrl
  const slow = await measure()
  expect(codesOf(slow)).toEqual([ExitCode.fail])
  expect(slow?.summary).toContain('latency-regression')
  await expectKept([tutor.password, student.password], slow)

  env['M4SH_BASE_URL'] = platform.baseUrl
  const second = await measureUntil(measure, isPass)
  expect(codesOf(second)).toEqual([ExitCode.pass])
  // The slow run is none of those that the next one is compared with.
  const good = (await filesOf(second?.workspace?.path ?? '')).filter((path) => path.startsWith('good/'))
  expect(good).toHaveLength(2)
})

test('the whiteboard gate in GitLab CI: it passes until the platform is slower', async () => {
  const repository = await repositoryOf('stress-board', 'The whiteboard gate')
  // A variable of the type File is a path.
  await home.write({ 'users.csv': usersFile() })
  const env: Record<string, string> = {
    ...machine(),
    ...smallBoards(2),
    M4SH_STRESS_BOARD_USERS: home.join('users.csv'),
  }
  const job = recipe('The whiteboard gate in GitLab CI')
  const { gitlab, codes, output } = await measureUntil(
    async () => {
      const fresh = keep(await GitLab.create({ tool: 'stress-board', repository: repository.path, env, tried }))
      const [first, second] = [await fresh.run(job), await fresh.run(job)]
      return { gitlab: fresh, codes: [first.code, second.code], output: second.output }
    },
    (measured) => measured.codes.every((code) => code === ExitCode.pass),
  )
  expect(codes).toEqual([ExitCode.pass, ExitCode.pass])
  expect(output).toContain('✓ comparison["latency.p95"]<1.25')

  env['M4SH_BASE_URL'] = slowPlatform.baseUrl
  const slow = await gitlab.run(job)
  expect(slow.code).toBe(ExitCode.fail)
  expect(slow.output).toContain('✗ comparison["latency.p95"]<1.25')
  expect(await failuresIn(slow.junit)).toBeGreaterThan(0)
  expect(slow.output).not.toContain(platform.credentials.admin.password)
})

test('the whiteboard on several machines of GitHub Actions: one report of all parts', async () => {
  const repository = await repositoryOf('stress-board', 'The whiteboard gate')
  const secrets = { LOAD_USERS: usersFile() }
  const env = { ...machine(), ...smallBoards(4) }
  const github = keep(await GitHub.create({ tool: 'stress-board', repository: repository.path, secrets, env, tried }))
  const jobs = await github.run(recipe('The whiteboard on several machines of GitHub Actions'), {
    // As long as four starts of npm take on a machine that they have to share.
    SECONDS_TO_COME_UP: '20',
  })
  expect(jobs.map(({ name, result }) => `${name} ${result}`)).toEqual([
    'start success',
    ...Array.from({ length: 4 }, () => 'part success'),
    'merge success',
  ])
  expect(jobs.slice(1, 5).map(codesOf)).toEqual([[0], [0], [0], [0]])
  const merged = jobs.at(-1)
  expect(merged?.steps.map(({ output }) => output).join('')).toMatch(/Clients +8 of 8 connected/)
  expect(await filesOf(merged?.workspace?.path ?? '')).toContain('reports/whiteboard.html')
  for (const job of jobs) await expectKept([platform.credentials.admin.password], job, ['users.csv'])
})

test('the whiteboard in an Indexed Job: each pod its part, and merge the whole', async () => {
  const volume = keep(await createWorkplace('stress-board'))
  const pods = await runPods(recipe('The whiteboard in an Indexed Job'), {
    configMaps: { 'stress-board': { 'm4sh.config.json': config('The whiteboard gate') } },
    secrets: { 'stress-board': { 'users.csv': usersFile() } },
    volume: volume.path,
    machine: { ...machine(), ...smallBoards(4) },
    env: { START_AT: String(Math.round(Date.now() / 1000) + 20) },
    tried,
  })
  expect(pods.map(({ code }) => code)).toEqual([0, 0, 0, 0])
  const parts = [0, 1, 2, 3].map((index) => `part-${index}.json`)
  expect(await filesOf(volume.path)).toEqual(expect.arrayContaining(parts))

  const script = shell('The whiteboard in an Indexed Job')
  const merged = await runShell(['bash', '-eo', 'pipefail', '-c', script], {
    cwd: volume.path,
    env: { ...machine(), ...loadHere('stress-board') },
  })
  expect(merged.code).toBe(ExitCode.pass)
  expect(merged.output).toMatch(/Clients +8 of 8 connected/)
})

test('the flood in GitHub Actions: it is measured, and no row of it is left', async () => {
  const repository = await repositoryOf('notif-blast', 'The flood')
  await query(platform.databaseUrl, sql('The flood'))
  const secrets = { STAGING_DATABASE_URL: urlOf('notification_writer', 'another long random one') }
  const env = {
    ...machine(),
    M4SH_NOTIF_BLAST_COUNT: '2000',
    // How fast this machine is says nothing here.
    M4SH_NOTIF_BLAST_THRESHOLD: 'rowsPerSecond>1\nfailed==0',
  }
  const github = keep(await GitHub.create({ tool: 'notif-blast', repository: repository.path, secrets, env, tried }))
  const before = await notifications()
  const [job] = await github.run(recipe('The flood in GitHub Actions'))
  expect(codesOf(job)).toEqual([ExitCode.pass, ExitCode.pass])
  expect(await readJson(job?.workspace?.join('reports/notif-blast.json') ?? '')).toMatchObject({
    result: { inserted: 2000 },
  })
  expect(await notifications()).toBe(before)
  await expectKept(['another long random one', encodeURIComponent('another long random one')], job)
})

test('nothing of the page was left out', () => {
  const steps = shellSteps(page)
  for (const { line } of page.filter(({ language }) => language !== 'json'))
    expect(steps.some((step) => /^line (\d+)/.exec(step)?.[1] === String(line))).toBe(true)
  expect(steps.filter((step) => !tried.has(step))).toEqual([])
})

/** A database that is not there. */
const unreachable = 'postgresql://integrity_reader:secret@127.0.0.1:1/m4sh'

/** What differs here from staging is where the platform is, and how much load there is. */
function machine(): Record<string, string> {
  return { ...machineEnvironment(home.path), M4SH_BASE_URL: platform.baseUrl }
}

/** Whether this machine had time to spare is no matter of the recipes. */
function loadHere(tool: 'chat-latency' | 'stress-board'): Record<string, string> {
  return { [`M4SH_${tool.toUpperCase().replace('-', '_')}_ON_SATURATION`]: 'warn' }
}

function smallBoards(rooms: number): Record<string, string> {
  return {
    ...loadHere('stress-board'),
    M4SH_STRESS_BOARD_LESSON: `1..${rooms}`,
    M4SH_STRESS_BOARD_CLIENTS: '8',
    M4SH_STRESS_BOARD_DURATION: '4s',
    M4SH_STRESS_BOARD_RAMP_UP: '0s',
  }
}

function usersFile(): string {
  const { email, password } = platform.credentials.admin
  return `email,password\n${email},${password}\n`
}

function keep<Kept extends { remove(): Promise<void> }>(kept: Kept): Kept {
  cleanups.push(async () => await kept.remove())
  return kept
}

function block(heading: string, language: Block['language'], file?: string): Block {
  const found = page.filter(
    (one) => one.headings.at(-1) === heading && one.language === language && (file === undefined || one.file === file),
  )
  const [only, ...others] = found
  if (!only || others.length > 0) throw new Error(`"${heading}" has ${found.length} blocks of ${language}`)
  return only
}

const recipe = (heading: string): Block => block(heading, 'yaml')
const config = (heading: string): string => block(heading, 'json', 'm4sh.config.json').text

function shell(heading: string): string {
  const found = block(heading, 'sh')
  tried.add(found)
  return found.text
}

function sql(heading: string): string {
  const found = block(heading, 'sql')
  tried.add(found)
  return found.text
}

/** An empty repository with the config file of a section, and what else is given. */
async function repositoryOf(tool: string, heading: string, files: Record<string, string> = {}) {
  const repository = keep(await createWorkplace(tool))
  await repository.write({ ...files, 'm4sh.config.json': config(heading) })
  return repository
}

/** A frontend with a call that is right, and one of each name that no endpoint answers. */
function frontend(...actions: readonly string[]): string {
  return [
    `import axios from 'axios'`,
    `export const me = () => axios.get('/api/users/me/')`,
    ...actions.map((action) => `export const ${action} = (id) => axios.post(\`/api/lessons/\${id}/${action}/\`)`),
  ].join('\n')
}

function codesOf(job: JobRun | undefined): (number | null)[] {
  return (job?.steps ?? []).map(({ code }) => code).filter((code) => code !== null)
}

interface SarifResult {
  readonly ruleId: string
  readonly baselineState: string
  readonly level: string
  readonly locations: { physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } } }[]
}

function newResults(log: unknown): (string | number | undefined)[][] {
  const [run] = (log as { runs: { results: SarifResult[] }[] }).runs
  return (run?.results ?? [])
    .filter(({ baselineState, level }) => baselineState === 'new' && level === 'error')
    .map(({ ruleId, locations: [place] }) => [
      ruleId,
      place?.physicalLocation.artifactLocation.uri,
      place?.physicalLocation.region.startLine,
    ])
}

async function newRows(file: string | undefined): Promise<number> {
  const { result } = (await readJson(file ?? '')) as { result: { summary: { new: number } } }
  return result.summary.new
}

async function failuresIn(junit: string): Promise<number> {
  const { errors, documents } = await readJunit([await readFile(junit, 'utf8')])
  expect(errors).toEqual([])
  return documents.flat().filter(({ name }) => name === 'failure').length
}

/** Secrets stand neither in what a job printed nor in any file that it left, but for those that a recipe writes. */
async function expectKept(secrets: readonly string[], job: JobRun | undefined, but: readonly string[] = []) {
  const folder = job?.workspace?.path ?? ''
  const files = (await filesOf(folder)).filter((path) => !but.includes(path))
  const texts = await Promise.all(files.map(async (path) => await readFile(join(folder, path), 'utf8')))
  const all = [...texts, job?.summary, ...(job?.steps ?? []).map(({ output }) => output)].join('\n')
  for (const secret of secrets) expect(all).not.toContain(secret)
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const results = await client.query(text)
    return [results].flat().flatMap(({ rows }) => rows as Record<string, unknown>[])
  } finally {
    await client.end()
  }
}

async function breakLesson(id: number): Promise<void> {
  await query(platform.databaseUrl, `UPDATE lessons_lesson SET "end" = start - interval '1 hour' WHERE id = ${id}`)
}

/** As a migration does. @returns what ends it */
async function lockLessons(): Promise<() => Promise<void>> {
  const client = new Client({ connectionString: platform.databaseUrl })
  await client.connect()
  await client.query('BEGIN; LOCK TABLE lessons_lesson IN ACCESS EXCLUSIVE MODE')
  return async () => await client.end()
}

async function notifications(): Promise<unknown> {
  const [row] = await query(platform.databaseUrl, 'SELECT count(*) FROM notifications_notification')
  return row?.['count']
}

let reader: Promise<string> | undefined
/** The user who may read: made as the page says. */
async function readerUrl(): Promise<string> {
  reader ??= query(platform.databaseUrl, sql('The nightly scan')).then(() =>
    urlOf('integrity_reader', 'a long random one'),
  )
  return await reader
}

function urlOf(user: string, password: string): string {
  const url = new URL(platform.databaseUrl)
  url.username = user
  url.password = encodeURIComponent(password)
  return url.href
}
