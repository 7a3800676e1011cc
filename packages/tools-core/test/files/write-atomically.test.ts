import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, lstat, mkdir, readFile, readdir, readlink, stat, symlink, writeFile } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { RunError } from '../../src/errors/errors.ts'
import { writeAtomically } from '../../src/files/write-atomically.ts'
import { createTemporaryFolder, type TemporaryFolder } from '../../src/testing/temporary-folder.ts'

let folder: TemporaryFolder
let file: string

beforeEach(async () => {
  folder = await createTemporaryFolder()
  file = folder.join('report.txt')
})
afterEach(() => folder.remove())

const content = (path = file) => readFile(path, 'utf8')
const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)
/** Nothing was left behind. */
const names = () => readdir(folder.path)

async function failure(path: string, data = 'new'): Promise<{ message: string; hint: string | undefined }> {
  const error = await writeAtomically(path, data, { what: 'the report', flag: '--output' }).then(
    () => new Error('it was written'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof RunError)) throw error
  expect(error.exitCode).toBe(3)
  return { message: error.message.replaceAll(path, 'PATH'), hint: error.hint }
}

describe('writes', () => {
  test('a new file, and nothing beside it', async () => {
    await writeAtomically(file, 'żółw\n')
    expect(await content()).toBe('żółw\n')
    expect(await names()).toEqual(['report.txt'])
    expect(await modeOf(file)).toBe((0o666 & ~process.umask()).toString(8))
  })

  test('into folders that are not there yet', async () => {
    const deep = folder.join('a', 'b', 'report.txt')
    await writeAtomically(deep, 'x')
    expect(await content(deep)).toBe('x')
  })

  test('into folders that many make at once', async () => {
    const paths = [1, 2, 3, 4].map((at) => folder.join('a', 'b', 'c', `${at}.txt`))
    await Promise.all(paths.map(async (path) => await writeAtomically(path, 'x')))
    expect(await readdir(folder.join('a', 'b', 'c'))).toEqual(['1.txt', '2.txt', '3.txt', '4.txt'])
  })

  test('over an old file, longer or shorter', async () => {
    for (const data of ['a long report', 'x', '']) {
      await writeAtomically(file, data)
      expect(await content()).toBe(data)
    }
    expect(await names()).toEqual(['report.txt'])
  })

  test.each([0o600, 0o640, 0o664, 0o444])(
    'who could not read the old file cannot read the new one: %i',
    async (mode) => {
      await writeFile(file, 'old')
      await chmod(file, mode)
      await writeAtomically(file, 'new')
      expect([await content(), await modeOf(file)]).toEqual(['new', mode.toString(8)])
    },
  )

  test('what comes in pieces, as it comes', async () => {
    const seen: string[][] = []
    async function* pieces() {
      for (const piece of ['one ', 'two ', 'żółw']) {
        yield piece
        seen.push((await names()).map((name) => name.replace(/\.[\da-f]{8}\./, '.#.')))
      }
    }
    await writeAtomically(file, pieces())
    expect(await content()).toBe('one two żółw')
    expect(seen).toEqual([['.report.txt.#.tmp'], ['.report.txt.#.tmp'], ['.report.txt.#.tmp']])
    await writeAtomically(file, ['a', 'b'])
    expect(await content()).toBe('ab')
  })

  test('nothing, where the pieces break off: what broke comes through as it is', async () => {
    await writeFile(file, 'old')
    const bug = new TypeError('no such row')
    async function* pieces() {
      yield 'half'
      await Promise.reject(bug)
    }
    await expect(writeAtomically(file, pieces())).rejects.toBe(bug)
    expect([await content(), await names()]).toEqual(['old', ['report.txt']])
  })

  test('a name as long as names can be', async () => {
    const long = folder.join(`${'n'.repeat(251)}.txt`)
    await writeAtomically(long, 'x')
    expect(await content(long)).toBe('x')
  })

  test('a name of wide characters', async () => {
    const wide = folder.join(`${'😀'.repeat(60)}.txt`)
    await writeAtomically(wide, 'x')
    expect(await content(wide)).toBe('x')
  })
})

describe('a symbolic link', () => {
  test('stays; what it names is replaced', async () => {
    await folder.write({ 'reports/monday.txt': 'old' })
    await symlink('reports/monday.txt', file)
    await writeAtomically(file, 'new')
    expect(await content(folder.join('reports/monday.txt'))).toBe('new')
    expect(await readlink(file)).toBe('reports/monday.txt')
    expect(await readdir(folder.join('reports'))).toEqual(['monday.txt'])
  })

  test('stays; what it names is made', async () => {
    await mkdir(folder.join('reports'))
    await symlink('reports/monday.txt', folder.join('today.txt'))
    await symlink('today.txt', file)
    await writeAtomically(file, 'new')
    expect(await content(folder.join('reports/monday.txt'))).toBe('new')
    expect(await readlink(file)).toBe('today.txt')
  })

  test('to a folder: a file in it is written there', async () => {
    await mkdir(folder.join('monday'))
    await symlink('monday', folder.join('today'))
    await writeAtomically(folder.join('today', 'report.txt'), 'x')
    expect(await content(folder.join('monday', 'report.txt'))).toBe('x')
  })

  test('to itself is refused', async () => {
    await symlink('report.txt', file)
    expect((await failure(file)).message).toBe(
      'the report could not be written to PATH: its symbolic links lead in a circle',
    )
  })
})

