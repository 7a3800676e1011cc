import { symlink } from 'node:fs/promises'
import { describe, expect, test } from '@jest/globals'
import { extractCalls } from '../../src/calls/extract-calls.ts'
import { callsOf, frontend } from './calls-of.ts'

const http =
  "import axios from 'axios'\nexport const http = axios.create({ baseURL: '/api' })\nexport const A = '/a/'\n"
const main = (from: string): string => `import { http, A } from '${from}'\nhttp.get(A)\n`

describe('where an import leads', () => {
  test.each<[what: string, files: Record<string, string>]>([
    [
      'by the configuration of a folder below',
      {
        'src/apps/one/tsconfig.json': '{"compilerOptions":{"paths":{"#api/*":["./lib/*"]}}}',
        'src/apps/one/lib/client.ts': http,
        'src/apps/one/main.ts': main('#api/client'),
      },
    ],
    [
      'by custom, in a package below',
      {
        'src/apps/one/package.json': '{}',
        'src/apps/one/src/client.ts': http,
        'src/apps/one/src/deep/main.ts': main('@/client'),
      },
    ],
    [
      'by the imports of a package',
      {
        'package.json': '{"imports":{"#client":{"types":"./src/client.ts","default":"./src/client.ts"}}}',
        'src/client.ts': http,
        'src/main.ts': main('#client'),
      },
    ],
    [
      'and not by the aliases of tests',
      {
        'tsconfig.json': '{"compilerOptions":{"paths":{"@/*":["./src/*"]}}}',
        'vitest.config.ts': "export default { resolve: { alias: { '@/client': './mocks/client.ts' } } }",
        'mocks/client.ts': "export const http = { get: () => null }\nexport const A = '/mock/'",
        'src/client.ts': http,
        'src/main.ts': main('@/client'),
      },
    ],
  ])('%s', async (_, files) => {
    expect(await callsOf(files)).toEqual(['GET /a/'])
  })

  test('into a JSON module', async () => {
    const files = { 'src/urls.json': '{"a":"/a/"}', 'src/main.ts': "import urls from './urls.json'\nfetch(urls.a)" }
    expect(await callsOf(files)).toEqual(['GET /a/'])
  })
})

describe('what is left out', () => {
  const files = {
    'src/legacy-old/x.ts': "export const send = (p) => fetch(p)\nfetch('/old/')\n",
    'src/main.ts': "import { send } from './legacy-old/x'\nsend('/through/')\nfetch('/new/')",
  }
  test.each(['legacy*', 'legacy-old', '/legacy-old', 'legacy-old/', './legacy-old/**', '**/legacy-*/**'])(
    '--exclude %s: nothing in it is reported, and wrappers in it are followed',
    async (glob) => {
      expect(await callsOf(files, { exclude: [glob] })).toEqual(['GET /through/', 'GET /new/'])
    },
  )

  test('a frontend in a folder that git ignores is read', async () => {
    const ignored = { '.git/HEAD': '', '.gitignore': 'frontend/\n', 'frontend/main.ts': "fetch('/a/')" }
    expect(await callsOf(ignored, { root: 'frontend' })).toEqual(['GET /a/'])
  })

  test('a link to a folder below the root is no second folder', async () => {
    const folder = await frontend({ 'src/real/main.ts': "fetch('/a/')" })
    await symlink(folder.join('src/real'), folder.join('src/alias'), 'dir')
    const { calls } = await extractCalls({ root: folder.join('src') })
    expect(calls.map(({ file, path }) => `${file} ${path}`)).toEqual(['src/real/main.ts /a/'])
  })
})

describe('interceptors', () => {
  const strip = "interceptors.request.use((c) => { c.url = c.url.replace(/^\\/v9/, ''); return c })"
  test.each<[what: string, files: Record<string, string>]>([
    ['of the library itself', { 'src/main.ts': `import axios from 'axios'\naxios.${strip}\naxios.get('/v9/a/')` }],
    [
      'of an instance, before a subclass is found',
      {
        'src/http.ts': `import axios from 'axios'\nconst http = axios.create()\nhttp.${strip}\nexport const load = (p) => http.get(p)\nexport class Model {}`,
        'src/late.ts':
          "import { load, Model } from './http'\nclass Lesson extends Model { show() { return load('/v9/a/') } }\nnew Lesson().show()",
      },
    ],
  ])('%s', async (_, files) => {
    const folder = await frontend(files)
    const { calls } = await extractCalls({ root: folder.join('src') })
    expect(calls.map(({ path, strippedPrefixes }) => [path, strippedPrefixes])).toEqual([['/v9/a/', ['/v9']]])
  })
})
