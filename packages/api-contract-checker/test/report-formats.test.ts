import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { escapeInvisible, type Report } from '@m4sh/tools-core/reporting'
import {
  createTemporaryFolder,
  type Finished,
  type TemporaryFolder,
  pageFaults,
  readHtml,
} from '@m4sh/tools-core/testing'
import ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { ContractResult } from '../src/result.ts'
import { exampleFrontend, exampleSchema, packageFolder, run } from './run-check.ts'

interface Element {
  name: string
  attributes: Record<string, string>
  text: string
}

// Those who judge the formats in the tests of the core. They are named by path: they belong to no package.
const core = new URL('../../tools-core/', import.meta.url)
const { readJunit } = (await import(new URL('test/reporting/junit-document.ts', core).href)) as {
  readJunit: (xmls: readonly string[]) => Promise<{ errors: string[]; documents: Element[][] }>
}
const { sarifErrors } = (await import(new URL('test/reporting/sarif-errors.ts', core).href)) as {
  sarifErrors: (log: unknown) => string[]
}
const papaparse = createRequire(new URL('package.json', core))('papaparse') as {
  parse: (csv: string, options: { header: true }) => { data: Record<string, string>[]; errors: unknown[] }
}

const extensions = ['txt', 'json', 'html', 'csv', 'xml', 'sarif', 'md'] as const
type Extension = (typeof extensions)[number]

interface Run extends Finished {
  files: Record<Extension, string>
  report: Report<ContractResult>
  summary: string
}

/** The real command, with a report in every format and as a step of GitHub Actions. */
async function runAll(argv: readonly string[], folder: TemporaryFolder): Promise<Run> {
  const outputs = extensions.flatMap((extension) => ['-o', `out/report.${extension}`])
  const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: folder.join('summary.md') }
  const finished = await run([...argv, ...outputs], { cwd: folder.path, env })
  const texts = await Promise.all(
    extensions.map((extension) => readFile(folder.join(`out/report.${extension}`), 'utf8')),
  )
  const files = Object.fromEntries(extensions.map((extension, at) => [extension, texts[at]])) as Run['files']
  const summary = await readFile(folder.join('summary.md'), 'utf8')
  return { ...finished, files, summary, report: JSON.parse(files.json) as Report<ContractResult> }
}

const ajv = new ajv2020.default({ allErrors: true, strict: false })
addFormats.default(ajv)

async function reportErrors(report: unknown): Promise<unknown> {
  const schema = JSON.parse(await readFile(`${packageFolder}schema/report.schema.json`, 'utf8')) as object
  const validate =
    ajv.getSchema('https://m4sh.org/schemas/tools/api-contract-checker-report.json') ?? ajv.compile(schema)
  await validate(report)
  return validate.errors
}

/** Names that mean something to a reader of one of the formats. */
const names = [
  '<img src=x onerror=alert(1)>.js',
  '=cmd|calc.js',
  '-1;=1+1.js',
  '::error::title.js',
  '##[add-mask]x.js',
  'line\nend\r\n::warning::x.js',
  '"><script>alert(2)<\u2028script>.js',
  "'quote' onload='x.js",
  ']]>&amp;&#60;.js',
  'a|b\\|[c](javascript:alert(3)).js',
  '100%25,a:b=c.js',
  '\u202Egnp\u001B[31m\u009B.js',
  // oxlint-disable-next-line no-template-curly-in-string -- a name like the others
  '<%= 1 %>${x}{{y}}.js',
]
const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0MiJ9.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg'

const hostileSchema = `openapi: 3.0.3
info: { title: '</title><script>alert(4)</script>', version: '=1+1' }
paths:
  /api/<script>alert(5)</script>/: { get: { operationId: '=1;=2', tags: ['<b>'], summary: '"><img src=x>', responses: {} } }
  '/api/rooms/': { get: { deprecated: true, responses: {} } }
`

/** At the top: nothing stands before their names. */
function hostileFiles(): Record<string, string> {
  const source = (at: number): string => `import axios from 'axios'
axios.get('/api/rooms/')
axios.post('/api/gone-${at}/;=1+1/<img src=x onerror=alert(6)>/')
axios.get('/api/"quoted"|&lt;/\\u001B]0;x\\u0007/?token=${token}')
axios.get(\`/api/\${a ? '=2' : '<b>'}/\`)
fetch(whatever["</script><script>alert(7)</script>"])
`
  return Object.fromEntries(names.map((name, at) => [name, source(at)]))
}

