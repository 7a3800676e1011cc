import { readFile, symlink } from 'node:fs/promises'
import { createTemporaryFolder, type TemporaryFolder } from '@m4sh/tools-core/testing'
import { run } from './run-check.ts'

const calls = `import axios from 'axios'
import { api } from './client'
export const rooms = () => api.get('/rooms/')
export const withoutSlash = () => api.get('/rooms')
export const openWithoutSlash = () => api.post('/rooms/open')
export const changeWithoutSlash = () => api.patch('/rooms')
export const withSlash = () => api.get('/search/')
export const word = () => api.delete('/rooms/all/')
export const typed = (n: number) => api.get(\`/notes/\${n}/\`)
export const method = () => api.put('/rooms/')
export const misspelt = () => api.get('/romos/')
export const unheardOf = () => api.get('/payments/all/')
export const doubled = () => api.get('/api/rooms/')
export const bare = () => axios.get('/rooms/')
export const unknownQuery = () => api.get('/rooms/', { params: { colour: 1 } })
export const noQuery = () => api.get('/plain/', { params: { colour: 1 } })
export const missingQuery = () => api.get('/find/')
export const body = () => api.post('/lessons/', { titel: 'x', id: 3 })
export const noBody = () => api.post('/plain/', { colour: 1 })
export const old = () => api.get('/old/')
export const elsewhere = () => axios.get('https://cdn.example/x.js')
export const ownFile = () => fetch('/locales/uk.json')
export const byCaller = (url) => axios.get(url)
export const atRunTime = () => axios.get(window.config.uploadUrl)
export const anyMethod = (verb) => axios({ method: verb, url: '/api/nowhere/' })
export const runTimeMethod = () => axios({ method: window.verb, url: '/api/nowhere/' })
export const holes = (anything) => api.get(\`/\${anything}\`)
export const options = () => axios.options('/api/nowhere/')
export const internal = () => api.get('/internal/jobs/')
export const whole = () => fetch('https://prod.example/api/rooms/')
export const wholeToo = () => fetch('https://prod.example/api/lessons/')
export const wholeAgain = () => fetch('https://prod.example/api/old/')
export class Service { url = ''; list() { return api.get(this.url) } }
`

const schema = `openapi: 3.0.3
info: { title: Кімнати, version: '1' }
servers: [{ url: 'http://[x' }, {}]
paths:
  /api/rooms/:
    get:
      deprecated: true
      parameters: [{ name: page, in: query }, { name: size, in: query }, { name: sort, in: query }]
      responses: {}
    patch: { responses: {} }
  /api/rooms/open/: { post: { responses: {} } }
  /api/rooms/{id}/: { delete: { parameters: [{ name: id, in: path, required: true, schema: { type: integer } }], responses: {} } }
  /api/notes/{kind}/: { get: { parameters: [{ name: kind, in: path, required: true, schema: { enum: [a, b] } }], responses: {} } }
  /api/lessons/: { post: { requestBody: { content: { application/json: { schema: { type: object, additionalProperties: false, required: [title], properties: { title: { type: string }, id: { type: integer, readOnly: true } } } } } }, responses: {} } }
  /api/old/: { get: { deprecated: true, responses: {} } }
  /api/find/: { get: { parameters: [{ name: q, in: query, required: true }], responses: {} } }
  /api/plain/: { get: { responses: {} }, post: { requestBody: { content: { application/json: { schema: { type: object, additionalProperties: false } } } }, responses: {} } }
  /api/search: { get: { responses: {} } }
  /api/internal/jobs/: { get: { responses: {} } }
  /api/dead/: { get: { tags: [кімнати], summary: Ніхто цього не викликає, responses: {} } }
  /api/old/{action}/: { get: { responses: {} } }
  /api/params/: { get: { parameters: 3, responses: {} } }
  /api/reference/: { get: { parameters: [{}, { $ref: '#/nowhere' }], responses: {} } }
  /api/body/: { post: { requestBody: { $ref: '#/nope' }, responses: {} } }
  /api/broken/: 5
  /api/method/: { get: 7 }
  /api/circle/: { $ref: '#/paths/~1api~1circle~1' }
  /api/far/: { $ref: './missing.yaml' }
  /api/schema/: { get: { responses: { '200': { content: { application/vnd.oai.openapi: {} } } } } }
`

const secondSchema = `openapi: 3.0.3
info: { version: '2' }
info: { version: '2' }
paths:
  /v2/things/: { get: { responses: {} } }
`

const ignored = [
  { path: '/api/internal/**', reason: 'викликають лише планові завдання' },
  { path: '/api/never/**', reason: 'нічого' },
  { path: '/api/past/**', reason: 'минуло', expires: '2020-01-01' },
]

const input = ['-f', 'src', '-s', 'schema.yaml', '-s', 'second.yaml', '--include', 'none/**', '--exclude', 'nothing/**']
const verdict = ['--baseline', 'known.json', '--fail-on', 'warning', '--threshold', 'summary.calls<3']

/** Run it with these: frontend and schemas disagree in every way there is, and much about them is odd. */
export const richArgv: readonly string[] = [...input, ...verdict]

/** A project of which every kind of sentence can be said; its own texts are Ukrainian, so that none is taken for ours. */
export async function createRichProject(): Promise<TemporaryFolder> {
  const folder = await createTemporaryFolder({
    'package.json': '{}',
    'm4sh.config.json': JSON.stringify({ 'api-contract-checker': { ignore: ignored } }),
    'schema.yaml': schema,
    'second.yaml': secondSchema,
    'public/locales/uk.json': '{}',
    'src/client.ts': `import axios from 'axios'\nexport const api = axios.create({ baseURL: '/api' })\n`,
    'src/calls.ts': calls,
    'src/broken.js': `import { api } from './client'\napi.get('/rooms/'\napi.post('/rooms/', {\n`,
    'src/blob.js': '\0\0',
    'src/latin.js': Uint8Array.of(0x22, 0xff, 0xfe, 0x22),
    'src/minified.js': 'a'.repeat(60_000),
    'src/large.js': 'a\n'.repeat(1_100_000),
  })
  await symlink('loop.js', folder.join('src/loop.js'))
  await symlink('nowhere.js', folder.join('src/lost.js'))
  await writeBaseline(folder)
  return folder
}

/** Some findings are known, one until a day that is over, and one is gone. */
async function writeBaseline(folder: TemporaryFolder): Promise<void> {
  const argv = ['-f', 'src', '-s', 'schema.yaml', '--baseline', 'all.json', '--update-baseline', '-q', '-o', 'x.json']
  await run(argv, { cwd: folder.path })
  const all = JSON.parse(await readFile(folder.join('all.json'), 'utf8')) as { findings: Record<string, unknown>[] }
  const known = all.findings.filter(({ path }) => path === '/api/dead/' || path === '/api/nowhere/')
  const expired = all.findings
    .filter(({ path }) => path === '/romos/')
    .map((one) => ({ ...one, expires: '2020-01-01' }))
  const gone = all.findings.slice(0, 1).map((one) => ({ ...one, fingerprint: 'gone', path: '/gone/' }))
  const findings = [...known, ...expired, ...gone]
  await folder.write({ 'known.json': JSON.stringify({ version: 1, findings }) })
}
