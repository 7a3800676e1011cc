import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createTemporaryFolder, type TemporaryFolder } from '@m4sh/tools-core/testing'
import { extractCalls } from '../../src/calls/extract-calls.ts'

let folder: TemporaryFolder

beforeEach(async () => {
  folder = await createTemporaryFolder({
    'package.json': '{}',
    'tsconfig.json': '{"extends":"./config/base.json","compilerOptions":{"paths":{"~/*":["./src/first/*"]}}}',
    'config/base.json': '{}',
    'shared/routes.js': "export const rooms = '/rooms/'\n",
    'src/api.js':
      "import { rooms } from '../shared/routes.js'\nimport { seats } from '~/seats'\nfetch(rooms)\nfetch(seats)\n",
    'src/first/seats.js': "export const seats = '/seats/'\n",
    'src/second/seats.js': "export const seats = '/chairs/'\n",
  })
})
afterEach(() => folder.remove())

async function paths(version = '1'): Promise<(string | null)[]> {
  const { calls } = await extractCalls({ root: folder.join('src'), cache: { folder: folder.join('cache'), version } })
  return calls.map(({ path }) => path)
}

function entry(): string {
  const [name = ''] = readdirSync(folder.join('cache'))
  return folder.join('cache', name)
}

/** Writes something into the entry that no analysis would find, to see whether it is asked. */
function mark(): void {
  const [head = '', json = ''] = readFileSync(entry(), 'utf8').replace('"/rooms/"', '"/remembered/"').split('\n')
  const sum = createHash('sha256').update(json).digest('hex')
  writeFileSync(entry(), `${head.split(' ')[0]} ${sum}\n${json}`)
}

test('answers the same, without reading anew', async () => {
  const fresh = await extractCalls({ root: folder.join('src') })
  const cache = { folder: folder.join('cache'), version: '1' }
  expect(await extractCalls({ root: folder.join('src'), cache })).toEqual(fresh)
  expect(await extractCalls({ root: folder.join('src'), cache })).toEqual(fresh)
  mark()
  expect(await paths()).toEqual(['/remembered/', '/seats/'])
})

test.each<[what: string, change: Record<string, string>, wanted: string[]]>([
  ['a source', { 'src/first/seats.js': "export const seats = '/sofas/'\n" }, ['/rooms/', '/sofas/']],
  ['a new source', { 'src/more.js': "fetch('/more/')" }, ['/rooms/', '/seats/', '/more/']],
  ['a file beside the frontend', { 'shared/routes.js': "export const rooms = '/halls/'\n" }, ['/halls/', '/seats/']],
  [
    'what an alias means',
    { 'tsconfig.json': '{"compilerOptions":{"paths":{"~/*":["./src/second/*"]}}}' },
    ['/rooms/', '/chairs/'],
  ],
  [
    'what a configuration extends',
    { 'config/base.json': '{"compilerOptions":{"paths":{"~/*":["../src/second/*"]}}}' },
    ['/rooms/', '/seats/'],
  ],
  ['an import that led nowhere', { 'shared/routes.mjs': "export const rooms = '/never/'\n" }, ['/rooms/', '/seats/']],
  ['the repository', { '.git/HEAD': '' }, ['/rooms/', '/seats/']],
])('is not asked when %s has changed', async (_, change, wanted) => {
  await paths()
  mark()
  await folder.write(change)
  expect(await paths()).toEqual(wanted)
})

test('of another version is not asked', async () => {
  await paths('1')
  mark()
  expect(await paths('2')).toEqual(['/rooms/', '/seats/'])
})

test.each(['', '\n', 'null', '{"key":"x"}\n{}'])('that holds %j is no cache', async (content) => {
  await paths()
  writeFileSync(entry(), content)
  expect(await paths()).toEqual(['/rooms/', '/seats/'])
  // And is whole again afterwards.
  mark()
  expect(await paths()).toEqual(['/remembered/', '/seats/'])
})

test.each<[what: string, damage: (content: string) => string]>([
  ['cut off', (content) => content.slice(0, -20)],
  ['changed', (content) => content.replace('"/rooms/"', '"/halls/"')],
  ['longer', (content) => `${content}\n`],
  ['without its analysis', (content) => content.split('\n')[0] ?? ''],
])('that is %s is no cache', async (_, damage) => {
  await paths()
  writeFileSync(entry(), damage(readFileSync(entry(), 'utf8')))
  expect(await paths()).toEqual(['/rooms/', '/seats/'])
})

test('that cannot be written costs nothing but its use', async () => {
  await folder.write({ cache: 'a file where the folder should be' })
  expect(await paths()).toEqual(['/rooms/', '/seats/'])
})

test('keeps one entry a frontend', async () => {
  await paths()
  await folder.write({ 'src/more.js': "fetch('/more/')" })
  await paths()
  expect(readdirSync(folder.join('cache'))).toHaveLength(1)
})
