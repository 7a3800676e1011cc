import { describe, expect, test } from '@jest/globals'
import { callsIn } from './calls-of.ts'

type Case = [what: string, code: string, wanted: string[]]

describe('what is written on the way counts', () => {
  test.each<Case>([
    [
      'to a parameter, in a branch',
      "function send(url) { if (!url.startsWith('/v1')) url = '/v1' + url\n return http.get(url) }\nsend('/a/'); send('/v1/b/')",
      ['GET /v1/a/', 'GET /v1/b/'],
    ],
    [
      'to a parameter, made of itself',
      "function send(path) { path = path.replace(/^\\/old/, ''); return http.get(path) }\nsend('/old/a/')",
      ['GET /a/'],
    ],
    [
      'to options that a caller brings',
      "function send(options) { options = { method: 'POST', ...options }; return fetch('/a/', options) }\nsend({})",
      ['POST /a/'],
    ],
    [
      'to a name of a pattern',
      "let { url } = { url: '/a/' }\nif (x) url = '/b/'\nhttp.get(url)",
      ['GET /a/', 'GET /b/'],
    ],
    [
      'to members, in branches',
      "const options = { method: 'GET' }\nif (x) options.method = 'PUT'\nif (y) options.cache = 'no-store'\nfetch('/a/', options)",
      ['GET /a/', 'PUT /a/'],
    ],
    [
      'to members of what a caller brings',
      "function send(config) { config.url = '/api' + config.url; return axios(config) }\nsend({ url: '/a/', method: 'put' })",
      ['PUT /api/a/'],
    ],
    [
      'before a break',
      "let url = '/a/'\nfor (const x of list) { if (x.ok) { url = '/b/'; break } }\nhttp.get(url)",
      ['GET /a/', 'GET /b/'],
    ],
    [
      'before the next round',
      "async function f() { let url = '/a/'\nfor (const i of [1, 2]) { try { return await http.get(url) } catch { url = '/b/' } } }\nf()",
      ['GET /a/', 'GET /b/'],
    ],
    [
      'in a catch',
      "async function f() { let url = '/a/'\ntry { return await http.get(url) } catch { url = '/b/'; return http.get(url) } }\nf()",
      ['GET /a/', 'GET /b/'],
    ],
    [
      'in rounds that the source decides',
      "function send(url) { while (url.endsWith('/')) url = url.slice(0, -1)\n return http.get(url) }\nsend('/a///')",
      ['GET /a'],
    ],
    [
      'in clauses that fall through',
      "function f(k) { let url = '/a/'\nswitch (k) { case 1: case 2: url = '/b/'; break; default: url = '/c/' }\nreturn http.get(url) }\nf(x)",
      ['GET /b/', 'GET /c/'],
    ],
    [
      'in a clause with an early end',
      "function f(k) { let url\nswitch (k) { case 1: if (x) { url = '/a/'; break } url = '/b/'; break; default: url = '/c/' }\nreturn http.get(url) }\nf(x)",
      ['GET /a/', 'GET /b/', 'GET /c/'],
    ],
    [
      'through a cell',
      "import { ref } from 'vue'\nconst url = ref('/a/')\nexport const next = () => { url.value = '/b/' }\nhttp.get(url.value)",
      ['GET /a/', 'GET /b/'],
    ],
    [
      'to what is not known, where only a slash is added',
      "function send(url) { if (!url.endsWith('/')) url += '/'\n return http.get(`/a/${url}`) }\nexport const f = (id: number) => send(`${id}`)",
      ['GET /a/{id}/'],
    ],
    [
      'each for itself',
      "function send(path) { path += (path.includes('?') ? '&' : '?') + 'x=1'\n path += (path.includes('?') ? '&' : '?') + 'y=1'\n return http.get(path) }\nsend('/a/'); send('/b/?z=1')",
      ['GET /a/', 'GET /b/'],
    ],
  ])('%s', async (_, code, wanted) => {
    expect((await callsIn(code)).toSorted()).toEqual(wanted)
  })

  test('twelve times in a row', async () => {
    const steps = Array.from({ length: 12 }, (_, index) => `url = url.replace('{p${index}}', 'v')`)
    expect(await callsIn(`function f(url) {\n${steps.join('\n')}\nreturn http.get(url) }\nf('/a/{p3}/')`)).toEqual([
      'GET /a/v/',
    ])
  })

  test('by thirty functions that take from each other', async () => {
    const writers = Array.from({ length: 30 }, (_, i) => `const f${i} = () => { store = { ...store, k${i}: store.k } }`)
    const code = `let store = { k: '/a/' }\n${writers.join('\n')}\nexport const load = () => http.get(store.k)\nload()`
    expect(await callsIn(code)).toEqual(['GET /a/'])
  })
})

