import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { completionScript } from '../../src/cli/completion.ts'
import { runInMemory } from '../../src/testing/run-in-memory.ts'
import { createTemporaryFolder, type TemporaryFolder } from '../../src/testing/temporary-folder.ts'
import { demoCommand } from './demo-command.ts'

const has = (shell: string) => spawnSync(shell, ['-c', 'exit 0']).status === 0
/** A shell that this machine lacks is left out. */
const ifThere = (shell: string) => (has(shell) ? describe : describe.skip)

let folder: TemporaryFolder
beforeAll(async () => {
  folder = await createTemporaryFolder({ 'a file.json': '', 'other.txt': '' })
})
afterAll(() => folder.remove())

/** What bash offers after these words; the last one is being typed. */
function bashOffers(...words: readonly string[]): readonly string[] {
  const script = `${completionScript(demoCommand(), 'bash')}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_stress_board_completion
printf '%s\\n' "\${COMPREPLY[@]}"`
  const { stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', 'stress-board', ...words], {
    cwd: folder.path,
    encoding: 'utf8',
  })
  // Outside a real completion bash has nothing to set options on.
  expect(stderr).toBe('')
  return stdout.split('\n').filter((line) => line !== '')
}

ifThere('bash')('bash', () => {
  test('flags', () => {
    expect(bashOffers('--for')).toEqual(['--format'])
    expect(bashOffers('--no-')).toEqual(['--no-color', '--no-impair'])
    expect(bashOffers('-')).not.toContain('--internal')
    expect(bashOffers('-')).not.toContain('--ignore')
  })

  test('choices, after a blank and after =', () => {
    expect(bashOffers('--mode', '')).toEqual(['open', 'closed'])
    expect(bashOffers('--json', '--mode', '=', 'c')).toEqual(['closed'])
    expect(bashOffers('--mode', '=')).toEqual(['open', 'closed'])
    expect(bashOffers('--mode=o')).toEqual(['open'])
  })

  test('words and paths where other texts are taken too', () => {
    expect(bashOffers('--grave', '')).toEqual(['error', 'none'])
    expect(bashOffers('--source', 'a')).toEqual(['a file.json'])
  })

  test('behind a flag that needs no value: nothing, or the next flag', () => {
    expect(bashOffers('--spoil', '')).toEqual([])
    expect(bashOffers('--spoil', '--for')).toEqual(['--format'])
    expect(bashOffers('--clients', '--for')).toEqual([])
  })

  test('paths, blanks and all; nothing for free values', () => {
    expect(bashOffers('--output', 'a')).toEqual(['a file.json'])
    expect(bashOffers('-o', 'o')).toEqual(['other.txt'])
    expect(new Set(bashOffers(''))).toEqual(new Set(['a file.json', 'other.txt']))
    expect(bashOffers('--token', '')).toEqual([])
  })
})

ifThere('zsh')('zsh', () => {
  test('takes the script', () => {
    const input = completionScript(demoCommand(), 'zsh')
    const { status, stderr } = spawnSync('zsh', ['-n'], { input, encoding: 'utf8' })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })
})

ifThere('fish')('fish', () => {
  const offers = (line: string) => {
    const script = `${completionScript(demoCommand(), 'fish')}\ncomplete -C '${line}'`
    const env = { ...process.env, HOME: folder.path }
    const { stdout } = spawnSync('fish', ['-c', script], { encoding: 'utf8', env })
    return stdout.split('\n').flatMap((offer) => (offer === '' ? [] : [offer.split('\t')[0]]))
  }

  test('flags and choices', () => {
    expect(offers('stress-board --for')).toEqual(['--format'])
    expect(new Set(offers('stress-board --mode '))).toEqual(new Set(['closed', 'open']))
    expect(new Set(offers('stress-board --grave '))).toEqual(new Set(['error', 'none']))
    expect(offers('stress-board --spoil --for')).toEqual(['--format'])
  })
})

test('--completion-script prints it; quotes and brackets of descriptions do no harm', async () => {
  const { stdout, exitCode } = await runInMemory(demoCommand(), ['--completion-script', 'zsh'])
  expect(exitCode).toBe(0)
  expect(stdout).toContain(`'--mode=[Load model]:value:(open closed)'`)
  expect(stdout).toContain(`'--spoil=[Plants N mistakes]::value: '`)
  expect(stdout).toContain(`'*--grave=[What is grave]:value:(error none)'`)
  expect(stdout).toContain(`'--source=[A file or an address]:file:_files'`)
  expect(stdout).toContain(String.raw`looked for from here upward]:file:_files'`)
})

test('--completion-script neither reads nor executes the config of the folder', async () => {
  const broken = await createTemporaryFolder({ 'm4sh.config.json': '{' })
  const { exitCode, stdout, stderr } = await runInMemory(demoCommand(), ['--completion-script', 'bash'], {
    cwd: broken.path,
    env: { M4SH_STRESS_BOARD_CLIENTS: 'x' },
  })
  await broken.remove()
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  expect(stdout).toContain('complete -F _stress_board_completion stress-board')
})
