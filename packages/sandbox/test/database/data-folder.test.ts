import { mkdirSync, readdirSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { RunError } from '@m4sh/tools-core/cli'
import { createTemporaryFolder } from '@m4sh/tools-core/testing'
import { prepareDataFolder } from '../../src/database/data-folder.ts'
import { findBinaries } from '../../src/database/postgres-binaries.ts'
import { ProcessGuard } from '../../src/database/process-guard.ts'
import { findServerUser } from '../../src/database/server-user.ts'

test('a folder that another sandbox begins to fill at the same moment is left to it', async () => {
  const folder = await createTemporaryFolder()
  const data = folder.join('data')
  const scratch = folder.join('scratch')
  mkdirSync(scratch)
  const guard = new ProcessGuard(scratch)
  try {
    await chmod(folder.path, 0o755)
    const runAs = await findServerUser()
    const { initdb } = await findBinaries(runAs, scratch)
    const parts = {
      initdb,
      user: 'm4sh',
      runAs,
      guard,
      // Asked for between the look into the folder, which is empty then, and the start of initdb.
      get scratch() {
        mkdirSync(join(data, 'pg_wal'))
        return scratch
      },
    }
    const refusal = prepareDataFolder(data, parts)
    await expect(refusal).rejects.toThrow(RunError)
    await expect(refusal).rejects.toMatchObject({
      message: expect.stringContaining('exists but is not empty'),
      hint: expect.stringMatching(/^Another sandbox is filling this folder/),
    })
    expect(readdirSync(data)).toEqual(['pg_wal'])
  } finally {
    guard.dismiss()
    await folder.remove()
  }
})
