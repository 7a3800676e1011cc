import { describe, expect, test } from '@jest/globals'
import { extractCalls } from '../../src/calls/extract-calls.ts'
import { callsIn, callsOf, frontend } from './calls-of.ts'

describe('clients', () => {
  test.each([
    ['axios verbs', "export const f = () => http.get('/a/')", ['GET /a/']],
    ['axios config', "export const f = () => http.request({ url: '/a/', method: 'put' })", ['PUT /a/']],
    ['axios as a function', "export const f = () => axios({ url: '/a/', method: 'POST' })", ['POST /a/']],
    ['axios with a URL and a config', "export const f = () => axios('/a/', { method: 'DELETE' })", ['DELETE /a/']],
    ['a method by key', "export const f = (m: 'get' | 'post') => http[m]('/a/')", ['GET /a/', 'POST /a/']],
    ['fetch', "export const f = () => fetch('/a/', { method: 'PATCH' })", ['PATCH /a/']],
    ['fetch of a Request', "export const f = () => fetch(new Request('/a/', { method: 'POST' }))", ['POST /a/']],
    ['window.fetch', "export const f = () => window.fetch('/a/')", ['GET /a/']],
    ['Nuxt', 'export const f = () => useFetch(() => `/a/${id.value}/`)', ['GET /a/{id}/']],
    ['jQuery', "export const f = () => $.ajax({ url: '/a/', type: 'POST' })", ['POST /a/']],
    ['XMLHttpRequest', "export const f = () => { const x = new XMLHttpRequest(); x.open('PUT', '/a/') }", ['PUT /a/']],
    ['sendBeacon', "export const f = () => navigator.sendBeacon('/a/', '{}')", ['POST /a/']],
    ['EventSource', "export const f = () => new EventSource('/a/')", ['GET /a/']],
    ['this.$http', "export default { methods: { f() { return this.$http.get('/a/') } } }", ['GET /a/']],
    ['a bound method', "const get = http.get.bind(http)\nexport const f = () => get('/a/')", ['GET /a/']],
    [
      'SWR with a fetcher',
      "const load = (u: string) => http.get(u)\nexport const f = () => useSWR('/a/', load)",
      ['GET /a/'],
    ],
  ])('%s', async (_, code, wanted) => {
    expect(await callsIn(code)).toEqual(wanted)
  })

  test('Angular, by the type of a parameter and by inject()', async () => {
    const service = `import { HttpClient } from '@angular/common/http'
import { inject } from '@angular/core'
export class A { constructor(private http: HttpClient) {} one(id: number) { return this.http.get(\`/a/\${id}/\`) } }
export class B { http = inject(HttpClient); two() { return this.http.request('PUT', '/b/') } }`
    expect(await callsOf({ 'src/a.ts': service })).toEqual(['GET /a/{id}/', 'PUT /b/'])
  })

  test('RTK Query', async () => {
    const api = `import { createApi, fetchBaseQuery } from '@reduxjs/toolkit/query'
export const api = createApi({ baseQuery: fetchBaseQuery({ baseUrl: '/api' }), endpoints: (b) => ({
  one: b.query({ query: (id: number) => \`/a/\${id}/\` }),
  two: b.mutation({ query: (body) => ({ url: '/b/', method: 'POST', body }) }),
}) })`
    expect(await callsOf({ 'src/a.ts': api })).toEqual(['GET /a/{id}/', 'POST /b/'])
  })

  test('what only looks like a client is none', async () => {
    const code = `const known = new Map<string, number>()
known.get('/no/'); new Headers().get('/no/'); new URLSearchParams(location.search).get('q')
app.get('/no/', (request, response) => response.end()); router.push('/no/'); cache.delete('/no/')
axios.isAxiosError(x); t('http.get')`
    expect(await callsIn(code)).toEqual([])
  })
})

