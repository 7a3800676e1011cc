import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createTemporaryFolder, type TemporaryFolder } from '@m4sh/tools-core/testing'
import { extractCalls } from '../../src/calls/extract-calls.ts'

const good = "fetch('/good/')\n"
const testOnLinux = process.platform === 'linux' ? test : test.skip
let folder: TemporaryFolder

beforeEach(async () => {
  folder = await createTemporaryFolder({ 'package.json': '{}', 'src/good.js': good })
})
afterEach(() => folder.remove())

/** Paths that were found and files that were skipped, with their reasons. */
async function read(options: { include?: string[]; exclude?: string[] } = {}) {
  const { calls, skipped, files } = await extractCalls({ root: folder.join('src'), ...options })
  return { paths: calls.map(({ path }) => path ?? '?'), skipped, files }
}

/** Root may read everything: for it nothing is unreadable. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return await work()
  chmodSync(folder.path, 0o755)
  process.seteuid?.(65_534)
  try {
    return await work()
  } finally {
    process.seteuid?.(0)
  }
}

test.each<[what: string, name: string, content: string | Uint8Array, reason: RegExp]>([
  ['a minified line of 5 MB', 'big.js', `var a=1;${'a();'.repeat(1_250_000)}`, /larger than 2\.0 MB \(5\.0 MB\)/],
  ['a minified line of 100 KB', 'lib.js', `fetch("/lib/");${'a();'.repeat(25_000)}`, /minified/],
  ['binary', 'image.js', new Uint8Array([0x89, 0x50, 0, 1, 2, 3]), /binary/],
  ['Latin-1', 'latin.js', new Uint8Array([...Buffer.from("fetch('/caf"), 0xe9, ...Buffer.from("/')")]), /not UTF-8/],
])('%s is skipped and listed', async (_, name, content, reason) => {
  await folder.write({ [`src/${name}`]: content })
  const { paths, skipped, files } = await read()
  expect({ paths, files }).toEqual({ paths: ['/good/'], files: 1 })
  expect(skipped).toEqual([{ file: `src/${name}`, reason: expect.stringMatching(reason) }])
})

test.each<[what: string, name: string, content: string | Uint8Array]>([
  ['a byte order mark', 'bom.js', `\uFEFFfetch('/odd/')`],
  ['UTF-16', 'wide.js', Buffer.from("\uFEFFfetch('/odd/')", 'utf16le')],
  ['CRLF', 'dos.js', "// one\r\nfetch('/odd/')\r\n"],
  ['a shebang', 'run.mjs', "#!/usr/bin/env node\nfetch('/odd/')"],
  ['an odd name', '<img src=x onerror=alert(1)>.js', "fetch('/odd/')"],
  ['blanks and letters of the world', 'чат кімнати.js', "fetch('/odd/')"],
])('%s is no fault', async (_, name, content) => {
  await folder.write({ [`src/${name}`]: content })
  const { paths, skipped } = await read()
  expect({ paths: paths.sort(), skipped }).toEqual({ paths: ['/good/', '/odd/'], skipped: [] })
})

describe('syntax errors', () => {
  test.each([
    ['half a file', 'half.ts', "fetch('/before/')\nexport const x = {\n  a: [1, 2"],
    [
      'a merge that was left',
      'merge.js',
      "fetch('/before/')\n<<<<<<< HEAD\nconst a = 1\n=======\nconst a = 2\n>>>>>>> other\n",
    ],
  ])('%s is read as far as possible and listed', async (_, name, content) => {
    await folder.write({ [`src/${name}`]: content })
    const { paths, skipped } = await read()
    expect(paths).toContain('/before/')
    expect(skipped).toEqual([{ file: `src/${name}`, reason: expect.stringMatching(/syntax error/) }])
  })

  test('a broken component does not take the others with it', async () => {
    await folder.write({
      'src/Broken.vue': "<template><div></template>\n<script setup>\nfetch('/broken/'\n</script>",
      'src/Fine.vue': "<template><b/></template>\n<script>fetch('/fine/')</script>",
    })
    const { paths } = await read()
    expect(paths).toEqual(expect.arrayContaining(['/good/', '/fine/']))
  })

  test('nothing but brackets, deeply', async () => {
    await folder.write({
      'src/deep.js': `fetch(${'['.repeat(5000)}${']'.repeat(5000)})`,
      'src/chain.js': `fetch(${"'/a/' + ".repeat(20_000)}'')`,
    })
    const { paths } = await read()
    expect(paths).toContain('/good/')
  })
})

describe('links', () => {
  test('a folder that leads back up is entered once', async () => {
    symlinkSync(folder.path, folder.join('src/up'))
    symlinkSync('.', folder.join('src/self'))
    expect((await read()).paths).toEqual(['/good/'])
  })

  test('a link to itself and one to nowhere are listed', async () => {
    symlinkSync('loop.js', folder.join('src/loop.js'))
    symlinkSync('gone.js', folder.join('src/lost.js'))
    const { paths, skipped } = await read()
    expect(paths).toEqual(['/good/'])
    expect(skipped).toEqual([
      { file: 'src/loop.js', reason: 'a symbolic link that leads to itself' },
      { file: 'src/lost.js', reason: 'a symbolic link that leads nowhere' },
    ])
  })
})

describe('what cannot be read', () => {
  test('an unreadable file and an unreadable folder are listed', async () => {
    await folder.write({ 'src/secret.js': good })
    mkdirSync(folder.join('src/closed'))
    chmodSync(folder.join('src/secret.js'), 0)
    chmodSync(folder.join('src/closed'), 0)
    const { paths, skipped } = await asNobody(read)
    chmodSync(folder.join('src/closed'), 0o700)
    expect(paths).toEqual(['/good/'])
    expect(skipped.map(({ file, reason }) => `${file}: ${reason}`)).toEqual([
      'src/closed: unreadable: permission denied',
      'src/secret.js: unreadable: permission denied',
    ])
  })

  // A file of the kernel that everybody may open and nobody can read from its beginning.
  testOnLinux('a file that fails while it is read is listed', async () => {
    symlinkSync('/proc/self/mem', folder.join('src/failing.js'))
    const { paths, skipped } = await read()
    expect(paths).toEqual(['/good/'])
    expect(skipped).toEqual([{ file: 'src/failing.js', reason: expect.stringMatching(/^unreadable: EIO/) }])
  })
})

test('a folder that is called like a source file, and a socket', async () => {
  mkdirSync(folder.join('src/pages.js'))
  writeFileSync(folder.join('src/pages.js/index.js'), "fetch('/page/')")
  expect((await read()).paths.sort()).toEqual(['/good/', '/page/'])
})

describe('what is left out', () => {
  beforeEach(async () => {
    const call = (name: string) => `fetch('/${name}/')\n`
    await folder.write({
      '.gitignore': 'generated\n*.local.js\n',
      '.git/HEAD': 'ref: refs/heads/main\n',
      'src/a.test.js': call('test'),
      'src/a.stories.ts': call('story'),
      'src/__mocks__/a.js': call('mock'),
      'src/generated/client.js': call('generated'),
      'src/mine.local.js': call('local'),
      'src/node_modules/lib/index.js': call('library'),
      'src/types.d.ts': call('types'),
      'src/dist/app.js': call('dist'),
      'src/keep/b.js': call('kept'),
    })
  })

  test('tests, stories, mocks, builds, packages and what git ignores', async () => {
    expect((await read()).paths.sort()).toEqual(['/good/', '/kept/'])
  })

  test('--include brings back, --exclude takes away', async () => {
    const { paths } = await read({ include: ['**/*.stories.ts', 'generated/**'], exclude: ['keep'] })
    expect(paths.sort()).toEqual(['/generated/', '/good/', '/story/'])
  })

  test('--exclude wins, and packages never come back', async () => {
    const { paths } = await read({ include: ['**/*.js'], exclude: ['generated', '__mocks__', '**/*.test.js', 'dist'] })
    expect(paths.sort()).toEqual(['/good/', '/kept/', '/local/'])
  })

  test("the repository's own .git/info/exclude counts as git counts it: .gitignore files have the last word", async () => {
    await folder.write({
      '.git/info/exclude': '# mine\n/src/keep/\n*.draft.js\n',
      'src/.gitignore': '!wanted.draft.js\n',
      'src/a.draft.js': "fetch('/draft/')\n",
      'src/wanted.draft.js': "fetch('/wanted/')\n",
    })
    expect((await read()).paths.sort()).toEqual(['/good/', '/wanted/'])
    expect((await read({ include: ['keep'] })).paths.sort()).toEqual(['/good/', '/kept/', '/wanted/'])
  })

  test('so it does in a working tree that was added', async () => {
    await folder.write({
      'main/.git/info/exclude': 'draft.js\n',
      'main/.git/worktrees/tree/commondir': '../..\n',
      'tree/.git': `gitdir: ${folder.join('main/.git/worktrees/tree')}\n`,
      'tree/a.js': "fetch('/a/')\n",
      'tree/draft.js': "fetch('/draft/')\n",
    })
    const { calls } = await extractCalls({ root: folder.join('tree') })
    expect(calls.map(({ path }) => path)).toEqual(['/a/'])
  })
})

describe('globs', () => {
  beforeEach(async () => {
    const call = (name: string) => `fetch('/${name}/')\n`
    await folder.write({
      'src/i.js': call('class'),
      'src/[id].js': call('braces'),
      'src/pages/[id].js': call('page'),
      'src/pages/i.js': call('page-class'),
      'src/(auth)/in.js': call('group'),
      'src/src/own.js': call('nested'),
    })
  })
  const all = ['/braces/', '/class/', '/good/', '/group/', '/nested/', '/page-class/', '/page/']

  async function left(exclude: string): Promise<string[]> {
    const { paths } = await read({ exclude: [exclude] })
    return all.filter((path) => !paths.includes(path))
  }

  test.each([
    // As files are named in the report.
    ['src/good.js', ['/good/']],
    ['./src/good.js', ['/good/']],
    ['src/pages/*.js', ['/page-class/', '/page/']],
    ['*/pages/i.js', ['/page-class/']],
    ['src/src/own.js', ['/nested/']],
    // From the root; a name alone is any file or folder of that name, not the root's.
    ['good.js', ['/good/']],
    ['/good.js', ['/good/']],
    ['src', ['/nested/']],
    ['**/src/**', ['/nested/']],
    ['x', []],
    ['**/x', []],
    // What is there under that very name is no pattern.
    ['[id].js', ['/braces/', '/page/']],
    ['pages/[id].js', ['/page/']],
    ['src/pages/[id].js', ['/page/']],
    ['(auth)', ['/group/']],
    ['(auth)/**', []],
    ['pages/[ix].js', ['/page-class/']],
    ['src/nothing.js', []],
  ])('--exclude %s', async (glob, paths) => {
    expect(await left(glob)).toEqual(paths)
  })

  test('absolute paths', async () => {
    expect(await left(folder.join('src/good.js'))).toEqual(['/good/'])
    expect(await left(folder.join('src/pages/[id].js'))).toEqual(['/page/'])
    expect(await left(folder.join('src/*.js'))).toEqual(['/braces/', '/class/', '/good/'])
    expect(await left(folder.join('elsewhere/good.js'))).toEqual([])
  })

  test('--include takes the same names', async () => {
    await folder.write({ 'src/[id].test.js': "fetch('/test/')\n", 'src/d.test.js': "fetch('/other/')\n" })
    for (const glob of ['[id].test.js', 'src/[id].test.js', folder.join('src/[id].test.js')])
      expect((await read({ include: [glob] })).paths.sort()).toEqual([...all, '/test/'].sort())
  })

  test('those that name nothing are told', async () => {
    const { unmatched } = await extractCalls({
      root: folder.join('src'),
      include: ['good.js', 'gone.test.js'],
      exclude: ['pages', 'page', 'src/i.js', 'lib/i.js', folder.join('i.js')],
    })
    expect(unmatched).toEqual({ include: ['gone.test.js'], exclude: ['page', 'lib/i.js', folder.join('i.js')] })
  })
})
