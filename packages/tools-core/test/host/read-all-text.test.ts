import { describe, expect, test } from '@jest/globals'
import { RunError } from '../../src/errors/errors.ts'
import { readAllText } from '../../src/host/read-all-text.ts'
import { createMemoryHost } from '../../src/testing/memory-host.ts'

const reading = (stdin: string, maxBytes?: number) =>
  readAllText(createMemoryHost({ stdin }).stdin, maxBytes === undefined ? {} : { maxBytes })

test('to its end, without a byte order mark', async () => {
  expect(await reading('\uFEFFabc')).toBe('abc')
  expect(await reading('')).toBe('')
})

test('characters that come in two pieces', async () => {
  const bytes = new TextEncoder().encode('żółw')
  const chunks = async function* pieces() {
    yield bytes.subarray(0, 1)
    yield bytes.subarray(1)
  }
  expect(await readAllText({ isTTY: false, chunks })).toBe('żółw')
})

describe('the limit', () => {
  test('is counted in bytes, and allowed', async () => {
    expect(await reading('żó', 4)).toBe('żó')
  })

  test.each([
    [3, 'Standard input holds more than 3 bytes, which is the most that is read.'],
    [1024 * 1024, 'Standard input holds more than 1 MiB, which is the most that is read.'],
  ])('%i bytes: more is an error', async (maxBytes, message) => {
    const error: unknown = await reading('x'.repeat(maxBytes + 1), maxBytes).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(RunError)
    expect(error).toMatchObject({ message, exitCode: 3 })
  })

  test('is 64 MiB where none is named: nothing beyond is asked for', async () => {
    const mebibyte = new Uint8Array(1024 * 1024)
    let given = 0
    const chunks = async function* endless() {
      for (;;) {
        given += 1
        yield mebibyte
      }
    }
    await expect(readAllText({ isTTY: false, chunks })).rejects.toThrow('Standard input holds more than 64 MiB')
    expect(given).toBe(65)
  })
})

test('a signal ends the waiting for an input that does not end, with its reason', async () => {
  const { stdin } = createMemoryHost({ stdin: { open: true } })
  const stop = new AbortController()
  const waiting = readAllText(stdin, { signal: stop.signal })
  stop.abort(new Error('stopped'))
  await expect(waiting).rejects.toThrow('stopped')
  await expect(readAllText(createMemoryHost({ stdin: 'x' }).stdin, { signal: stop.signal })).rejects.toThrow('stopped')
})
