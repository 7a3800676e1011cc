import { expect, test } from '@jest/globals'
import { createLog } from '../../src/cli/log.ts'
import { createMemoryHost, ManualClock } from '../../src/testing/memory-host.ts'

const plain = { quiet: false, verbose: false, color: false }

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
  log.progress.update('too soon')
  clock.advance(100)
  log.progress.update('a rather long text')
  log.warn('x')
  log.progress.clear()
  const erase = '\r\u001B[2K'
  expect(host.stderr.text).toBe(`${erase}0 of 2${erase}a rather l…${erase}\u001B[33mwarning:\u001B[39m x\n`)
})
