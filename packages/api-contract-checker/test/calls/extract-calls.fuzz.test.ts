import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { bounded, fuzz, hostileText, mutatedText } from '@m4sh/tools-core/testing/fuzz'
import * as fc from 'fast-check'
import { type Analysis, analyseSources } from '../../src/calls/analyse-sources.ts'
import { createFileGlobs } from '../../src/calls/file-globs.ts'
import { displayPath, namingBase } from '../../src/calls/file-names.ts'
import { findSources, type SourceText } from '../../src/calls/source-files.ts'

const folder = fileURLToPath(new URL('../fixtures/patterns/', import.meta.url))

/** Frontends that are written in one way each. */
const frontends = readdirSync(folder).map((name) => {
  const root = join(folder, name)
  const none = createFileGlobs([], { root, bases: [root] })
  return { root, files: findSources({ root, include: none, exclude: none, maxFileBytes: 2_000_000 }).files }
})

/** Which no other file can make less of. */
const known = `export const one = () => fetch('/sentinel/one/')
export function two(id) {
  return fetch(\`/sentinel/\${id}/\`, { method: 'POST' })
}
`
const knownCalls = [
  { line: 1, column: 26, method: 'GET', path: '/sentinel/one/' },
  { line: 3, column: 10, method: 'POST', path: '/sentinel/{id}/' },
]

/** What means something to a reader of JavaScript, TypeScript, JSX, Vue or Svelte. */
const signs = [
  ...'\' " ` ` ${ } { ( ) [ ] < > </ /> /* */ // ; , . ?. ... => = == ! ? : & | ?? # @ \\ /x/g 0x 1e999 1n \\u{0} \\u'.split(
    ' ',
  ),
  ...'import export default from as async await function* class extends super this new yield type interface enum'.split(
    ' ',
  ),
  ...'namespace declare satisfies const let var return throw delete typeof in of for while switch case'.split(' '),
  ...'__proto__ constructor prototype toString undefined NaN eval arguments'.split(' '),
  '<script>',
  '</script>',
  '<script setup lang="ts">',
  '<template>',
  '</template>',
  '<style>',
  '{{ x }}',
  '{#if x}',
  'import.meta.env.X',
  'import.meta.glob("./**")',
  "require('./x')",
  "import('../x')",
  "import x from '.'",
  'axios.',
  '.get(',
  '.post(url, ',
  'fetch(',
  'baseURL: ',
  '.create({',
  '.interceptors.request.use(',
  '.replace(',
  'useFetch(',
  '$fetch(',
  '.then(',
  '.map(',
  '.join(',
  'new URL(',
  'Object.freeze(',
  'process.env.X',
  '$.ajax({',
  '\n',
  '\r',
  '\u2028',
  '<!--',
  '-->',
  '#!x\n',
  '/(a+)+$/',
]

/** A program that says the same thing within itself, again and again. */
const deep = fc
  .tuple(
    fc.constantFrom<readonly [open: string, core: string, close: string]>(
      ['(', "'/deep/'", ')'],
      ['[', '', ']'],
      ['{a:', '1', '}'],
      ['`/${', "'x'", '}`'],
      ['a ? ', "'/x/'", ' : b'],
      ["'/a' + ", "'/b'", ''],
      ['(x => ', 'x', ')'],
      ['() => { ', "fetch('/deep/')", ' }'],
      ['f(', "'/deep/'", ')'],
      ['', "fetch('/deep/')", '.then(x)'],
      ['', 'a', '?.b'],
      ['', 'a', "['b']"],
      ['<a>', '{x}', '</a>'],
      ['A<', 'B', '>'],
      ['if (x) ', "fetch('/deep/')", ''],
      ['-', '1', ''],
      ['await ', "fetch('/deep/')", ''],
      ['new ', 'X', '()'],
      ["'a'.replace(/a/, ", "'b'", ')'],
      ['/*', '', '*/'],
      ['...[', '', ']'],
    ),
    fc.integer({ min: 1, max: 3000 }),
    fc.constantFrom('', 'const url = ', 'export default ', 'fetch(', 'type T = ', 'axios.get('),
  )
  .map(([[open, core, close], times, start]) => start + open.repeat(times) + core + close.repeat(times))

