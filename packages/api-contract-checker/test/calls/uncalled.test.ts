import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createTemporaryFolder, type TemporaryFolder } from '@m4sh/tools-core/testing'
import { extractCalls } from '../../src/calls/extract-calls.ts'

let folder: TemporaryFolder
beforeEach(async () => {
  folder = await createTemporaryFolder({ 'package.json': '{}' })
})
afterEach(() => folder.remove())

/** Paths of the calls that nothing uses. */
async function uncalled(files: Record<string, string>): Promise<(string | null)[]> {
  await folder.write(Object.fromEntries(Object.entries(files).map(([name, text]) => [`src/${name}`, text])))
  const { calls } = await extractCalls({ root: folder.join('src') })
  return calls.filter((call) => call.uncalled).map(({ path }) => path)
}

const api = "export const used = () => fetch('/used/')\nexport const left = () => fetch('/left/')\n"

test('an exported function that nothing imports', async () => {
  expect(await uncalled({ 'api.js': api, 'main.js': "import { used } from './api'\nused()" })).toEqual(['/left/'])
})

test.each<[what: string, files: Record<string, string>]>([
  ['is imported under another name', { 'main.js': "import { used, left as rest } from './api'\nused(); rest()" }],
  ['is reached through a namespace', { 'main.js': "import * as api from './api'\napi.used(); api.left()" }],
  [
    'is reached through a barrel',
    { 'index.js': "export * from './api'", 'main.js': "import { used, left } from '.'\nused(); left()" },
  ],
  [
    'is exported again under another name',
    {
      'index.js': "export { used, left as rest } from './api'",
      'main.js': "import { used, rest } from './index'\nused(); rest()",
    },
  ],
  ['is imported when it is needed', { 'main.js': "import('./api').then(({ used, left }) => { used(); left() })" }],
  ['is required', { 'main.cjs': "const { used, left } = require('./api')\nused(); left()" }],
  [
    'is used in a component',
    {
      'App.vue':
        '<template><b @click="left"/></template>\n<script setup>import { used, left } from \'./api\'\nused()</script>',
    },
  ],
  ['is imported without a blank', { 'main.js': "import{used,left}from'./api'\nused();left()" }],
  [
    'is imported among comments',
    { 'main.js': "import {\n  used, // the first\n  /* the second */ left,\n} from './api'\nused(); left()" },
  ],
  ['is brought in by a pattern', { 'main.js': "const all = import.meta.glob('./*.js', { eager: true })\nrun(all)" }],
  ['is brought in by a context', { 'main.js': "const all = require.context('.', true, /\\.js$/)\nrun(all)" }],
  ['is handed on whole', { 'main.js': "import * as api from './api'\ninstall(api)" }],
])('not one that %s', async (_, files) => {
  expect(await uncalled({ 'api.js': api, ...files })).toEqual([])
})

test('a member of an exported object that nothing names', async () => {
  const files = {
    'api.js': "export const rooms = { used: () => fetch('/used/'), left: () => fetch('/left/') }\n",
    'main.js': "import { rooms } from './api'\nrooms.used()",
  }
  expect(await uncalled(files)).toEqual(['/left/'])
})

test('a method of a class that is extended in its own file is used by the subclass', async () => {
  const files = {
    'api.js': "export class Base { list() { return fetch('/used/') } }\nexport class Rooms extends Base {}\n",
    'main.js': "import { Rooms } from './api'\nnew Rooms().list()",
  }
  expect(await uncalled(files)).toEqual([])
})

test('a method of an exported class that nothing names', async () => {
  const files = {
    'api.ts': "export class Rooms { used() { return fetch('/used/') } left() { return fetch('/left/') } }\n",
    'main.ts': "import { Rooms } from './api'\nnew Rooms().used()",
  }
  expect(await uncalled(files)).toEqual(['/left/'])
})

test('code that is not exported, and what its own file uses, is never called unused', async () => {
  expect(
    await uncalled({
      'main.js':
        "const own = () => fetch('/own/')\nown()\nfetch('/top/')\nexport const once = () => fetch('/once/')\nonce()",
    }),
  ).toEqual([])
})

test('what a framework calls by its place or name', async () => {
  const files = {
    'routes/+page.ts': "export const load = ({ fetch }) => fetch('/loaded/')",
    'pages/index.tsx': "export default function Page() { fetch('/page/') }",
  }
  expect(await uncalled(files)).toEqual([])
})
