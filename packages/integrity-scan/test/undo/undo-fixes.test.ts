import { createHash } from 'node:crypto'
import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { Bed, type OwnFix } from '../fixes/peers/bed.ts'

let bed: Bed

beforeAll(async () => {
  bed = await Bed.make()
  await bed.run('CREATE ROLE clerk LOGIN', `ALTER ROLE clerk PASSWORD 'secret'`)
})
beforeEach(async () => {
  await bed.run(
    'CREATE SCHEMA own',
    'CREATE TABLE own.owner (id int PRIMARY KEY)',
    'CREATE TABLE own.item (id int PRIMARY KEY, owner_id int, note text)',
    `INSERT INTO own.item SELECT i, i, 'n' || i FROM generate_series(1, 4) AS i`,
    'ALTER TABLE own.item ADD CONSTRAINT owned FOREIGN KEY (owner_id) REFERENCES own.owner NOT VALID',
    'GRANT USAGE ON SCHEMA own TO clerk',
    'GRANT ALL ON ALL TABLES IN SCHEMA own TO clerk',
  )
})
afterEach(async () => await bed.run('DROP SCHEMA own CASCADE'))
afterAll(async () => await bed.close())

const removal: OwnFix = { table: 'own.item', rows: 'SELECT id AS key FROM own.item', change: { kind: 'delete' } }
const change: OwnFix = { ...removal, change: { kind: 'set', column: 'note', value: { text: 'mended' } } }

async function repaired(fix: OwnFix): Promise<string> {
  const { undo } = await bed.apply(await bed.plan([await bed.own(fix)]))
  return undo ?? ''
}

describe('what has changed since is left alone', () => {
  test('of removed rows: another row has the key', async () => {
    const file = await repaired(removal)
    await bed.run(`INSERT INTO own.item VALUES (2, NULL, 'new')`)
    const { tables } = await bed.undo(file)
    expect(tables).toEqual([
      {
        table: 'own.item',
        restored: 3,
        alreadyThere: 0,
        left: [{ count: 1, reason: 'another row has its key by now', keys: [2] }],
      },
    ])
    expect(await bed.texts('SELECT note FROM own.item WHERE id = 2')).toEqual(['new'])
  })

  test('of changed rows: what was changed was changed again, or the row is gone', async () => {
    const file = await repaired(change)
    await bed.run(
      `UPDATE own.item SET note = 'mine' WHERE id = 1`,
      'DELETE FROM own.item WHERE id = 2',
      // Another column is no concern of it.
      'UPDATE own.item SET owner_id = NULL WHERE id = 3',
    )
    const { tables } = await bed.undo(file)
    expect(tables).toEqual([
      {
        table: 'own.item',
        restored: 2,
        alreadyThere: 0,
        left: [
          { count: 1, reason: 'it is gone', keys: [2] },
          { count: 1, reason: 'changed since the repair', keys: [1] },
        ],
      },
    ])
    expect(await bed.texts("SELECT id || note || coalesce(owner_id::text, '-') FROM own.item ORDER BY id")).toEqual([
      '1mine1',
      '3n3-',
      '4n44',
    ])
  })

  test('a row that somebody else has locked', async () => {
    const file = await repaired(change)
    await bed.besides(async (other) => {
      await other.query('BEGIN; SELECT FROM own.item WHERE id = 3 FOR UPDATE')
      const [table] = (await bed.undo(file)).tables
      expect([table?.restored, table?.left]).toEqual([3, [{ count: 1, reason: 'locked by somebody else', keys: [3] }]])
    })
  })

  test('a row that a constraint refuses by now', async () => {
    const file = await repaired(removal)
    await bed.run('CREATE UNIQUE INDEX ON own.item (note)', `INSERT INTO own.item VALUES (9, NULL, 'n3')`)
    const [table] = (await bed.undo(file)).tables
    expect([table?.restored, table?.left[0]?.keys]).toEqual([3, [3]])
    expect(table?.left[0]?.reason).toContain('duplicate key value')
  })
})