describe('URLs', () => {
  test.each([
    ['templates', 'export const f = (id: number) => http.get(`/a/${id}/`)', ['GET /a/{id}/']],
    [
      'concatenation',
      "const base = '/a'\nexport const f = (id: number) => http.get(base + '/' + id + '/')",
      ['GET /a/{id}/'],
    ],
    [
      'nested constants',
      "const R = { a: { b: '/a/b/' } } as const\nexport const f = () => http.get(R.a.b)",
      ['GET /a/b/'],
    ],
    ['enums', "enum R { a = '/a/' }\nexport const f = () => http.get(R.a)", ['GET /a/']],
    [
      'functions',
      'const r = (id: number) => `/a/${id}/`\nexport const f = (x: number) => http.get(r(x))',
      ['GET /a/{x}/'],
    ],
    ['conversions', 'export const f = (id: string) => http.get(`/a/${encodeURIComponent(id)}/`)', ['GET /a/{id}/']],
    ['.replace', "export const f = (id: string) => http.get('/a/:id/'.replace(':id', id))", ['GET /a/{id}/']],
    ['.join', "export const f = (id: string) => http.get(['/a', id, 'b'].join('/'))", ['GET /a/{id}/b']],
    ['new URL', "export const f = () => fetch(new URL('/a/', import.meta.env.VITE_API))", ['GET /a/']],
    [
      'a default from the environment',
      "export const f = () => fetch(`${import.meta.env.VITE_API ?? '/api'}/a/`)",
      ['GET /api/a/'],
    ],
    ['a base from the environment', 'export const f = () => fetch(`${import.meta.env.VITE_API}/a/`)', ['GET /a/']],
    ['an optional query', "export const f = (q?: string) => http.get(`/a/${q ? `?q=${q}` : ''}`)", ['GET /a/']],
    [
      'a map by key',
      "const M = { a: '/a/', b: '/b/' }\nexport const f = (k: string) => http.get(M[k])",
      ['GET /a/', 'GET /b/'],
    ],
    [
      'a reassignment',
      "export const f = (x: boolean) => { let u = '/a/'; if (x) u = '/b/'; return http.get(u) }",
      ['GET /a/', 'GET /b/'],
    ],
    ['an overwritten value', "export const f = () => { let u = '/a/'; u = '/b/'; return http.get(u) }", ['GET /b/']],
    [
      'a switch',
      "export const f = (t: string) => { let u: string; switch (t) { case 'a': u = '/a/'; break; default: u = '/b/' } return http.get(u) }",
      ['GET /a/', 'GET /b/'],
    ],
    [
      'a normalising helper',
      "const slash = (p: string) => (p.endsWith('/') ? p : p + '/')\nexport const f = () => http.get(slash('/a'))",
      ['GET /a/'],
    ],
    ['a list', "export const f = () => Promise.all(['/a/', '/b/'].map((p) => http.get(p)))", ['GET /a/', 'GET /b/']],
    ['another host', "export const f = () => fetch('https://other.example.org/a/')", ['GET //other.example.org/a/']],
    [
      'a run-time address',
      'export const f = (r: { data: { url: string } }[]) => r.map((one) => fetch(one.data.url))',
      ['GET ?'],
    ],
  ])('%s', async (_, code, wanted) => {
    expect(await callsIn(code)).toEqual(wanted)
  })

  test('method and URL that one condition decides belong together', async () => {
    const code = "export const f = (x: boolean) => fetch(x ? '/a/' : '/b/', { method: x ? 'PATCH' : 'POST' })"
    expect(await callsIn(code)).toEqual(['PATCH /a/', 'POST /b/'])
  })

  test('method and URL of different conditions are free', async () => {
    const code =
      "export const f = (x: boolean, y: boolean) => fetch(x ? '/a/' : '/b/', { method: y ? 'PATCH' : 'POST' })"
    expect(await callsIn(code)).toEqual(['PATCH /a/', 'PATCH /b/', 'POST /a/', 'POST /b/'])
  })
})

