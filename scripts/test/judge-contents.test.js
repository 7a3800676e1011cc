import { expect, test } from '@jest/globals'
import { judgeContents } from '../release/judge-contents.js'

const readme =
  '[rules](docs/rules.md#one), [all](docs/), [web](https://example.org/x), [top](#top), [other](../other/README.md)'

const manifest = {
  readme,
  bin: { tool: 'dist/cli.js' },
  files: ['dist', '!dist/.tsbuildinfo', 'src', 'docs', 'schema'],
  imports: { '#compiler': { types: './src/compiler.d.ts', default: './src/compiler.ts' } },
  exports: {
    '.': { types: './dist/cli.d.ts', default: './dist/cli.js' },
    './schema/report.schema.json': './schema/report.schema.json',
  },
}

const complete = {
  'README.md': readme,
  'README.uk.md': '[English](README.md)',
  LICENSE: '',
  'package.json': '',
  'dist/cli.js': '',
  'dist/cli.d.ts': '',
  'dist/cli.js.map': '{"sources":["../src/cli.ts"]}',
  'src/cli.ts': '',
  'src/compiler.ts': '',
  'src/compiler.d.ts': '',
  'docs/rules.md': '[back](../README.md)',
  'schema/report.schema.json': '{}',
}

function judge(files, named = manifest) {
  return judgeContents(Object.keys(files), named, (file) => files[file])
}

function without(...names) {
  return Object.fromEntries(Object.entries(complete).filter(([file]) => !names.includes(file)))
}

test('nothing is wrong with a package that has all that it names', () => {
  expect(judge(complete)).toEqual([])
})

test.each([
  [
    'a file that the manifest names',
    without('schema/report.schema.json'),
    'schema/report.schema.json is missing, which package.json names',
  ],
  [
    'a folder that the manifest names',
    without('docs/rules.md', 'README.md'),
    'docs is missing, which package.json names',
  ],
  ['the README in Ukrainian', without('README.uk.md'), 'README.uk.md is missing'],
  ['the licence', without('LICENSE'), 'LICENSE is missing'],
  ['what the README links to', without('docs/rules.md'), 'README.md links to docs/rules.md, which is missing'],
  ['the source that a map leads to', without('src/cli.ts'), 'dist/cli.js.map leads to src/cli.ts, which is missing'],
])('says that %s is missing', (_, files, problem) => {
  expect(judge(files)).toContain(problem)
})

test('says that npm might show another README than the English one', () => {
  const problem = 'package.json does not hold README.md as its "readme": npm would show any README.*'
  expect(judge(complete, { ...manifest, readme: undefined })).toEqual([problem])
  expect(judge(complete, { ...manifest, readme: '[English](README.md)' })).toEqual([problem])
})

test('a map that holds its source needs none beside it', () => {
  const files = { ...complete, 'dist/cli.js.map': '{"sources":["gone.ts"],"sourcesContent":["const a = 1"]}' }
  expect(judge(files)).toEqual([])
})

test('says what was built from a source that has gone', () => {
  expect(judge({ ...complete, 'dist/old.js': '', 'dist/old.d.ts': '' })).toEqual([
    'dist/old.js is of no source that there is',
    'dist/old.d.ts is of no source that there is',
  ])
})

test.each(['test/cli.test.ts', 'dist/.tsbuildinfo', 'src/fixtures/a.json', '.env', 'm4sh-tool-0.1.0.tgz'])(
  '%s is of no use there',
  (file) => {
    expect(judge({ ...complete, [file]: '' })).toEqual([`${file} is of no use there`])
  },
)
