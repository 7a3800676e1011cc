import { expect, test } from '@jest/globals'
import { createLog } from '../../src/cli/log.ts'
import { steadyProgress } from '../../src/cli/steady-progress.ts'
import { Redactor } from '../../src/redaction/redactor.ts'
import { createMemoryHost } from '../../src/testing/memory-host.ts'

const plain = { quiet: false, verbose: false, color: false, secrets: new Redactor() }

test('without a terminal, every tenth is a line of its own', () => {
  const host = createMemoryHost()
  const progress = steadyProgress({ log: createLog(host, plain), host }, 10)
  for (let second = 1; second <= 25; second++) progress(`${second} s`)
  expect(host.stderr.text).toBe('10 s\n20 s\n')
})

test('on a terminal, one line that is written over', () => {
  const host = createMemoryHost({ columns: 80 })
  const log = createLog(host, { ...plain, color: true })
  const progress = steadyProgress({ log, host }, 10)
  progress('1 s')
  expect(host.stderr.text).toContain('1 s')
  expect(host.stderr.text).not.toContain('\n')
  log.progress.clear()
})
