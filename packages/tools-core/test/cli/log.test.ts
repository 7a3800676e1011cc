import { expect, test } from '@jest/globals'
import { createLog } from '../../src/cli/log.ts'
import { Redactor } from '../../src/redaction/redactor.ts'
import { ManualClock } from '../../src/testing/manual-clock.ts'
import { createMemoryHost } from '../../src/testing/memory-host.ts'

const plain = { quiet: false, verbose: false, color: false, secrets: new Redactor() }

test('plain without a terminal: messages, no progress', () => {
  const host = createMemoryHost()
  const log = createLog(host, plain)
  log.progress.update('1 of 2')
  log.info('started')
  log.detail('a detail')
  log.warn('slow')
  log.progress.clear()
  expect(host.stderr.text).toBe('started\nwarning: slow\n')
  expect(host.stdout.text).toBe('')
})

test('details with --verbose, nothing with --quiet', () => {
  const verbose = createMemoryHost()
  createLog(verbose, { ...plain, verbose: true }).detail('a detail')
  expect(verbose.stderr.text).toBe('a detail\n')
  const quiet = createMemoryHost({ columns: 80 })
  const log = createLog(quiet, { ...plain, quiet: true })
  log.info('x')
  log.warn('x')
  log.progress.update('x')
  expect(quiet.stderr.text).toBe('')
})

test('progress on a terminal: redrawn now and then, cut to the width, gone before a message', () => {
  const clock = new ManualClock()
  const host = createMemoryHost({ columns: 12, clock })
  const log = createLog(host, { ...plain, color: true })
  log.progress.update('0 of\n2')
  clock.advance(100)
  log.progress.update('a rather long text')
  log.warn('x')
  log.progress.clear()
  const erase = '\r\u001B[2K'
  expect(host.stderr.text).toBe(`${erase}0 of 2${erase}a rather l…${erase}\u001B[33mwarning:\u001B[39m x\n`)
})

test('of updates in quick succession the last one is drawn when it is time, and none after the line is gone', () => {
  const clock = new ManualClock()
  const host = createMemoryHost({ columns: 80, clock })
  const log = createLog(host, plain)
  const { progress } = log
  progress.update('reading the schema')
  clock.advance(20)
  progress.update('reading the first file')
  progress.update('reading the frontend')
  clock.advance(59)
  expect(host.stderr.text).not.toContain('frontend')
  clock.advance(1)
  const erase = '\r\u001B[2K'
  expect(host.stderr.text).toBe(`${erase}reading the schema${erase}reading the frontend`)
  progress.update('never drawn')
  log.info('done')
  clock.advance(1000)
  expect(host.stderr.text).toBe(`${erase}reading the schema${erase}reading the frontend${erase}done\n`)
})

test('what came from outside commands neither terminal nor workflow, in any line of it', () => {
  const host = createMemoryHost({ columns: 80 })
  const log = createLog(host, { ...plain, verbose: true })
  const evil = '/b\n::error file=src/api.js,line=1::injected\u001B[2J\u001B]0;owned\u0007'
  log.warn(evil)
  log.info(evil)
  log.detail('a\r##[error]b')
  const shown = String.raw`/b${'\n'}\x3a:error file=src/api.js,line=1::injected\x1b[2J\x1b]0;owned\x07`
  expect(host.stderr.text).toBe(`warning: ${shown}\n${shown}\n${String.raw`a\x0d\x23#[error]b`}\n`)
  const other = createMemoryHost({ columns: 80 })
  createLog(other, plain).progress.update('\u001B[2J::error::x')
  expect(other.stderr.text).toBe(`\r\u001B[2K${String.raw`\x1b[2J::error::x`}`)
})

test('secrets do not come out, those that are added later neither', () => {
  const host = createMemoryHost({ columns: 80 })
  const secrets = new Redactor(['first-1234'])
  const log = createLog(host, { ...plain, secrets })
  secrets.add('later-1234')
  log.warn('first-1234 and later-1234')
  log.progress.update('ws://h/?token=abc')
  expect(host.stderr.text).toBe(`warning: [redacted] and [redacted]\n\r\u001B[2Kws://h/?token=[redacted]`)
})
