import { describe, expect, test } from '@jest/globals'
import { callsIn, callsOf } from './calls-of.ts'

type Case = [what: string, code: string, wanted: string[]]

test.each<Case>([
  ['a method in lower case', "const send = (m: string) => http[m.toLowerCase()]('/a/')\nsend('POST')", ['POST /a/']],
  ['what stands behind a prefix', "const P = '/v1'\nhttp.get('/v1/a/'.slice(P.length))", ['GET /a/']],
  ['so many characters', "http.get('/abcdef/'.substr(0, 3) + '/' + '/abcdef/'.substr(2, 3))", ['GET /ab/bcd']],
  [
    'the first character',
    "function f(path) { if (path[0] === '/') path = path.substring(1)\n return http.get('/v1/' + path) }\nf('/a/')",
    ['GET /v1/a/'],
  ],
  [
    'where something stands',
    "function f(path) { if (path.indexOf('/') === 0) path = path.substring(1)\n return http.get('/v1/' + path) }\nf('/a/'); f('b/')",
    ['GET /v1/a/', 'GET /v1/b/'],
  ],
  ['whether a pattern fits', "const f = (u) => http.get(/^https?:/.test(u) ? u : `/v1${u}`)\nf('/a/')", ['GET /v1/a/']],
  ['groups of a pattern', "http.get('/a/b/'.replace(/(\\w)\\/(\\w)/, '$2/$1'))", ['GET /b/a/']],
  ['a slice of a list', "http.get('/' + ['v1', 'a', 'b'].slice(1).join('/') + '/')", ['GET /a/b/']],
  ['a list backwards', "http.get('/' + ['a', 'v1'].reverse().join('/') + '/')", ['GET /v1/a/']],
  [
    'undefined is what `== null` asks for',
    "const version = isOld ? undefined : 'v2'; http.get(version == null ? '/plain/' : `/${version}/`)",
    ['GET /plain/', 'GET /v2/'],
  ],
  ['a list without some', "http.get('/' + ['v1', 'a'].filter((x) => x !== 'v1').join('/') + '/')", ['GET /a/']],
  [
    'the last of a list',
    "const l = ['/a/', '/b/']\nhttp.get(l.at(-1)); http.post(l[l.length - 1])",
    ['GET /b/', 'POST /b/'],
  ],
  [
    'arithmetic',
    "http.get(`/a/${page - 1}/`); http.get('/b/' + (page + 1) + '/'); http.get(`/c/${2 * 3}/`)",
    ['GET /a/{page}/', 'GET /b/{page}/', 'GET /c/6/'],
  ],
  [
    'an empty text for ??',
    "const P = ''\nhttp.get((P ?? '/v1') + '/a/'); http.post((P || '/v1') + '/a/')",
    ['GET /a/', 'POST /v1/a/'],
  ],
  [
    'a spread that may be there',
    "fetch('/a/', { method: 'GET', ...(x && { method: 'POST' }) })",
    ['GET /a/', 'POST /a/'],
  ],
  [
    'a getter with branches',
    "const o = { get base() { if (x) return '/a/'; return '/b/' } }\nhttp.get(o.base)",
    ['GET /a/', 'GET /b/'],
  ],
  [
    'an enum that names itself',
    "enum P { Base = '/v1', A = `${Base}/a/` }\nenum N { A = 5, B }\nhttp.get(P.A); http.get(`/n/${N.B}/`)",
    ['GET /v1/a/', 'GET /n/6/'],
  ],
  [
    'a word in a cell',
    "import { ref } from 'vue'\nconst tab = ref('open')\nhttp.get(`/a/${tab.value}/`)",
    ['GET /a/{tab}/'],
  ],
])('%s', async (_, code, wanted) => {
  expect(await callsIn(code)).toEqual(wanted)
})

describe('expressions of a template', () => {
  test.each([
    ['an object', `<b :o="{ get: '/x', put: 1 }" @click="fetch('/a/')" />`, ['GET /a/']],
    ['a call in an object', `<b :o="{ a: fetch('/a/') }" />`, ['GET /a/']],
    ['a function', `<b @click="function () { fetch('/a/') }" />`, ['GET /a/']],
  ])('%s', async (_, template, wanted) => {
    const vue = `<template>\n${template}\n</template>\n<script setup>\nconst a = 1\n</script>\n`
    expect(await callsOf({ 'src/A.vue': vue })).toEqual(wanted)
  })
})