let folders: TemporaryFolder[] = []
const runs = {} as Record<'example' | 'hostile', Run>

beforeAll(async () => {
  const example = await createTemporaryFolder()
  const hostile = await createTemporaryFolder({ 'package.json': '{}', 'schema.yaml': hostileSchema, ...hostileFiles() })
  folders = [example, hostile]
  // The repository, to whose top the names are relative.
  await mkdir(hostile.join('.git'))
  runs.example = await runAll(['-f', exampleFrontend, '-s', exampleSchema], example)
  runs.hostile = await runAll(['-f', '.', '-s', 'schema.yaml', '--token', 'opaque-t0ken'], hostile)
})
afterAll(async () => {
  for (const folder of folders) await folder.remove()
})

test('the hostile frontend is read whole', () => {
  const { report, exitCode } = runs.hostile
  expect(exitCode).toBe(1)
  expect(report.result.frontend?.files).toBe(names.length)
  expect(report.result.frontend?.skipped).toEqual([])
  expect(new Set(report.result.calls.map(({ file }) => file))).toEqual(new Set(names))
  expect(report.result.summary.matched).toBe(names.length)
  expect(report.result.summary.frontendOnly).toBeGreaterThanOrEqual(2 * names.length)
})

describe.each(['example', 'hostile'] as const)('%s', (which) => {
  test('JSON is what the published schema says', async () => {
    expect(await reportErrors(runs[which].report)).toBeNull()
  })

  test('SARIF is what its schema says, one result a finding', () => {
    const { files: texts, report } = runs[which]
    const log = JSON.parse(texts.sarif) as {
      runs: {
        results: {
          message: { text: string }
          locations: { physicalLocation: { artifactLocation: { uri: string } } }[]
        }[]
      }[]
    }
    expect(sarifErrors(log)).toEqual([])
    const results = log.runs[0]?.results ?? []
    expect(results.map(({ message }) => message.text)).toEqual(report.result.findings.map(({ message }) => message))
    const calls = new Map(report.result.calls.map(({ id, file }) => [id, file]))
    const files = results.map(({ locations }) => locations[0]?.physicalLocation.artifactLocation.uri ?? '')
    // An endpoint that nobody calls stands in the schema.
    const places = files.map(decodeURIComponent).map((file) => (/(?:^|\/)schema\.yaml$/.test(file) ? 'schema' : file))
    expect(places).toEqual(report.result.findings.map(({ call }) => (call === null ? 'schema' : calls.get(call))))
  })

  test('JUnit is what its schema says, one test a finding', async () => {
    const { files, report } = runs[which]
    const { errors, documents } = await readJunit([files.xml])
    expect(errors).toEqual([])
    const [root, ...elements] = documents[0] ?? []
    const errorsFound = report.result.findings.filter(({ severity }) => severity === 'error')
    expect(elements.filter(({ name }) => name === 'failure').map(({ attributes }) => attributes['message'])).toEqual(
      expect.arrayContaining(errorsFound.map(({ message }) => asXml(message))),
    )
    expect(root?.attributes).toMatchObject({ failures: String(errorsFound.length), errors: '0' })
  })

  test('CSV reads back as the calls are, and no cell is a formula', () => {
    const { files, report } = runs[which]
    const { data, errors } = papaparse.parse(files.csv.trimEnd(), { header: true })
    expect(errors).toEqual([])
    const calls = data.slice(0, report.result.calls.length)
    expect(
      calls.map(({ id, file, path, line }) => ({ id, file: unguarded(file), path: unguarded(path), line })),
    ).toEqual(
      report.result.calls.map(({ id, file, path, line }) => ({
        id,
        file: asCell(file),
        path: asCell(path ?? ''),
        line: String(line),
      })),
    )
    for (const cell of data.flatMap((row) => Object.values(row))) expect(cell).not.toMatch(/(?:^|[;\t\n])"*[=+\-@]/)
  })

  test('CSV holds every finding, with the call or the endpoint that it is about', () => {
    const { files, report } = runs[which]
    const { data } = papaparse.parse(files.csv.trimEnd(), { header: true })
    const about = ({ id, operation, status }: Record<string, string>) =>
      id || (status === 'backend-only' ? unguarded(operation) : '')
    const found = data.flatMap((row) => {
      const messages = row['messages'] ? row['messages'].split(' | ') : []
      const rules = row['rules'] ? row['rules'].split('; ') : []
      return rules.map((rule, at) => [about(row), rule, unguarded(messages[at])].join('\t'))
    })
    const wanted = report.result.findings.map(({ call, operation, rule, message }) =>
      [call ?? asCell(operation ?? ''), rule, asCell(message)].join('\t'),
    )
    expect(found.toSorted()).toEqual(wanted.toSorted())
    expect(data.filter(({ fails }) => fails === 'true').length).toBeGreaterThan(0)
    expect(data.filter(({ id }) => id === '').map(({ status }) => status)).toEqual(
      report.result.operations.filter(({ status }) => status === 'backend-only').map(({ status }) => status),
    )
  })

  test('HTML is well-formed, runs only its own script, and reaches for nothing', () => {
    const { html } = runs[which].files
    expect(pageFaults(html)).toEqual([])
    const links = readHtml(html).elements.flatMap(({ attributes }) =>
      [attributes['href'] ?? [], attributes['src'] ?? []].flat(),
    )
    expect(links.filter((link) => !/^(?:#|vscode:|https:\/\/github\.com\/mashmanuc\/)/.test(link))).toEqual([])
  })

  test('Markdown, the same on the page of the step: its tables keep their shape', () => {
    const { files, summary } = runs[which]
    expect(summary).toBe(`${files.md}\n`)
    const lines = files.md.split('\n')
    expect(lines.filter((line) => !/^(?:\||###? |> |…|$)/.test(line))).toEqual([])
    const widths = lines
      .filter((line) => line.startsWith('|'))
      .map((line) => line.split(/(?<=(?<!\\)(?:\\\\)*)\|/).length - 2)
    expect(new Set(widths)).toEqual(new Set([2, 4]))
    expect(files.md.replace(/^> /gm, '')).not.toMatch(/[<>]/)
  })

  test('text and log: nothing that a terminal or a runner obeys, besides the annotations', () => {
    const { files, stdout, stderr } = runs[which]
    const commands = stderr.split('\n').filter((line) => line.startsWith('::'))
    const annotation =
      /^::(?:error|warning)(?: (?:file=[^,:]+,line=\d+,col=\d+,)?title=[a-z-]+|(?=::\d+ more of this severity))::/
    expect(commands.filter((line) => !annotation.test(line))).toEqual([])
    expect(commands.length).toBeLessThanOrEqual(20)
    const rest = stderr.split('\n').filter((line) => !line.startsWith('::'))
    for (const line of [...files.txt.split('\n'), ...stdout.split('\n'), ...rest]) {
      // oxlint-disable-next-line no-control-regex -- these are what it is about
      expect(line).not.toMatch(/[\0-\x1F\x7F-\x9F\u202E]/)
      expect(line).not.toMatch(/^\s*::|##\[/)
    }
  })

  test('no text for people turns the order of letters around', () => {
    const { files, stdout, summary } = runs[which]
    for (const text of [files.txt, files.html, files.md, files.csv, stdout, summary])
      // oxlint-disable-next-line no-control-regex -- these are what it is about
      expect(text).not.toMatch(/[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/)
  })

  test('no secret in any of them', () => {
    const { files, stdout, stderr, summary } = runs[which]
    const leaks = [...Object.values(files), stdout, stderr, summary].filter((text) =>
      [token, 'c2lnbmF0dXJl', 'opaque-t0ken'].some((secret) => text.includes(secret)),
    )
    expect(leaks).toEqual([])
  })
})

/** As XML can hold it. */
function asXml(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are what XML 1.0 forbids
  return text.replace(/[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/g, '\uFFFD')
}

/** What is invisible is shown. */
function asCell(text: string): string {
  return escapeInvisible(unguarded(text))
}

/** Without the apostrophes that make a cell harmless. */
function unguarded(text = ''): string {
  return text.replace(/(?<=^|[;\t\r\n]"*)'(?=[=+\-@])/g, '')
}
