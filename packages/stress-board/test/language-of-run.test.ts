import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Report } from '@m4sh/tools-core/reporting'
import { createTemporaryFolder, type TemporaryFolder } from '@m4sh/tools-core/testing'
import type { StressResult } from '../src/result.ts'
import { startGateway, withGateway } from './peers/board-gateway.ts'
import { type Commanded, runCommand } from './peers/run-board.ts'

/** One part of two, whose other part never comes. */
const argv = ['-l', '1..2', '-n', '4', '-d', '1', '--rate', '20/s', '--stroke-points', '2', '--snapshot-interval', '0s']
const part = [...argv, '--shard', '1/2', '--on-saturation', 'warn']

let folder: TemporaryFolder
let run: Commanded

beforeAll(async () => {
  folder = await createTemporaryFolder()
  const outputs = ['part.json', 'part.html', 'part.md'].flatMap((name) => ['-o', folder.join(name)])
  run = await withGateway({}, async ({ url }) => {
    return await runCommand([...part, '--ws-url', url, ...outputs, '--lang', 'uk', '--threshold', 'messages.sent<1!'])
  })
})
afterAll(async () => await folder.remove())

async function read(name: string): Promise<string> {
  return await readFile(folder.join(name), 'utf8')
}

describe('a run with --lang uk', () => {
  test('tells a reader in Ukrainian what happened', async () => {
    expect(run.exitCode).toBe(1)
    expect(run.stdout).toMatch(/^Дошка під навантаженням {2}✗ не пройдено\n/)
    expect(run.stdout).toContain('! Зупинено достроково: не витримано messages.sent<1!.')
    const html = await read('part.html')
    expect(html).toContain('<html lang="uk">')
    expect(html).toContain('Зупинено достроково: не витримано messages.sent&lt;1!.')
  })

  test('tells programs in English', async () => {
    const report = JSON.parse(await read('part.json')) as Report<StressResult>
    expect(report.warnings).toContain('Ended early: messages.sent<1! was missed.')
    for (const name of ['part.json', 'part.md']) expect(await read(name)).not.toMatch(/[А-Яа-яІіЇїЄє]/)
  })
})

describe('merge', () => {
  async function merge(name: string, more: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const { exitCode, stdout } = await runCommand(
      ['merge', folder.join('part.json'), '-o', folder.join(name), ...more],
      {
        env,
      },
    )
    const { run: about, ...rest } = JSON.parse(await read(name)) as Report<StressResult>
    // Each has a name and a time of its own.
    const { id: _id, startedAt: _startedAt, finishedAt: _finishedAt, durationMs: _durationMs, ...same } = about
    return { exitCode, stdout, report: { ...rest, run: same } }
  }

  test('speaks the language that is asked for, and else that of the environment; its JSON is one and the same', async () => {
    const inEnglish = await merge('en.json', ['--lang', 'en'], { LANG: 'uk_UA.UTF-8' })
    const inUkrainian = await merge('uk.json', ['--lang', 'uk'])
    const byEnvironment = await merge('environment.json', [], { LANG: 'uk_UA.UTF-8' })
    expect(inEnglish.stdout).toContain('! Of 2 parts these are missing: 2.')
    expect(inUkrainian.stdout).toContain('! Частин усього 2, з них бракує: 2.')
    expect(byEnvironment.stdout).toBe(inUkrainian.stdout)
    const { exitCode, report } = inEnglish
    expect({ exitCode, warnings: report.warnings.slice(0, 1) }).toEqual({
      exitCode: 3,
      warnings: ['Of 2 parts these are missing: 2.'],
    })
    for (const other of [inUkrainian, byEnvironment]) {
      expect(other.exitCode).toBe(exitCode)
      expect(other.report).toEqual(report)
    }
  })
})

test('a language that is none of these is a wrong usage', async () => {
  const gateway = await startGateway()
  const { exitCode, stdout, stderr } = await runCommand([...argv, '--ws-url', gateway.url, '--lang', 'xx'])
  await gateway.close()
  expect({ exitCode, stdout, upgrades: gateway.upgrades }).toEqual({ exitCode: 2, stdout: '', upgrades: 0 })
  expect(stderr).toContain('--lang')
})
