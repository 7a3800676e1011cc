import { expect, test } from '@jest/globals'
import { ruleIds } from '../src/rules/rule-ids.ts'
import { run } from './run-check.ts'

test('--help names the exit codes that a run can end with: it measures nothing that could be invalid', async () => {
  const { stdout } = await run(['--help'])
  const [, said = ''] = /\nExit codes\n([^]*?)\n\n/.exec(stdout) ?? []
  expect([...said.matchAll(/^ {2}(\d+) /gm)].map(([, code]) => code)).toEqual(['0', '1', '2', '3', '130'])
})

test('completion offers files as schemas, and all words of --fail-on', async () => {
  const { stdout } = await run(['--completion-script', 'zsh'])
  expect(stdout).toMatch(/'\*--schema-url=\[.*\]:file:_files'/)
  const [, words = ''] = /'\*--fail-on=\[.*\]:value:\((.*)\)'/.exec(stdout) ?? []
  expect(words.split(' ')).toEqual(['error', 'warning', 'info', 'none', ...ruleIds])
})
