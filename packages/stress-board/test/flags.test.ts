import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createProcessHost } from '@m4sh/tools-core/cli'
import { createTemporaryFolder, type TemporaryFolder } from '@m4sh/tools-core/testing'
import { startGateway } from './peers/board-gateway.ts'
import { reportOf, runCommand } from './peers/run-board.ts'

// What a flag does to a whole run, where no other test needs it for something else.
let folder: TemporaryFolder
let gateway: Awaited<ReturnType<typeof startGateway>>

beforeAll(async () => {
  folder = await createTemporaryFolder()
  gateway = await startGateway()
})
afterAll(async () => {
  await gateway.close()
  await folder.remove()
})

const load = ['--rate', '20/s', '--stroke-points', '2', '--snapshot-interval', '0s', '--on-saturation', 'warn']
const argv = (clients = 2): readonly string[] => [
  '-l',
  '1',
  '-n',
  String(clients),
  '-d',
  '500ms',
  ...load,
  '--ws-url',
  gateway.url,
]
const run = async (more: readonly string[], options: Parameters<typeof runCommand>[1] = {}) =>
  await runCommand([...argv(), ...more], { cwd: folder.path, ...options })

describe('what is said', () => {
  test('--quiet says nothing, --verbose who draws where', async () => {
    expect(await run(['--quiet'])).toEqual({ exitCode: 0, stdout: '', stderr: '' })
    const said = `2 clients at most, without a token, on 1 board at ${new URL(gateway.url).host}.`
    expect((await run([])).stderr).not.toContain(said)
    expect((await run(['--verbose'])).stderr).toContain(said)
  })

  test('--color colours where no terminal is, --no-color does not where one is', async () => {
    const escape = '\u001B['
    expect((await run(['--color'])).stdout).toContain(escape)
    const plain = await run(['--no-color'], { columns: 100 })
    expect(plain.stdout).toContain('Whiteboard under load')
    expect(plain.stdout).not.toContain(escape)
  })
})

describe('where reports go', () => {
  test('--format beats the extension, --json is the format where none is said', async () => {
    const file = folder.join('report.txt')
    await run(['--output', file, '--format', 'csv'])
    expect(await readFile(file, 'utf8')).toMatch(/^second,|^t,|^[a-z_]+,/)
    const { stdout } = await run(['--output', '-', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({ tool: { name: 'stress-board' } })
  })
})

describe('settings', () => {
  test('--config names their file, and a flag beats it', async () => {
    await folder.write({ 'nightly.json': JSON.stringify({ 'stress-board': { clients: 5, budget: '70ms' } }) })
    const { report } = await reportOf([...argv(), '--config', folder.join('nightly.json')])
    expect(report.result).toMatchObject({ clients: { requested: 2 }, fanOut: { budgetMs: 70 } })
  })
})

describe('when it begins', () => {
  test('--start-at that is over is told of, and the part begins at once', async () => {
    const { exitCode, stderr } = await run(['--start-at', '1970-01-01T00:00:00Z'], { clock: createProcessHost().clock })
    expect(exitCode).toBe(0)
    expect(stderr).toMatch(/--start-at was \d+ s ago: this part begins late/)
  })
})

describe('how fast clients come', () => {
  test('--connect-rate leaves those out who would come when all is over', async () => {
    const { report } = await reportOf([...argv(50), '--connect-rate', '10/s'])
    expect(report.result.clients.requested).toBeLessThan(10)
    expect(report.warnings).toContainEqual(expect.stringMatching(/Of 50 clients only \d come.*--connect-rate/))
  })
})