describe('says what is in the way, and what to do', () => {
  test('a folder', async () => {
    await mkdir(file)
    expect(await failure(file)).toEqual({
      message: 'the report could not be written to PATH: it is a folder',
      hint: 'Name a file in it with --output.',
    })
  })

  test.each([
    [{}, 'the file could not be written', 'Name a file in it.'],
    [
      { what: 'the baseline', flag: '--baseline' },
      'the baseline could not be written',
      'Name a file in it with --baseline.',
    ],
  ])('%j: the caller names file and flag', async (purpose, message, hint) => {
    await mkdir(file)
    const error: unknown = await writeAtomically(file, 'x', purpose).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ message: `${message} to ${file}: it is a folder`, hint })
  })

  test.each(['report.txt/x', 'report.txt/x/y'])('a file in the place of a folder: %s', async (path) => {
    await writeFile(file, 'old')
    expect(await failure(folder.join(path))).toEqual({
      message: 'the report could not be written to PATH: a part of its path is a file, not a folder',
      hint: 'Choose another place with --output.',
    })
    expect(await content()).toBe('old')
  })

  test('too long a name', async () => {
    expect((await failure(folder.join('n'.repeat(300)))).hint).toBe('Choose a shorter name with --output.')
    expect(await names()).toEqual([])
  })

  test('a folder that cannot be written: the old file stays', async () => {
    await writeFile(file, 'old')
    await chmod(folder.path, 0o555)
    const denied = await asNobody(() => failure(file))
    await chmod(folder.path, 0o755)
    expect(denied).toEqual({
      message: 'the report could not be written to PATH: permission was denied',
      hint: 'Choose another place with --output, or make the folder writable.',
    })
    expect([await content(), await names()]).toEqual(['old', ['report.txt']])
  })
})

/** Whoever is root may write anywhere. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return await work()
  process.seteuid?.(65_534)
  try {
    return await work()
  } finally {
    process.seteuid?.(0)
  }
}

const withDevices = existsSync('/dev/full') ? describe : describe.skip

withDevices('a device', () => {
  test('is written to, not replaced', async () => {
    await writeAtomically('/dev/null', 'x')
    expect((await lstat('/dev/null')).isCharacterDevice()).toBe(true)
  })

  test('and a folder that takes none: the end of it is a message', async () => {
    const path = '/proc/no-such-folder/deep/report.txt'
    expect(await failure(path)).toEqual({
      message: 'the report could not be written to PATH: its folder cannot be made',
      hint: 'Choose another place with --output.',
    })
  })

  test('that is full says so', async () => {
    expect(await failure('/dev/full')).toEqual({
      message: 'the report could not be written to PATH: the disk is full',
      hint: 'Free some room, or choose another place with --output.',
    })
  })
})

describe('whole or not at all', () => {
  const size = 2_000_000
  const script = fileURLToPath(new URL('writing-process.ts', import.meta.url))

  /** Runs `writing-process.ts` with a command of the shell before it. */
  function start(before: string, bytes: number): ChildProcessByStdio<null, Readable, Readable> {
    const argv = [process.execPath, '--import', import.meta.resolve('jiti/register'), script, file, String(bytes)]
    const env = { PATH: process.env['PATH'], JITI_FS_CACHE: 'false' }
    return spawn('sh', ['-c', `${before} exec "$@"`, 'sh', ...argv], { stdio: ['ignore', 'pipe', 'pipe'], env })
  }

  test('many writers at once: the last one wins, none is mixed with another', async () => {
    const letters = 'abcdefghij'.split('')
    await writeAtomically(file, 'z'.repeat(size / 10))
    const readers = letters.map(async (letter) => {
      await writeAtomically(file, letter.repeat(size / 10))
      return await content()
    })
    for (const read of await Promise.all(readers)) expect(read).toBe((read[0] ?? '').repeat(size / 10))
    expect(await names()).toEqual(['report.txt'])
  })

  test('a process that is killed while it writes leaves a whole file', async () => {
    const child = start('', size)
    let times = 0
    child.stdout.on('data', (chunk: Buffer) => {
      times += chunk.toString().split('\n').length - 1
      if (times >= 3) child.kill('SIGKILL')
    })
    await once(child, 'close')
    expect(child.signalCode).toBe('SIGKILL')
    const left = await content()
    expect(left.length).toBe(size)
    expect(left).toBe((left[0] ?? '').repeat(size))
  })

  test('a write that fails halfway leaves the old file, and no half of the new one', async () => {
    await writeFile(file, 'old')
    // In blocks of half a kibibyte, or of a whole one.
    const child = start('ulimit -f 64;', size)
    const [stderr] = await Promise.all([text(child.stderr), once(child, 'close')])
    expect({ stderr, exitCode: child.exitCode }).toEqual({
      stderr: `RunError: the file could not be written to ${file}: it is larger than files may be\n`,
      exitCode: 3,
    })
    expect([await content(), await names()]).toEqual(['old', ['report.txt']])
  })
})
