import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createTemporaryFolder, type TemporaryFolder } from '@m4sh/tools-core/testing'
import { ChatPlatform } from './peers/chat-platform.ts'
import { flagsFor, reportOf, runCommand } from './peers/run-chat.ts'

// What a flag does to a whole run, where no other test needs it for something else.
let folder: TemporaryFolder
let platform: ChatPlatform

beforeAll(async () => {
  folder = await createTemporaryFolder()
  platform = new ChatPlatform()
  await platform.listen()
})
afterAll(async () => {
  await platform.close()
  await folder.remove()
})

const load = ['-n', '5', '--interval', '20', '--warmup', '0', '--on-saturation', 'warn']
const run = async (more: readonly string[], options: Parameters<typeof runCommand>[1] = {}) =>
  await runCommand([...flagsFor(platform), ...load, ...more], { cwd: folder.path, ...options })

describe('what is said', () => {
  test('--quiet says nothing, --verbose who writes to whom', async () => {
    expect(await run(['--quiet'])).toEqual({ exitCode: 0, stdout: '', stderr: '' })
    const said = `User 2 writes, and user 3 reads: 1 conversation in lesson 1 at ${new URL(platform.baseUrl).host}.`
    expect((await run([])).stderr).not.toContain(said)
    expect((await run(['--verbose'])).stderr).toContain(said)
  })

  test('--color colours where no terminal is, --no-color does not where one is', async () => {
    const escape = '\u001B['
    expect((await run(['--color'])).stdout).toContain(escape)
    const plain = await run(['--no-color'], { columns: 100 })
    expect(plain.stdout).toContain('Chat latency')
    expect(plain.stdout).not.toContain(escape)
  })
})

describe('settings', () => {
  test('--config names their file, and a flag beats it', async () => {
    await folder.write({ 'nightly.json': JSON.stringify({ 'chat-latency': { messages: 9, size: 300 } }) })
    const argv = [...flagsFor(platform), ...load, '--config', folder.join('nightly.json')]
    const { report } = await reportOf(argv)
    expect(report.options).toMatchObject({ messages: 5, size: 300 })
    expect(report.result.messages.sent).toBe(5)
  })
})