describe('triggers and foreign keys', () => {
  const shout = [
    'CREATE TABLE own.heard (id int)',
    'CREATE FUNCTION own.hear() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO own.heard VALUES (NEW.id); RETURN NEW; END $$',
    'CREATE TRIGGER hear BEFORE INSERT ON own.item FOR EACH ROW EXECUTE FUNCTION own.hear()',
  ]

  test('are switched off', async () => {
    const file = await repaired(removal)
    await bed.run(...shout)
    expect((await bed.undo(file)).tables[0]?.restored).toBe(4)
    expect(await bed.texts('SELECT count(*)::text FROM own.heard')).toEqual(['0'])
  })

  test.each(['', 'DEFERRABLE INITIALLY DEFERRED'])(
    'need a superuser for rows that point nowhere %s',
    async (deferrable) => {
      await bed.run(
        'ALTER TABLE own.item DROP CONSTRAINT owned',
        `ALTER TABLE own.item ADD FOREIGN KEY (owner_id) REFERENCES own.owner ${deferrable} NOT VALID`,
      )
      const file = await repaired(removal)
      const undone = bed.undo(file, { address: bed.as('clerk') })
      await expect(undone).rejects.toThrow('A foreign key refuses a row that pointed to nothing before the repair')
      expect(await bed.texts('SELECT count(*)::text FROM own.item')).toEqual(['0'])
    },
  )

  test('do not hinder another user where the rows are whole', async () => {
    await bed.run('INSERT INTO own.owner SELECT generate_series(1, 4)')
    const before = await bed.tables('own')
    const file = await repaired(removal)
    expect((await bed.undo(file, { address: bed.as('clerk') })).tables[0]?.restored).toBe(4)
    expect(await bed.tables('own')).toEqual(before)
  })
})

