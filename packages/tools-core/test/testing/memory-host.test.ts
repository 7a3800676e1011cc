import { describe, expect, test } from '@jest/globals'
import { readAllText } from '../../src/host/read-all-text.ts'
import { ManualClock } from '../../src/testing/manual-clock.ts'
import { createMemoryHost } from '../../src/testing/memory-host.ts'

describe('createMemoryHost', () => {
  test('keeps what was written, bytes and text, until the reader goes', async () => {
    const { stdout } = createMemoryHost()
    await stdout.write('a')
    await stdout.write(new Uint8Array([0xc5]))
    await stdout.write(new Uint8Array([0xbc]))
    stdout.close()
    await stdout.write('dropped')
    expect(stdout).toMatchObject({ text: 'aż', closed: true, isTTY: false })
  })

  test('stdin is read to its end, and once, as that of a process is', async () => {
    const { stdin } = createMemoryHost({ stdin: '\uFEFFabc' })
    expect(await readAllText(stdin)).toBe('abc')
    expect(await readAllText(stdin)).toBe('')
    expect(await readAllText(createMemoryHost().stdin)).toBe('')
  })

  test('questions are answered in their order', async () => {
    const host = createMemoryHost({ answers: ['yes', 'no'] })
    expect([await host.ask('One? '), await host.ask('Two? '), await host.ask('Three? ')]).toEqual(['yes', 'no', ''])
    expect(host.stderr.text).toBe('One? Two? Three? ')
    expect(host.stdin.isTTY).toBe(true)
    expect(createMemoryHost().stdin.isTTY).toBe(false)
  })

  test('its clock stands still, its chance is none', () => {
    const clock = new ManualClock()
    const host = createMemoryHost({ clock })
    clock.advance(1500)
    expect(host.clock.now().toISOString()).toBe('2026-01-01T00:00:01.500Z')
    expect(host.clock.monotonic()).toBe(1500)
    expect([host.uuid(), host.uuid()]).toEqual([
      '00000000-0000-4000-8000-000000000001',
      '00000000-0000-4000-8000-000000000002',
    ])
    expect([host.random(), host.random(), host.random()]).toEqual([0, 0.1, 0.2])
    expect(createMemoryHost({ random: () => 0.7 }).random()).toBe(0.7)
  })
})
