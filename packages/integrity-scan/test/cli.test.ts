import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { runCli } from '@m4sh/tools-core/cli'
import { command } from '../src/command.ts'
import { renderText } from '../src/report-text.ts'
import type { ScanReport } from '../src/report-words.ts'
import { english } from './languages.ts'
import { Bed } from './peers/bed.ts'

let bed: Bed

beforeAll(async () => {
  bed = await Bed.make({ corrupt: 2 })
}, 60_000)
afterAll(async () => await bed.close())

async function config(settings: object): Promise<readonly string[]> {
  await bed.folder.write({ 'settings.json': JSON.stringify({ 'integrity-scan': settings }) })
  return ['--config', bed.folder.join('settings.json')]
}

describe('the verdict', () => {
  test.each([
    ['a critical row fails', ['--only', 'lessons.orphan-tutor'], 1],
    ['a warning does not', ['--only', 'snapshots.missing'], 0],
    ['unless it is asked to', ['--only', 'snapshots.missing', '--fail-on', 'warning'], 1],
    ['information with --fail-on info', ['--only', 'notifications.stale', '--fail-on', 'info'], 1],
    ['nothing with --fail-on none', ['--fail-on', 'none'], 0],
    ['a limit that holds', ['--only', 'snapshots.missing', '--max-warning', '2'], 0],
    ['a limit that does not', ['--only', 'snapshots.missing', '--max-warning', '1'], 1],
    ['a threshold by count', ['--only', 'snapshots.missing', '--threshold', 'count.snapshots.missing<2'], 1],
    ['a threshold by percent', ['--only', 'snapshots.missing', '--threshold', 'percent.snapshots.missing<50'], 0],
  ])('%s', async (_, argv, expected) => {
    const { exitCode, report } = await bed.scan(argv)
    expect(exitCode).toBe(expected)
    expect(report.verdict).toBe(expected === 0 ? 'pass' : 'fail')
  })

  test('a threshold of a check that was not made is not met', async () => {
    const threshold = 'count.own.check<5'
    const checks = [{ id: 'own.check', severity: 'info', title: 'It is wrong', sql: 'SELECT id FROM nowhere' }]
    const { report } = await bed.scan([...(await config({ checks })), '--only', 'own.check', '--threshold', threshold])
    expect(report.thresholds).toEqual([
      { expression: threshold, actual: null, passed: false, path: `result.now.${threshold.slice(0, -2)}` },
    ])
  })
})

describe('which checks are made', () => {
  test.each([
    [
      ['--only', 'Chat'],
      ['chat.orphan-message', 'chat.no-author', 'chat.author-not-participant'],
    ],
    [
      ['--only', 'chat', '--skip', 'chat.no-*'],
      ['chat.orphan-message', 'chat.author-not-participant'],
    ],
    [
      ['--only', 'lessons.*', '--severity', 'warning'],
      ['lessons.missing-relation', 'lessons.invalid-times'],
    ],
    [['--only', 'schema.orphan.billing_invoice.user_id'], ['schema.orphan.billing_invoice.user_id']],
    [
      ['--severity', 'info', '--skip', 'lessons'],
      ['notifications.stale', 'schema.unenforced-foreign-key'],
    ],
  ])('%j', async (argv, expected) => {
    const { report } = await bed.scan(argv)
    expect(report.result.checks.map(({ id }) => id)).toEqual(expected)
  })

  test('--list lists them without a database', async () => {
    const { exitCode, stdout } = await bed.run(['--list', '--only', 'chat'], { env: { M4SH_DATABASE_URL: undefined } })
    expect(exitCode).toBe(0)
    expect(stdout).toMatchSnapshot()
  })
})

