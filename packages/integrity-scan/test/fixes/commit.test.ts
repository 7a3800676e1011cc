import { closeSync, existsSync, readdirSync, readlinkSync } from 'node:fs'
import type { Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { DatabaseClient } from '@m4sh/tools-core/connections/postgres'
import type { FixDeps, FixStage } from '../../src/fixes/apply-fixes.ts'
import { CommitUnknown, ExclusiveTransaction } from '../../src/fixes/exclusive-transaction.ts'
import type { ScanCounts } from '../../src/fixes/scan-counts.ts'
import { Bed, type OwnFix } from './peers/bed.ts'

let bed: Bed
let undoFile: string

beforeAll(async () => {
  bed = await Bed.make()
})
beforeEach(async () => {
  await bed.run(
    'CREATE SCHEMA own',
    'CREATE TABLE own.item (id int PRIMARY KEY)',
    'INSERT INTO own.item SELECT generate_series(1, 10)',
  )
  undoFile = bed.newFile()
})
afterEach(async () => await bed.run('DROP SCHEMA own CASCADE'))
afterAll(async () => await bed.close())

const removal: OwnFix = { table: 'own.item', rows: 'SELECT id AS key FROM own.item', change: { kind: 'delete' } }

/** Repairs, and does something with its connection at a stage. */
async function repairing(
  stage: FixStage,
  act: (client: DatabaseClient) => void,
  deps: Parameters<Bed['apply']>[1] = {},
): ReturnType<Bed['apply']> {
  let client: DatabaseClient | undefined
  const scan: FixDeps['scan'] = async (session): Promise<ScanCounts> => {
    client = session
    return await Promise.resolve(new Map())
  }
  const onProgress: FixDeps['onProgress'] = (progress) => {
    if (progress.stage === stage && client !== undefined) act(client)
  }
  return await bed.apply(await bed.plan([await bed.own(removal)]), { undoFile, scan, onProgress, ...deps })
}

/** As the network does it, once what was written last is on its way. */
function breakAfterwards(client: DatabaseClient, code: string): void {
  const { stream } = (client as unknown as { readonly connection: { readonly stream: Socket } }).connection
  setImmediate(() => stream.destroy(Object.assign(new Error(`read ${code}`), { code, syscall: 'read' })))
}

const codes = [
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EPROTO',
  'ERR_SSL_WRONG',
  'ERR_STREAM_DESTROYED',
]

describe('where the connection breaks during the commit, whatever the network says,', () => {
  test.each(codes)('the undo file stays and is good: %s', async (code) => {
    const stop = new AbortController()
    const act = (client: DatabaseClient): void => {
      breakAfterwards(client, code)
      // Nor does it matter that somebody stops it meanwhile.
      setImmediate(() => stop.abort())
    }
    await expect(repairing('commit', act, { signal: stop.signal })).rejects.toThrow(CommitUnknown)
    expect(await bed.undo(undoFile)).toMatchObject({ fix: 'committed', tables: [{ restored: 10 }] })
  })

  test('it is told as unknown, and not as undone', async () => {
    const settings = { statementTimeoutMs: 0, lockTimeoutMs: 0, schemas: [] }
    const transaction = await ExclusiveTransaction.begin(bed.address, settings, new AbortController().signal)
    const answer = transaction.commit({ message: 'perhaps', hint: 'look' })
    breakAfterwards(transaction.client, 'EHOSTUNREACH')
    await expect(answer).rejects.toThrow(CommitUnknown)
    expect(transaction.mayBeCommitted).toBe(true)
    await transaction.end()
  })
})

describe('what comes after the commit takes nothing from it:', () => {
  test.each([false, true])('somebody who throws when he hears of it; stopped: %s', async (isStopped) => {
    const stop = new AbortController()
    const act = (): void => {
      if (isStopped) stop.abort()
      throw new Error('no terminal')
    }
    await expect(repairing('committed', act, { signal: stop.signal })).rejects.toThrow('no terminal')
    expect(await bed.undo(undoFile)).toMatchObject({ fix: 'committed', tables: [{ restored: 10 }] })
  })

  test('a file that takes no last line', async () => {
    const outcome = await repairing('committed', () => {
      const open = readdirSync('/proc/self/fd').find((fd) => linkOf(fd) === undoFile)
      closeSync(Number(open))
    })
    expect(outcome).toMatchObject({ transaction: 'committed', undo: undoFile })
    expect(await bed.undo(undoFile)).toMatchObject({ fix: 'committed', tables: [{ restored: 10 }] })
  })
})

function linkOf(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`)
  } catch {
    return ''
  }
}

describe('a commit that was not done leaves no undo file,', () => {
  test('where the server refuses it', async () => {
    await bed.run(
      `CREATE FUNCTION own.later() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN SET CONSTRAINTS ALL DEFERRED; RETURN OLD; END $$`,
      `CREATE FUNCTION own.never() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'never'; END $$`,
      'CREATE TRIGGER later BEFORE DELETE ON own.item FOR EACH ROW EXECUTE FUNCTION own.later()',
      `CREATE CONSTRAINT TRIGGER never AFTER DELETE ON own.item DEFERRABLE INITIALLY DEFERRED
       FOR EACH ROW EXECUTE FUNCTION own.never()`,
    )
    await expect(repairing('commit', () => undefined)).rejects.toThrow('never')
    expect(existsSync(undoFile)).toBe(false)
  })

  test('where the server rolls back and calls it no error', async () => {
    const fail = (client: DatabaseClient): void => void client.query('SELECT 1/0').catch(() => undefined)
    await expect(repairing('commit', fail)).rejects.toThrow('has rolled everything back instead')
    expect(existsSync(undoFile)).toBe(false)
    expect(await bed.texts('SELECT count(*)::text FROM own.item')).toEqual(['10'])
  })
})
