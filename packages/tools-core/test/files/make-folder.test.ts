import { stat } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { makeFolder } from '../../src/files/make-folder.ts'
import { createTemporaryFolder, type TemporaryFolder } from '../../src/testing/temporary-folder.ts'

let folder: TemporaryFolder

beforeEach(async () => {
  folder = await createTemporaryFolder({ file: '' })
})
afterEach(() => folder.remove())

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)

test('several that make the same ones at once; the mode is for the last of a path', async () => {
  const paths = ['a/b/one', 'a/b/two', 'a/b/one'].map((path) => folder.join(path))
  await Promise.all(paths.map(async (path) => await makeFolder(path, 0o700)))
  expect(await Promise.all(paths.map(modeOf))).toEqual(['700', '700', '700'])
  expect(await modeOf(folder.join('a'))).toBe((0o777 & ~process.umask()).toString(8))
})

test('one that is there stays as it is', async () => {
  await makeFolder(folder.join('kept'), 0o711)
  await makeFolder(folder.join('kept'), 0o700)
  expect(await modeOf(folder.join('kept'))).toBe('711')
})

test('a file that is in the way', async () => {
  await expect(makeFolder(folder.join('file'))).rejects.toMatchObject({ code: 'EEXIST' })
  await expect(makeFolder(folder.join('file', 'below'))).rejects.toMatchObject({ code: 'ENOTDIR' })
})
