import { expect, test } from '@jest/globals'
import { extractCalls } from '../../src/calls/extract-calls.ts'
import { callsIn, callsOf, frontend } from './calls-of.ts'

type Case = [what: string, code: string, wanted: string[]]

test.each<Case>([
  [
    'a method in one branch only',
    "fetch('/a/', x ? { method: 'POST' } : undefined)\nfetch('/b/', { ...(x && { method: 'PUT' }) })",
    ['GET /a/', 'GET /b/', 'POST /a/', 'PUT /b/'],
  ],
  [
    'a verb by a condition, under another name',
    "const send = x ? http.put : http.post\nconst A = '/a/'\nsend(A)",
    ['POST /a/', 'PUT /a/'],
  ],
  [
    'a wrapper by a key',
    "const api = { put: (u) => http.put(u), post: (u) => http.post(u) }\nexport const save = (d) => { const m = d.id ? 'put' : 'post'; return api[m](d.id ? `/a/${d.id}/` : '/a/') }\nsave(y)",
    ['POST /a/', 'PUT /a/{id}/'],
  ],
  [
    'options with a default',
    "function send(o = {}) { o.method = o.method || 'PUT'; return fetch('/a/', o) }\nsend(); send({ method: 'POST' })",
    ['POST /a/', 'PUT /a/'],
  ],
  [
    'options that are filled where they are empty',
    "function send(url, o = {}) { o.method ??= 'PUT'; return fetch(url, o) }\nsend('/a/'); send('/b/', { method: 'POST' })",
    ['POST /b/', 'PUT /a/'],
  ],
  [
    'items of a list',
    "for (const s of [{ m: 'post', u: '/a/' }, { m: 'put', u: '/b/' }]) axios({ method: s.m, url: s.u })",
    ['POST /a/', 'PUT /b/'],
  ],
  [
    'items that are passed over',
    "for (const r of ['a', 'b', 'c']) { if (r === 'b') continue; if (r !== 'c') http.get(`/${r}/`) }\n['d', 'e'].forEach((r) => { if (r === 'e') return; http.get(`/${r}/`) })",
    ['GET /a/', 'GET /d/'],
  ],
  [
    'items that decide the method',
    "for (const r of ['a', 'b']) axios[r === 'a' ? 'get' : 'post'](`/${r}/`)",
    ['GET /a/', 'POST /b/'],
  ],
  [
    'pairs by a condition',
    "const [method, url] = x ? ['post', '/a/'] : ['put', '/b/']\naxios({ method, url })",
    ['POST /a/', 'PUT /b/'],
  ],
  [
    'verbs put on by a loop',
    "const api = {}\n;['get', 'post'].forEach((m) => { api[m] = (url) => axios({ method: m, url: '/v1' + url }) })\napi.get('/a/'); api.post('/b/')",
    ['GET /v1/a/', 'POST /v1/b/'],
  ],
  [
    'members put on a client',
    "const api = axios.create()\napi.list = (u) => api.get(u + 'list/')\napi.list('/a/')",
    ['GET /a/list/'],
  ],
  [
    'members put on a function',
    "const request = (url, o) => axios({ url, ...o })\nrequest.put = (u) => request(u, { method: 'PUT' })\nrequest.put('/a/')",
    ['PUT /a/'],
  ],
  [
    'members put on a declared function',
    "async function request(url, o = {}) { return fetch('/v1' + url, o) }\nrequest.delete = (u) => request(u, { method: 'DELETE' })\nrequest.delete('/a/')",
    ['DELETE /v1/a/'],
  ],
  [
    'a version by its number',
    "const build = (path: string, version = 1) => `/v${version}${path}`\nhttp.get(build('/a/')); http.get(build('/b/', 2))",
    ['GET /v1/a/', 'GET /v2/b/'],
  ],
  [
    'a resource by its name',
    "const crud = (name: string) => ({ list: () => http.get(`/${name}/`), one: (id: number) => http.get(`/${name}/${id}/`) })\nconst cars = crud('cars')\ncars.list(); cars.one(1)",
    ['GET /cars/', 'GET /cars/{id}/'],
  ],
])('%s', async (_, code, wanted) => {
  expect((await callsIn(code)).toSorted()).toEqual(wanted)
})

test('method and URL of an endpoint of RTK Query that one condition decides', async () => {
  const endpoint = (body: string): string =>
    `import { createApi, fetchBaseQuery } from '@reduxjs/toolkit/query/react'\nexport const api = createApi({ baseQuery: fetchBaseQuery({ baseUrl: '/api/' }), endpoints: (b) => ({ save: b.mutation({ query: ${body} }) }) })`
  const wanted = ['POST q/', 'PUT q/{id}/']
  const ternary = "(x) => ({ url: x.id ? `q/${x.id}/` : 'q/', method: x.id ? 'PUT' : 'POST' })"
  const block =
    "({ id }) => { if (id) return { url: `q/${id}/`, method: 'PUT' }; return { url: 'q/', method: 'POST' } }"
  expect((await callsOf({ 'src/a.ts': endpoint(ternary) })).toSorted()).toEqual(wanted)
  expect((await callsOf({ 'src/a.ts': endpoint(block) })).toSorted()).toEqual(wanted)
})

test('a composable that Nuxt brings in by its name', async () => {
  const files = {
    'src/nuxt.config.ts': 'export default defineNuxtConfig({})\n',
    'src/composables/useApi.ts':
      "export const useApi = (path: string, opts: any = {}) => useFetch(path, { baseURL: '/api', ...opts })\n",
    'src/pages/index.vue': "<script setup lang=\"ts\">\nawait useApi('/tags/', { method: 'POST' })\n</script>\n",
  }
  expect(await callsOf(files)).toEqual(['POST /tags/'])
})

test('the row of a client class stands where the path is given', async () => {
  const folder = await frontend({
    'src/client.ts':
      "export class Client { constructor(private base: string) {} get(path: string) { return fetch(this.base + path) } }\nexport const api = new Client('/api')\n",
    'src/a.ts': "import { api } from './client'\napi.get('/users/')\n",
    'src/b.ts': "import { api } from './client'\napi.get('/users/')\n",
  })
  const { calls } = await extractCalls({ root: folder.join('src') })
  expect(calls.map(({ file, path }) => `${file} ${path}`)).toEqual(['src/a.ts /api/users/', 'src/b.ts /api/users/'])
})