describe('what is found', () => {
  test('samples are limited, the count is exact, all rows go to a file', async () => {
    const file = bed.folder.join('all.csv')
    const check = await bed.check('relations.duplicates', ['--samples', '1', '--keys', '3', '--all-samples', file])
    expect(check).toMatchObject({ count: 4, keysComplete: false })
    expect([check.samples.length, check.keys?.length]).toEqual([1, 3])
    const lines = (await readFile(file, 'utf8')).trim().split('\r\n')
    expect(lines[0]).toBe('check,severity,table,key,row')
    expect(lines).toHaveLength(5)
    expect(lines[1]).toMatch(/^relations\.duplicates,critical,public\.users_tutorstudentrelation,\d+,"\{/)
  })

  test('a value that is too long is shortened', async () => {
    const { rows } = await bed.client.query<{ id: number }>(
      `INSERT INTO boards_boardsnapshot (lesson_id, data, saved_at) SELECT lesson_id, to_jsonb(repeat(md5(random()::text), 1000)), now()
       FROM boards_boardsnapshot LIMIT 1 RETURNING id`,
    )
    try {
      const check = await bed.check('snapshots.empty-state')
      const row = check.samples.find(({ id }) => id === Number(rows[0]?.id))
      expect(String(row?.['data'])).toHaveLength(501)
    } finally {
      await bed.client.query('DELETE FROM boards_boardsnapshot WHERE id = $1', [rows[0]?.id])
    }
  })
})

describe('checks of the config file', () => {
  const own = (sql: string, more: object = {}) => ({
    checks: [{ id: 'own.check', severity: 'critical', title: 'It is wrong', sql, ...more }],
  })

  test('one finds rows', async () => {
    const sql = `SELECT email, id FROM users_user WHERE email LIKE 'TWIN%' -- the loud ones`
    const check = await bed.check('own.check', await config(own(sql)))
    expect(check).toMatchObject({ category: 'Custom', status: 'failed', count: 2, rows: null, table: null })
    expect(check.samples[0]).toMatchObject({ email: expect.stringMatching(/^TWIN/) })
    expect(check.keys).toHaveLength(2)
  })

  test.each([
    ['one that changes something', `SELECT nextval('users_user_id_seq') AS id`, 'read-only'],
    ['one that is wrong', 'SELECT id FROM nowhere', 'nowhere'],
    ['one with a column twice', 'SELECT 1 AS id, 2 AS id', 'twice'],
    ['one that fails on the way', 'SELECT 1 / (id - id) AS id FROM users_user', 'Division by zero.'],
    ['two statements', 'SELECT 1 AS id; DELETE FROM users_user', 'syntax error'],
  ])('%s is an error of its own', async (_, sql, reason) => {
    const { exitCode, report } = await bed.scan([
      ...(await config(own(sql))),
      '--only',
      'own.check',
      '--only',
      'users.no-role',
      '--fail-on',
      'none',
    ])
    const check = report.result.checks.find(({ id }) => id === 'own.check')
    expect(check).toMatchObject({ status: 'error', count: 0 })
    expect(check?.reason).toContain(reason)
    expect(report.result.checks.find(({ id }) => id === 'users.no-role')?.count).toBe(2)
    expect(exitCode).toBe(3)
  })

  test.each([
    [own('DELETE FROM users_user'), 'it must be a query'],
    [own('SELECT 1', { severity: 'bad' }), 'it must be one of critical, warning, info'],
    [own('SELECT 1', { id: 'Own Check' }), 'an id of small letters'],
    [own('SELECT 1', { id: 'users.no-role' }), 'an id that no built-in check has'],
    [own('SELECT 1', { fix: { table: 'x' } }), 'either "delete": true or "set"'],
    [{ checks: [...own('SELECT 1').checks, ...own('SELECT 1').checks] }, 'stands twice'],
  ])('%# is refused', async (settings, expected) => {
    const { exitCode, stderr } = await bed.run(await config(settings))
    expect(exitCode).toBe(2)
    expect(stderr).toContain(expected)
  })
})

describe('rows that are accepted', () => {
  test('some of a check', async () => {
    const { keys } = await bed.check('users.no-role')
    const ignore = [{ check: 'users.no-role', ids: [keys?.[0]], reason: 'robots have none' }]
    const check = await bed.check('users.no-role', await config({ ignore }))
    expect(check).toMatchObject({ count: 1, ignored: 1, keys: [keys?.[1]] })
  })

  test('all of a check, until a day', async () => {
    const ignore = [{ check: 'users.no-role', reason: 'robots have none', expires: '2999-01-01' }]
    const { exitCode, report } = await bed.scan([...(await config({ ignore })), '--only', 'users.no-role'])
    expect(report.result.checks[0]).toMatchObject({ status: 'passed', count: 0, ignored: 2, samples: [] })
    expect(report.result.summary.ignored).toBe(2)
    expect(exitCode).toBe(0)
  })

  test('no longer after that day', async () => {
    const ignore = [{ check: 'users.no-role', reason: 'robots have none', expires: '2020-01-01' }]
    const { exitCode, report } = await bed.scan([...(await config({ ignore })), '--only', 'users.no-role'])
    expect(report.warnings).toEqual(['Rows of users.no-role are ignored no longer, since 2020-01-01: robots have none'])
    expect(exitCode).toBe(1)
  })

  test.each([
    [{ check: 'users.norole', reason: 'x' }, 'Did you mean "users.no-role"?'],
    [{ check: 'users.no-role' }, 'a reason, for whoever reads it next year'],
    [{ check: 'users.no-role', reason: 'x', expires: 'soon' }, 'a day such as'],
  ])('%j is refused', async (rule, expected) => {
    const { exitCode, stderr } = await bed.run(await config({ ignore: [rule] }))
    expect(exitCode).toBe(2)
    expect(stderr).toContain(expected)
  })
})

describe('beside an earlier report', () => {
  afterEach(async () => await bed.client.query(`DELETE FROM users_user WHERE email LIKE 'late%'`))

  test('an alert comes for new rows only', async () => {
    await bed.run(['-o', 'old.json'])
    const same = await bed.scan(['--compare', bed.folder.join('old.json'), '--max-new', '0'])
    expect({ exitCode: same.exitCode, new: same.report.result.comparison?.new }).toEqual({ exitCode: 0, new: 0 })
    await bed.client.query(
      `INSERT INTO users_user (email, password, first_name, last_name, role, is_self_learning, timezone, is_active, is_staff, date_joined)
       VALUES ('late@example.org', '!', '', '', 'nobody', false, 'UTC', true, false, now())`,
    )
    const { exitCode, report } = await bed.scan(['--compare', bed.folder.join('old.json')])
    expect(exitCode).toBe(1)
    expect(report.result.comparison).toMatchObject({ new: 1, fixed: 0 })
    expect(report.result.comparison?.checks.find(({ check }) => check === 'users.no-role')).toMatchObject({
      by: 'exact',
      before: 2,
      now: 3,
      new: 1,
      open: 2,
      newBySeverity: { critical: 1, warning: 0, info: 0 },
    })
    expect(report.result.summary.new).toBe(1)
  })

  test('where there is none yet, every row is new', async () => {
    const { exitCode, report } = await bed.scan([
      '--compare',
      bed.folder.join('none-yet.json'),
      '--only',
      'users.no-role',
    ])
    expect(exitCode).toBe(1)
    expect(report.result.comparison).toMatchObject({ startedAt: null, new: 2, fixed: 0, open: 0 })
    expect(report.warnings).toEqual([expect.stringContaining('every broken row counts as new')])
    const fine = await bed.scan([
      '--compare',
      bed.folder.join('none-yet.json'),
      '--only',
      'chat.orphan-message',
      '--max-new',
      '0',
      '--fail-on',
      'none',
    ])
    expect(fine.exitCode).toBe(1)
  })

  test('what is no report is told of', async () => {
    await bed.folder.write({ 'other.json': '{"tool":{"name":"stress-board"},"run":{},"result":{}}' })
    const { exitCode, stderr } = await bed.run(['--compare', bed.folder.join('other.json')])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('it is no report of integrity-scan')
  })
})

describe('a selection', () => {
  test.each([
    [['--only', 'schema.orphan.nothing.like_it'], 'is no check of this database'],
    [['--only', 'chat', '--skip', 'Chat'], 'No check is left'],
    [['--only', 'users', '--severity', 'info'], 'No check is left'],
  ])('%j that leaves nothing is no pass', async (argv, said) => {
    const { exitCode, stderr } = await bed.run(argv)
    expect(exitCode).toBe(2)
    expect(stderr).toContain(said)
  })

  test('takes an id in any case', async () => {
    const { report } = await bed.scan(['--only', 'SCHEMA.orphan.Billing_Invoice.user_id'])
    expect(report.result.checks.map(({ id }) => id)).toEqual(['schema.orphan.billing_invoice.user_id'])
  })
})

describe('repairs', () => {
  test('of some checks only: rows that others refer to stay, and nothing gets worse anywhere', async () => {
    const { rows } = await bed.client.query<{ id: number }>(
      `SELECT l.id FROM lessons_lesson l WHERE NOT EXISTS (SELECT FROM users_user u WHERE u.id = l.tutor_id) ORDER BY 1`,
    )
    await bed.client.query('CREATE TABLE calendar_event (lesson_id bigint)')
    await bed.client.query(
      'INSERT INTO calendar_event SELECT l.id FROM lessons_lesson l JOIN users_user u ON u.id = l.tutor_id',
    )
    await bed.client.query('INSERT INTO calendar_event VALUES ($1)', [rows[0]?.id])
    try {
      const { report } = await bed.scan(['--fix', '--yes', '--only', 'lessons.orphan-tutor'])
      const [action] = report.result.fix?.actions ?? []
      expect(action?.left).toEqual([
        { count: 1, reason: expect.stringContaining('calendar_event.lesson_id'), keys: [Number(rows[0]?.id)] },
      ])
      await bed.run(['--undo', report.result.fix?.undo ?? '', '--yes'])
    } finally {
      await bed.client.query('DROP TABLE calendar_event')
    }
  })

  test('thresholds judge what is left', async () => {
    const { exitCode, report } = await bed.scan([
      '--fix',
      '--yes',
      '--only',
      'chat.orphan-message',
      '--max-critical',
      '0',
    ])
    const path = 'result.now.summary.critical'
    expect(report.thresholds).toEqual([{ expression: 'summary.critical<=0', actual: 0, passed: true, path }])
    const { fix, now, summary } = report.result
    expect({ exitCode, found: summary.critical, left: now.summary.critical }).toEqual({
      exitCode: 0,
      found: 2,
      left: 0,
    })
    expect(now).toMatchObject({ summary: fix?.after, count: { 'chat.orphan-message': 0 } })
    const lines = renderText(english, report, { color: false }, { verbose: false }).split('\n')
    expect(lines.slice(1, 3)).toEqual(['  2 rows were repaired; broken now: none.', '  No broken row is left.'])
    await bed.run(['--undo', report.result.fix?.undo ?? '', '--yes'])
  })

  test('a dry run changes nothing, --fix repairs, --undo brings everything back', async () => {
    const before = await bed.contents()
    const dry = await bed.scan(['--fix', '--dry-run'])
    expect(await bed.contents()).toEqual(before)
    expect(dry.report.result.fix).toMatchObject({ dryRun: true, transaction: 'none', after: null })
    const fixed = await bed.scan(['--fix', '--yes'])
    expect(fixed.report.result.fix).toMatchObject({ dryRun: false, transaction: 'committed' })
    expect(fixed.report.result.fix?.actions.map(({ check, count }) => [check, count])).toEqual(
      dry.report.result.fix?.actions.map(({ check, count }) => [check, count]),
    )
    const again = await bed.scan()
    expect(again.report.result.checks.filter(({ fixable }) => fixable)).toEqual([])
    expect(fixed.report.result.fix?.after).toEqual(again.report.result.summary)
    const undone = await bed.scan(['--undo', fixed.report.result.fix?.undo ?? '', '--yes'])
    expect(undone.exitCode).toBe(0)
    expect(undone.report.result.undo).toMatchObject({ fix: 'committed', transaction: 'committed' })
    expect(await bed.contents()).toEqual(before)
  }, 60_000)

  test('a terminal is asked; whoever says no changes nothing', async () => {
    const before = await bed.contents()
    const host = bed.host(['--fix'], { answers: ['n'], columns: 100 })
    const exitCode = await runCli(command, host)
    expect(exitCode).toBe(2)
    expect(host.stderr.text).toMatch(/Repair \d+ rows of m4sh@127\.0\.0\.1:\d+\/m4sh at most\? \[y\/N\]/)
    expect(host.stderr.text).toContain('Nothing was changed.')
    expect(host.stdout.text).toContain('Integrity scan')
    expect(await bed.contents()).toEqual(before)
  })

  test('a script has to agree in advance', async () => {
    const { exitCode, stderr } = await bed.run(['--fix'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('Agree in advance with --yes.')
  })

  test('a database that is set to read only is not repaired, and the report is written all the same', async () => {
    const before = await bed.contents()
    const url = `${bed.sandbox.databaseUrl}?options=-c%20default_transaction_read_only%3Don`
    const { exitCode, report, stderr } = await bed.scan(['--fix', '--yes'], { env: { M4SH_DATABASE_URL: url } })
    expect({ exitCode, verdict: report.verdict }).toEqual({ exitCode: 3, verdict: 'error' })
    expect(stderr).toContain('is set to read only (default_transaction_read_only)')
    expect(report.result.fix).toMatchObject({ transaction: 'none', reason: expect.stringContaining('read only') })
    expect(report.result.summary.failed).toBeGreaterThan(10)
    expect(await bed.contents()).toEqual(before)
  })

  test('more rows than --max-changes are refused', async () => {
    const { exitCode, stderr } = await bed.run(['--fix', '--yes', '--max-changes', '3'])
    expect(exitCode).toBe(3)
    expect(stderr).toContain('More than 3 rows would be repaired')
  })
})

describe('wrong usage', () => {
  test.each([
    [['--only', 'lessons.orphan'], 'is no check, and no category of checks'],
    [['--skip', 'users.no-roles'], 'Did you mean "users.no-role"?'],
    [['--fix', '--undo', 'x'], 'contradict each other'],
    [['--dry-run'], 'neither is given'],
    [['--max-new', '0'], '--compare FILE.json'],
    [['--threshold', 'count.users.no-roles<1'], 'there is no check users.no-roles'],
    [['--threshold', 'summary.new<1'], 'without an earlier report'],
    [['--stale-days', '0'], 'stale-days'],
    [['--undo', 'nowhere.jsonl', '--yes'], 'nowhere.jsonl'],
    // Nobody is asked about a file that is not there.
    [['--undo', 'nowhere.jsonl'], 'nowhere.jsonl cannot be read'],
  ])('%j', async (argv, expected) => {
    const { exitCode, stderr } = await bed.run(argv)
    expect(exitCode).toBe(2)
    expect(stderr).toContain(expected)
  })
})

test.each(['--output=x.json', '--format=json', '--lang=uk', '--json', '--history=runs'])(
  'beside --list it is said that %s means nothing',
  async (flag) => {
    const { stderr } = await bed.run(['--list', flag])
    expect(stderr).toContain(`${flag.split('=')[0]} means nothing with --list.`)
  },
)

test('a disk that is full is told of in whole sentences', async () => {
  const { exitCode, report } = await bed.scan(['--only', 'chat', '--all-samples', '/dev/full'])
  expect(exitCode).toBe(3)
  expect(report.warnings[0]).toBe(
    'all broken rows could not be written to /dev/full: the disk is full. Free some room, or choose another place with --all-samples.',
  )
})

test('a scan that is stopped says what it has, and leaves nothing on the server', async () => {
  const checks = [{ id: 'own.slow', severity: 'info', title: 'It is slow', sql: 'SELECT 1 AS id, pg_sleep(60)' }]
  const host = bed.host([...(await config({ checks })), '-o', '-', '--json'])
  const running = runCli(command, host)
  for (;;) {
    const { rows } = await bed.client.query(
      `SELECT FROM pg_stat_activity WHERE application_name = 'integrity-scan' AND query LIKE '%pg_sleep%' AND state = 'active'`,
    )
    if (rows.length > 0) break
  }
  host.interrupt()
  expect(await running).toBe(130)
  const report = JSON.parse(host.stdout.text) as ScanReport
  expect(report).toMatchObject({ verdict: 'error', run: { interrupted: true } })
  expect(report.result.checks.find(({ id }) => id === 'own.slow')).toMatchObject({
    status: 'skipped',
    reason: 'The scan ended before it.',
  })
  const { rows } = await bed.client.query(`SELECT FROM pg_stat_activity WHERE application_name = 'integrity-scan'`)
  expect(rows).toEqual([])
})

test('a server that goes away', async () => {
  const checks = [{ id: 'own.slow', severity: 'info', title: 'It is slow', sql: 'SELECT 1 AS id, pg_sleep(60)' }]
  const scan = bed.scan([...(await config({ checks })), '--skip', 'schema'])
  for (;;) {
    const { rows } = await bed.client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'integrity-scan' AND query LIKE '%pg_sleep%' AND state = 'active'`,
    )
    if (rows.length > 0) break
  }
  const { exitCode, report } = await scan
  expect({ exitCode, verdict: report.verdict }).toEqual({ exitCode: 3, verdict: 'error' })
  expect(report.result.checks.find(({ id }) => id === 'own.slow')?.status).toBe('skipped')
  expect(report.warnings[0]).toContain('The database m4sh@')
})
