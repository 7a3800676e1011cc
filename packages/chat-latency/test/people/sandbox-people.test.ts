import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Sandbox } from '@m4sh/sandbox'
import { createHttpClient } from '@m4sh/tools-core/connections/http'
import { readHistory } from '../../src/conversation/read-history.ts'
import { reportOf, runCommand } from '../peers/run-chat.ts'
import { runOnSandbox, startSmallSandbox } from '../peers/small-sandbox.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSmallSandbox()
}, 60_000)
afterAll(async () => await sandbox?.stop())

const short = ['-l', '1', '-n', '10', '--interval', '30', '--warmup', '1']

/** Everything arrives, and no secret is seen anywhere. */
async function calmRun(argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { exitCode, report, stdout, stderr } = await reportOf([...short, '--base-url', sandbox.baseUrl, ...argv], {
    env,
  })
  expect(report.result.messages).toMatchObject({ sent: 10, acknowledged: 10, received: 10, lost: 0, duplicated: 0 })
  expect(report.result.errors.count).toBe(0)
  expect(exitCode).toBe(0)
  const { tutor, student } = sandbox.credentials
  for (const text of [stdout, stderr]) {
    for (const secret of [tutor.password, student.password, sandbox.tokens.tutor, sandbox.tokens.student])
      expect(text).not.toContain(secret)
    expect(text).not.toMatch(/eyJ[\w-]+\.[\w-]+\./)
  }
  return report
}

describe('who writes and who reads', () => {
  test('two tokens', async () => {
    const { tutor, student } = sandbox.tokens
    const report = await calmRun([], { M4SH_SENDER_TOKEN: tutor, M4SH_RECEIVER_TOKEN: student })
    expect(report.verdict).toBe('pass')
  })

  test('one token: one user on two sockets', async () => {
    const { result } = await calmRun(['--token', sandbox.tokens.student])
    expect(result.phases.echo.count).toBe(10)
  })

  test('one who logs in', async () => {
    const { email, password } = sandbox.credentials.tutor
    const report = await calmRun(['--email', email, '--password', password])
    // What it was given shows who, and not with what.
    expect(report.options).toMatchObject({ email: [email], password: ['[redacted]'] })
  })

  test('two who log in, by the environment', async () => {
    const { tutor, student } = sandbox.credentials
    const report = await calmRun([], {
      M4SH_CHAT_LATENCY_EMAIL: `${tutor.email},${student.email}`,
      M4SH_CHAT_LATENCY_PASSWORD: `${tutor.password}\n${student.password}`,
    })
    expect(report.options['email']).toEqual([tutor.email, student.email])
  })

  test('a wrong password, and a token that has expired', async () => {
    const argv = [...short, '--base-url', sandbox.baseUrl]
    const { email } = sandbox.credentials.tutor
    const wrong = await runCommand([...argv, '--email', email, '--password', 'not-my-password'])
    expect(wrong).toMatchObject({ exitCode: 3, stdout: '' })
    expect(wrong.stderr).toContain(email)
    expect(wrong.stderr).not.toContain('not-my-password')
    const expired = await sandbox.mintToken(sandbox.ids.tutor, -1000)
    const late = await runCommand([...argv, '--token', expired])
    expect(late).toMatchObject({ exitCode: 3, stdout: '' })
    expect(late.stderr).toContain('The platform does not know the token (HTTP 401).')
    expect(late.stderr).not.toContain(expired)
  })

  test('somebody else, and a lesson that is not there', async () => {
    const argv = ['--base-url', sandbox.baseUrl, '--on-saturation', 'warn']
    const admin = await runCommand(['-l', '1', ...argv, '--token', sandbox.tokens.admin])
    expect(admin).toMatchObject({ exitCode: 3, stdout: '' })
    const nowhere = await runCommand(['-l', '999999', ...argv, '--token', sandbox.tokens.tutor])
    expect(nowhere).toMatchObject({ exitCode: 3, stdout: '' })
    expect(nowhere.stderr).toContain('There is no lesson 999999 (HTTP 404).')
  })
})

describe('what is written', () => {
  test('three conversations at once, each with messages of its own', async () => {
    const { result, records } = await runOnSandbox(sandbox, { messages: 6, intervalMs: 90, pairs: 3, warmup: 2 })
    expect(result.messages).toMatchObject({ sent: 18, received: 18, lost: 0, duplicated: 0, warmup: 6 })
    expect([0, 1, 2].map((one) => records.filter(({ conversation }) => conversation === one).length)).toEqual([6, 6, 6])
    // They take turns within the interval.
    const due = records.map(({ scheduledAt }) => scheduledAt).sort((a, b) => a - b)
    for (const [at, time] of due.entries()) expect(time - (due[0] ?? 0)).toBeCloseTo(30 * at, 3)
  })

  test('without a warm-up', async () => {
    const { result, records } = await runOnSandbox(sandbox, { messages: 5, warmup: 0 })
    expect(result.messages).toMatchObject({ sent: 5, received: 5, warmup: 0 })
    expect(records.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4])
  })

  test('for so long, however many it is', async () => {
    const { result } = await runOnSandbox(sandbox, { messages: 1000, intervalMs: 50, durationMs: 600 })
    // At 0, 50 … 550 ms.
    expect(result.messages.sent).toBe(12)
    expect(result.messages.received).toBe(12)
  })

  test('in turn: the next one once the last one was seen', async () => {
    const { records } = await runOnSandbox(sandbox, { messages: 5, intervalMs: 30, model: 'closed', warmup: 0 })
    const pauses = records.slice(1).map(({ scheduledAt }, at) => scheduledAt - (records[at]?.receivedAt ?? NaN))
    expect(pauses).toHaveLength(4)
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(29)
  })
})

describe('--delete-messages', () => {
  const history = async () => {
    const http = createHttpClient({ baseUrl: `${sandbox.baseUrl}/api`, token: sandbox.tokens.tutor })
    const ids: (string | null)[] = []
    for await (const page of readHistory(http, 1)) ids.push(...page.map(({ id }) => id))
    return ids
  }

  test('takes its own messages away, those of the warm-up too, and no others', async () => {
    await runOnSandbox(sandbox, { messages: 3, warmup: 0 })
    const before = await history()
    expect(before.length).toBeGreaterThanOrEqual(3)
    const { result } = await runOnSandbox(sandbox, { messages: 30, intervalMs: 20, warmup: 2, deletesMessages: true })
    expect(result.messages).toMatchObject({ sent: 30, received: 30, warmup: 2, deleted: 32 })
    expect(await history()).toEqual(before)
  })

  test('also where the run is stopped early', async () => {
    const before = await history()
    const stop = new AbortController()
    const running = runOnSandbox(
      sandbox,
      { messages: 1000, intervalMs: 20, deletesMessages: true, durationMs: 20_000 },
      stop.signal,
    )
    // It is in full swing by then.
    while ((await history()).length < before.length + 10);
    stop.abort()
    const { result } = await running
    expect(result.messages.sent).toBeLessThan(1000)
    expect(result.messages.deleted).toBe(result.messages.sent + 2)
    expect(await history()).toEqual(before)
  })
})