describe('wrappers', () => {
  test('the row stands where the URL is decided, through any number of files', async () => {
    const files = {
      'src/send.ts': "export const send = (method: string, url: string) => fetch('/api' + url, { method })\n",
      'src/get.ts': "import { send } from './send'\nexport const get = (url: string) => send('GET', url)\n",
      'src/use.ts': "import { get as load } from './get'\nexport const list = () => load('/a/')\n",
    }
    const folder = await frontend(files)
    const { calls } = await extractCalls({ root: folder.join('src') })
    expect(calls.map(({ method, path, file, line }) => [method, path, file, line])).toEqual([
      ['GET', '/api/a/', 'src/use.ts', 2],
    ])
  })

  test.each([
    [
      'an options object',
      "const send = ({ url, method = 'GET' }: Options) => fetch(url, { method })\nexport const f = () => send({ url: '/a/', method: 'PUT' })",
      ['PUT /a/'],
    ],
    [
      'a default method',
      "const send = ({ url, method = 'GET' }: Options) => fetch(url, { method })\nexport const f = () => send({ url: '/a/' })",
      ['GET /a/'],
    ],
    ['currying', "const make = (path: string) => () => http.get(path)\nexport const f = make('/a/')", ['GET /a/']],
    [
      'a callback that only retries',
      "const retry = (run: () => unknown) => run()\nexport const f = () => retry(() => http.get('/a/'))",
      ['GET /a/'],
    ],
    [
      'an optional id that is given',
      "const url = (id?: number) => { let u = '/a/'; if (id) u += `${id}/`; return u }\nexport const f = (id: number) => http.get(url(id))",
      ['GET /a/{id}/'],
    ],
    [
      'an action that callers name',
      "const act = (id: string, action: string) => http.post(`/a/${id}/${action}/`)\nexport const f = (x: string) => [act(x, 'start'), act(x, 'stop')]",
      ['POST /a/{x}/start/', 'POST /a/{x}/stop/'],
    ],
    ['nobody who calls it', 'export const send = (url: string) => fetch(url)', ['GET ?']],
    ['nobody who calls it, but a default', "export const list = (url = '/a/') => http.get(url)", ['GET /a/']],
  ])('%s', async (_, code, wanted) => {
    expect(await callsIn(code)).toEqual(wanted)
  })

  test('inherited methods count once for each subclass that really calls them', async () => {
    const code = `abstract class Crud { abstract base: string
  list() { return http.get(this.base) }
  one(id: number) { return http.get(\`\${this.base}\${id}/\`) }
  remove(id: number) { return http.delete(\`\${this.base}\${id}/\`) } }
class Lessons extends Crud { base = '/lessons/' }
class Users extends Crud { base = '/users/' }
const lessons = new Lessons(), users = new Users()
export const f = () => { lessons.list(); lessons.list(); users.one(1) }`
    expect((await callsIn(code)).sort()).toEqual(['GET /lessons/', 'GET /users/{id}/'])
  })

  test('a client that arrives as a parameter, or not at all', async () => {
    const known = "const repo = (client: any) => ({ list() { return client.get('/a/') } })\nrepo(http).list()"
    expect(await callsIn(known)).toEqual(['GET /a/'])
    const missing = "import { apiClient } from './gone'\nexport const f = () => apiClient.get('/a/')"
    expect(await callsIn(missing)).toEqual(['GET /a/'])
  })

  test('functions that call each other for ever end', async () => {
    const code =
      "const a = (u: string): any => b(u)\nconst b = (u: string): any => a(u) ?? http.get(u)\nexport const f = () => a('/a/')"
    expect(await callsIn(code)).toContain('GET /a/')
  })
})

describe('files', () => {
  test('components: both script blocks and handlers, at their own lines', async () => {
    const vue = `<template>\n  <button @click="api.post('/a/')">{{ t('x') }}</button>\n</template>
<script>\nimport axios from 'axios'\nexport const api = axios.create()\n</script>
<script setup>\nconst save = () => api.put('/b/')\n</script>\n`
    const svelte =
      "<script>\n  import axios from 'axios'\n</script>\n<button on:click={() => axios.get('/c/')}>x</button>\n"
    const folder = await frontend({ 'src/a.vue': vue, 'src/b.svelte': svelte })
    const { calls } = await extractCalls({ root: folder.join('src') })
    expect(calls.map(({ method, path, line, column }) => [method, path, line, column])).toEqual([
      ['POST', '/a/', 2, 19],
      ['PUT', '/b/', 9, 20],
      ['GET', '/c/', 4, 25],
    ])
  })

  test('path aliases, twins, barrels and CommonJS', async () => {
    const calls = await callsOf({
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
      'src/http.ts': "import axios from 'axios'\nexport default axios.create()\n",
      'src/index.ts': "export { default as client } from './http'\nexport * from './routes.js'\n",
      'src/routes.ts': "export const A = '/a/'\n",
      'src/a.ts': "import { client, A } from '@/index'\nexport const f = () => client.get(A)\n",
      'src/b.cjs': "const axios = require('axios')\nexports.g = () => axios.get('/b/')\n",
    })
    expect(calls).toEqual(['GET /a/', 'GET /b/'])
  })

  test('what an interceptor strips, query and body names', async () => {
    const folder = await frontend({
      'package.json': '{}',
      'src/a.ts': `import axios from 'axios'
const api = axios.create({ baseURL: 'https://x.example.org/api' })
api.interceptors.request.use((config) => { config.url = config.url.replace(/^\\/api/, ''); return config })
export const f = (rest: object) => api.post('/a/?x=1', { a: 1, ...rest }, { params: { y: 2 } })`,
    })
    const { calls } = await extractCalls({ root: folder.join('src') })
    expect(calls[0]).toMatchObject({
      basePath: '/api',
      strippedPrefixes: ['/api'],
      query: { names: ['x', 'y'], complete: true },
      body: { names: ['a'], complete: false },
    })
  })
})