describe('what goes together stays together', () => {
  test.each<Case>([
    [
      'a URL and a method by one flag',
      "function f(isNew) { const url = isNew ? '/a/' : '/b/'\nreturn http.request({ url, method: isNew ? 'POST' : 'PUT' }) }\nf(x)",
      ['POST /a/', 'PUT /b/'],
    ],
    [
      'a flag that is handed on',
      "function u(a) { if (a) return '/a/'; return '/b/' }\nfunction f(a) { return http.request({ url: u(a), method: a ? 'POST' : 'GET' }) }\nf(x)",
      ['GET /b/', 'POST /a/'],
    ],
    [
      'comparisons of one value',
      "function f(kind) { const url = kind === 'a' ? '/a/' : '/b/'\nreturn http.request({ url, method: kind === 'b' ? 'POST' : 'GET' }) }\nf(x)",
      ['GET /a/', 'GET /b/', 'POST /b/'],
    ],
    [
      'a switch and a comparison',
      "const u = (k) => { switch (k) { case 'a': return '/a/'; case 'b': return '/b/' } }\nfunction f(k) { return http.request({ url: u(k), method: k === 'b' ? 'POST' : 'GET' }) }\nf(x)",
      ['GET /a/', 'POST /b/'],
    ],
    [
      'but not the flags of two calls',
      "const part = (x) => (x.kind ? '/a' : '/b')\nconst f = (x, y) => http.get(`/u${part(x)}${part(y)}/`)\nf(p, q)",
      ['GET /u/a/a/', 'GET /u/a/b/', 'GET /u/b/a/', 'GET /u/b/b/'],
    ],
    [
      'and not a flag before and after it changes',
      "let on = x\nconst first = on ? '/a' : '/b'\non = y\nhttp.get(first + (on ? '/c/' : '/d/'))",
      ['GET /a/c/', 'GET /a/d/', 'GET /b/c/', 'GET /b/d/'],
    ],
    [
      'a switch over what is known',
      "const u = (k) => { switch (k) { case 'a': return '/a/'; default: return '/b/' } }\nhttp.get(u('a')); http.post(u('z'))",
      ['GET /a/', 'POST /b/'],
    ],
    [
      'a helper that tells types apart',
      "function send(url, data, options) { if (isString(data)) { options = { method: data } } else if (isNil(options)) { options = { method: 'post' } }\n options.url = url\n return http.request(options) }\nsend('/a/', 'delete'); send('/b/', {}); send('/c/', {}, { method: 'put' })",
      ['DELETE /a/', 'POST /b/', 'PUT /c/'],
    ],
  ])('%s', async (_, code, wanted) => {
    expect((await callsIn(code)).toSorted()).toEqual(wanted)
  })
})

test('more ways than can be listed are said, not dropped', async () => {
  const cases = Array.from({ length: 40 }, (_, index) => `case ${index}: return '/p${index}/'`)
  const calls = await callsIn(`function u(k) { switch (k) { ${cases.join('\n')} } }\nhttp.get(u(x))`)
  expect(calls).toHaveLength(33)
  expect(calls).toContain('GET ?')
})

test('a chain of constants is read to its end, wherever reading begins', async () => {
  const chain = Array.from({ length: 60 }, (_, index) => `const a${index + 1} = a${index} + '/${index + 1}'`)
  const code = `const a0 = '/x'\n${chain.join('\n')}\nhttp.get(a60)\nhttp.get(a3)`
  expect(await callsIn(code)).toEqual([
    `GET /x/${Array.from({ length: 60 }, (_, i) => i + 1).join('/')}`,
    'GET /x/1/2/3',
  ])
})
