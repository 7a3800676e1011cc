import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { TemporaryFolder } from '@m4sh/tools-core/testing'
import { sentencesLeft } from './sentences-left.ts'
import { createRichProject, richArgv } from './rich-project.ts'
import { run } from './run-check.ts'

const machineFormats = ['json', 'csv', 'xml', 'sarif', 'md'] as const
let folder: TemporaryFolder

beforeAll(async () => {
  folder = await createRichProject()
})
afterAll(() => folder.remove())

/** The whole text of a report, as it is written to a file. */
async function textOf(flags: readonly string[], env: Record<string, string> = {}): Promise<string> {
  const { stdout } = await run([...richArgv, ...flags, '-o', '-', '--format', 'text'], { cwd: folder.path, env })
  return stdout.replaceAll(folder.path, '/project')
}

describe('the text report in Ukrainian', () => {
  test('says all that there is to say', async () => {
    const text = await textOf(['--lang', 'uk'])
    expect(sentencesLeft(text)).toEqual([])
    expect(text).toMatchSnapshot()
  })

  test('on a terminal of 80 columns', async () => {
    const argv = [...richArgv, '--lang', 'uk', '-o', 'report.json']
    const { stdout } = await run(argv, { cwd: folder.path, columns: 80, env: { NO_COLOR: '1' } })
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
    expect(stdout).toMatchSnapshot()
  })
})

describe('the page in Ukrainian', () => {
  test('leaves nothing in English, scripts or not', async () => {
    const { stdout } = await run([...richArgv, '--lang', 'uk', '-o', '-', '--format', 'html'], { cwd: folder.path })
    expect(stdout).toContain('<html lang="uk">')
    const [main = ''] = /<main[^]*<\/main>/.exec(stdout) ?? []
    const texts = main.replace(/<code[^]*?<\/code>/g, '·').split(/<[^>]*>/)
    expect(texts.filter((text) => text.trim() !== '').length).toBeGreaterThan(200)
    expect(texts.flatMap(sentencesLeft)).toEqual([])
  })
})

test('what English is left would be found', async () => {
  expect(sentencesLeft(await textOf(['--lang', 'en']))).toEqual(
    expect.arrayContaining(['No endpoint answers', 'which the call does not give']),
  )
})

test('what programs read never changes with the language', async () => {
  const reports = async (language: string) => {
    const outputs = machineFormats.flatMap((extension) => ['-o', `out/report.${extension}`])
    await run([...richArgv, '--lang', language, ...outputs, '-q'], { cwd: folder.path })
    return await Promise.all(machineFormats.map((name) => readFile(folder.join(`out/report.${name}`), 'utf8')))
  }
  expect(await reports('uk')).toEqual(await reports('en'))
})

describe('which language is spoken', () => {
  test.each<[what: string, flags: string[], env: Record<string, string>, title: string]>([
    ['English, where nothing says otherwise', [], {}, 'API contract'],
    ['what the environment speaks', [], { LANG: 'uk_UA.UTF-8' }, 'Контракт API'],
    ['what the tools were told once and for all', [], { M4SH_LANG: 'uk', LANG: 'en_US.UTF-8' }, 'Контракт API'],
    ['what was asked for, whatever the environment speaks', ['--lang', 'en'], { LANG: 'uk_UA.UTF-8' }, 'API contract'],
  ])('%s', async (_, flags, env, title) => {
    const text = await textOf(flags, env)
    expect(text.slice(0, title.length)).toBe(title)
  })

  test('one that nobody has translated is wrong usage', async () => {
    const { exitCode, stderr } = await run([...richArgv, '--lang', 'xx'], { cwd: folder.path })
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/--lang.*"xx".*en.*uk/) })
  })
})
