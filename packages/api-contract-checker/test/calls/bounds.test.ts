import { afterAll, expect, test } from '@jest/globals'
import { createTemporaryFolder, type TemporaryFolder } from '@m4sh/tools-core/testing'
import { extractCalls } from '../../src/calls/extract-calls.ts'

const folders: TemporaryFolder[] = []
afterAll(async () => {
  for (const folder of folders) await folder.remove()
})

/** `link(n, n - 1)` a line, for n from 1. */
function chain(length: number, link: (n: number, before: number) => string): string {
  return Array.from({ length }, (_, index) => link(index + 1, index)).join('\n')
}

// Each of these has more ways through it than any machine can go: the search has to give up, and to say what it knows.
test.each([
  [
    'objects that hold each other twice',
    `const a0 = { other: 1 }\n${chain(60, (n, before) => `const a${n} = { ...a${before}, ...a${before} }`)}\nfetch(a60.url)`,
  ],
  [
    'choices on choices',
    `const b0 = '/b/'\n${chain(60, (n, before) => `const b${n} = x${n} ? b${before} + 'y/' : b${before} + 'n/'`)}\nfetch(b60)`,
  ],
  [
    'functions that call each other twice',
    `const c0 = (p) => p\n${chain(60, (n, before) => `const c${n} = (p) => c${before}(p) + c${before}(p)`)}\nfetch(c60('/c/'))`,
  ],
])('%s', async (_, code) => {
  const folder = await createTemporaryFolder({ 'package.json': '{}', 'src/a.js': `${code}\nfetch('/known/')\n` })
  folders.push(folder)
  const { calls } = await extractCalls({ root: folder.join('src') })
  expect(calls.map(({ path }) => path)).toContain('/known/')
})

test('a text of three thousand pieces', async () => {
  const pieces = Array.from({ length: 3000 }, (_, index) => `'/${index}'`)
  const code = `fetch(${pieces.join(' +\n')})\nfetch('/known/')\n`
  const folder = await createTemporaryFolder({ 'package.json': '{}', 'src/a.js': code })
  folders.push(folder)
  const { calls, skipped } = await extractCalls({ root: folder.join('src') })
  expect(skipped).toEqual([])
  expect(calls.map(({ path }) => path?.length)).toEqual([pieces.join('').length - 2 * pieces.length, '/known/'.length])
})

test('a branch for each of three hundred words', async () => {
  const branches = Array.from({ length: 300 }, (_, index) => `if (k === 'k${index}') { return fetch('/p${index}/') }`)
  const code = `export function f(k) {\n${branches.join(' else ')}\n}\nf(x)\n`
  const folder = await createTemporaryFolder({ 'package.json': '{}', 'src/a.js': code })
  folders.push(folder)
  const { calls } = await extractCalls({ root: folder.join('src') })
  expect(calls).toHaveLength(300)
})