describe('a file is refused', () => {
  test.each([
    ['that is none', 'no lines'],
    ['that is empty', ''],
    ['of another version', '{"undo":{"format":"integrity-scan undo","version":2}}\n'],
  ])('%s', async (_, text) => {
    const file = bed.folder.join('strange')
    await writeFile(file, text)
    await expect(bed.undo(file)).rejects.toThrow('is no undo file of integrity-scan, or one of another version')
  })

  test.each([
    [{ toString: 1 }, 'an object'],
    [17, 'the number 17'],
    ['99999999999999999999', '"99999999999999999999"'],
  ])('whose transaction is %j', async (transaction, came) => {
    const header = {
      format: 'integrity-scan undo',
      version: 1,
      run: { id: 'x', tool: '1.0.0', startedAt: '2026-01-01T00:00:00.000Z' },
      database: { name: 'x', oid: '1', system: null },
      transaction,
      settings: { search_path: 'public', TimeZone: 'UTC' },
    }
    const file = bed.folder.join('crafted')
    await writeFile(file, `${JSON.stringify({ undo: header })}\n`)
    await expect(bed.undo(file)).rejects.toMatchObject({
      name: 'UsageError',
      message: `${file} is no undo file of integrity-scan, or one of another version: line 1: undo.transaction is ${came}; it must be the number of a transaction, as a text of digits.`,
    })
  })

  test.each([
    ['the commit is told before the last row', ['{"committed":true}', '{"row":["9","x","y"]}']],
    ['there is no such line', ['{"nothing":1}']],
    ['a row has a value too few', ['{"row":["9"]}']],
  ])('in which %s, though its sum is right', async (_, added) => {
    const file = await changedFile((text) => {
      const body = text.split('\n').filter((line) => /^\{"(?:undo|section|row)"/.test(line))
      const all = [...body, ...added].map((line) => `${line}\n`).join('')
      const count = all.split('\n').filter((line) => line.startsWith('{"row"')).length
      const sha256 = createHash('sha256').update(all).digest('hex')
      return `${all}${JSON.stringify({ end: { rows: count, sha256 } })}\n{"committed":true}\n`
    })
    await expect(bed.undo(file)).rejects.toThrow('is cut off or was changed')
  })

  test('that is not there', async () => {
    await expect(bed.undo(bed.folder.join('nowhere'))).rejects.toThrow('cannot be read: there is no such file')
  })

  async function changedFile(edit: (text: string) => string): Promise<string> {
    const file = await repaired(removal)
    await writeFile(file, edit(await readFile(file, 'utf8')))
    return file
  }

  test.each<[string, (text: string) => string]>([
    ['that is cut off', (text) => text.slice(0, text.indexOf('{"end"') - 20)],
    ['that lacks a row', (text) => text.replace(/\{"row":\["2".*\n/, '')],
    ['in which a value is another', (text) => text.replace('"n2"', '"N2"')],
    ['that goes on after its end', (text) => `${text}{"row":["7","7","n7"]}\n`],
  ])('%s', async (_, edit) => {
    await expect(bed.undo(await changedFile(edit))).rejects.toThrow('is cut off or was changed')
    expect(await bed.texts('SELECT count(*)::text FROM own.item')).toEqual(['0'])
  })

  test.each<[string, RegExp, string]>([
    ['of another server', /"system":"\d+"/, '"system":"1"'],
    ['of another database', /"oid":"\d+"/, '"oid":"1"'],
  ])('%s', async (_, pattern, other) => {
    await expect(bed.undo(await changedFile((text) => text.replace(pattern, other)))).rejects.toThrow(
      'of another database',
    )
  })

  test('of a database that was set back', async () => {
    const file = await changedFile((text) => text.replace(/"transaction":"\d+"/, '"transaction":"4000000000"'))
    await expect(bed.undo(file)).rejects.toThrow('set back to a time before the repair')
  })

  test.each([
    ['ALTER TABLE own.item DROP COLUMN note', 'own.item has no column note to write to'],
    ['ALTER TABLE own.item ALTER note TYPE varchar(9)', 'own.item.note is character varying(9), and was text'],
    ['ALTER TABLE own.item RENAME TO thing', 'there is no table own.item'],
  ])('whose table is another: %s', async (statement, why) => {
    const file = await repaired(removal)
    await bed.run(statement)
    await expect(bed.undo(file)).rejects.toThrow(why)
  })
})

test('columns that came since have what they have by default', async () => {
  const file = await repaired(removal)
  await bed.run('ALTER TABLE own.item ADD more int DEFAULT 5')
  expect((await bed.undo(file)).tables[0]?.restored).toBe(4)
  expect(await bed.texts('SELECT DISTINCT more::text FROM own.item')).toEqual(['5'])
})

test('a repair that was rolled back has nothing to undo', async () => {
  const file = bed.newFile()
  await bed
    .apply(await bed.plan([await bed.own(removal)]), {
      undoFile: file,
      onProgress: ({ stage }) => {
        if (stage === 'commit') throw new Error('stop')
      },
    })
    .catch(() => undefined)
  await expect(readFile(file)).rejects.toThrow('ENOENT')
})

describe('where the server has forgotten the transaction', () => {
  /** Before the first that it knows of. */
  async function forgottenFile(): Promise<string> {
    const text = await readFile(await repaired(removal), 'utf8')
    const rows = text.slice(0, text.indexOf('{"end"')).replace(/"transaction":"\d+"/, '"transaction":"3"')
    const end = { rows: 4, sha256: createHash('sha256').update(rows).digest('hex') }
    const file = bed.newFile()
    await writeFile(file, `${rows}${JSON.stringify({ end })}\n`)
    return file
  }

  test('the last line of the file tells', async () => {
    const file = await forgottenFile()
    await appendFile(file, '{"committed":true}\n')
    expect(await bed.undo(file)).toMatchObject({ fix: 'committed', tables: [{ restored: 4 }] })
  })

  test('and nothing tells without it', async () => {
    await expect(bed.undo(await forgottenFile())).rejects.toThrow('Whether the repair was committed is not known')
  })
})