/** Names that mean each other, or themselves. */
const circles = fc
  .tuple(
    fc.array(fc.tuple(fc.nat(4), fc.nat(4), fc.nat(12)), { minLength: 1, maxLength: 12 }),
    fc.constantFrom('a0', '`/x/${a0}/`', 'a0()', 'a0.a1', 'new a0().get()', '...a0', 'a0[a1]'),
  )
  .map(([links, asked]) =>
    [...links.map(([from, to, how]) => circleLine(`a${from}`, `a${to}`, how)), `fetch(${asked})`].join('\n'),
  )

function circleLine(from: string, to: string, how: number): string {
  return (
    [
      `const ${from} = ${to}`,
      `let ${from} = '/x' + ${to}; ${from} += ${from}`,
      `function ${from}(x = ${to}) { return ${to}(x) + ${from}(x) }`,
      `const ${from} = { ...${to}, ${to}: ${from} }`,
      `class ${from} extends ${to} { url = this.url + new ${to}().url; get(p) { return fetch(p + this.get(${to})) } }`,
      `export { ${to} as ${from} } from './circle.ts'`,
      `import { ${to} as ${from} } from './circle'`,
      `export * from './circle'`,
      `for (const ${from} of ${to}) ${from}.push(...${to}, ${from})`,
      `const ${from} = (p) => ${to}(\`/\${p}\`)`,
      `const ${from} = x ? ${to} : ${from} + ${to}`,
      `const ${from} = axios.create({ baseURL: ${to} + ${from}.defaults.baseURL })`,
      `Object.assign(${from}, ${to}); ${from}.x = ${to}; ${to}.x = ${from}.x`,
    ][how] ?? ''
  )
}

const extensions = ['js', 'ts', 'tsx', 'jsx', 'vue', 'svelte', 'mts', 'cjs']

const anyProgram = fc.oneof(
  deep,
  circles,
  hostileText,
  fc.array(fc.constantFrom(...signs), { maxLength: 60 }).map((all) => all.join(' ')),
)

interface Sources {
  readonly root: string
  readonly files: readonly SourceText[]
}

/** A frontend of which files are something else than they were, or cut off, or in another language. */
const mutants = {
  'pieces are missing, twice, elsewhere or something else': fc
    .constantFrom(...frontends)
    .chain(({ root, files }) =>
      fc
        .tuple(...files.map(({ text }) => fc.oneof(fc.constant(text), mutatedText(text, signs))))
        .map((texts) => ({ root, files: files.map(({ path }, at) => ({ path, text: texts[at] ?? '' })) })),
    ),
  'a file holds any program': fc
    .tuple(fc.constantFrom(...frontends), anyProgram, fc.constantFrom(...extensions), fc.boolean())
    .map(([{ root, files }, text, extension, isScript]) => {
      const isMarkup = extension === 'vue' || extension === 'svelte'
      const body =
        isMarkup && isScript ? `<script>\n${text}\n</script>\n<template><a @click="${text}"/></template>` : text
      return { root, files: [...files, { path: join(root, `src/circle.${extension}`), text: body }] }
    }),
} satisfies Record<string, fc.Arbitrary<Sources>>

/** @param sources whose own files are those of a frontend */
async function analysed({ root, files }: Sources): Promise<Analysis> {
  const all = [...files, { path: join(root, 'sentinel/known.js'), text: known }]
  return await bounded(
    async () => await analyseSources(root, all, { maxFileBytes: 2_000_000, isExcluded: () => false }),
    20_000,
  )
}

/** Calls that stand nowhere, as lines and columns of the language count. */
function strayPlaces({ calls }: Analysis, { root, files }: Sources): readonly string[] {
  const lines = new Map(
    files.map(({ path, text }) => [displayPath(path, namingBase(root)), text.split(/\r\n|[\n\r\u2028\u2029]/)]),
  )
  return calls
    .filter(({ file, line, column }) => {
      const text = lines.get(file)?.[line - 1]
      return !file.endsWith('sentinel/known.js') && (text === undefined || column < 1 || column > text.length + 1)
    })
    .map(({ file, line, column }) => `${file}:${line}:${column}`)
}

describe('a frontend in which', () => {
  test.each(Object.entries(mutants))(
    '%s: no crash, calls of other files, and places that are there',
    async (_, mutant) => {
      await fc.assert(
        fc.asyncProperty(mutant, async (sources) => {
          const analysis = await analysed(sources)
          expect(strayPlaces(analysis, sources)).toEqual([])
          const own = analysis.calls.filter(({ file }) => file.endsWith('sentinel/known.js'))
          expect(own).toMatchObject(knownCalls)
          expect(own).toHaveLength(knownCalls.length)
        }),
        fuzz(25),
      )
    },
  )
})
