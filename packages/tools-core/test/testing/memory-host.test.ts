import { describe, expect, test } from '@jest/globals'
import { readAllText } from '../../src/cli/host.ts'
import { createMemoryHost, ManualClock } from '../../src/testing/memory-host.ts'

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

  test('stdin is read to its end', async () => {
    expect(await readAllText(createMemoryHost({ stdin: '\uFEFFabc' }).stdin)).toBe('abc')
    expect(await readAllText(createMemoryHost().stdin)).toBe('')
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
  })
})
