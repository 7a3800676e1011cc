import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { identitiesOfFiles } from '../../../src/connections/identity/identities-of-files.ts'
import { createTemporaryFolder, type TemporaryFolder } from '../../../src/testing/temporary-folder.ts'

const target = { apiUrl: 'http://127.0.0.1:1/api', headers: [] }
const never = new AbortController().signal
let folder: TemporaryFolder

beforeEach(async () => {
  folder = await createTemporaryFolder({ 'tokens.txt': 'one\ntwo\n' })
})
afterEach(() => folder.remove())

test('tokens of a file, which is asked before the one of users', async () => {
  const files = { tokensFile: folder.join('tokens.txt'), usersFile: folder.join('none.csv') }
  const identities = await identitiesOfFiles(files, target, never)
  expect(identities?.map(({ token }) => token)).toEqual(['one', 'two'])
})

test('without a file nobody is named', async () => {
  expect(await identitiesOfFiles({ tokensFile: null, usersFile: null }, target, never)).toBeNull()
})

test.each([
  [{ tokensFile: 'none.txt', usersFile: null }, '--tokens none.txt: there is no such file'],
  [{ tokensFile: null, usersFile: 'none.csv' }, '--users none.csv: there is no such file'],
])('%j cannot be read', async (files, says) => {
  await expect(identitiesOfFiles(files, target, never)).rejects.toThrow(says)
})
