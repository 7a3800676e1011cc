import { describe, expect, test } from '@jest/globals'
import { UsageError } from '@m4sh/tools-core/cli'
import { checkOptions } from '../src/check-options.ts'
import { startSandbox, type SandboxOptions } from '../src/start-sandbox.ts'

/** JavaScript has no types. */
function untyped(options: object): SandboxOptions {
  return options
}

describe('options that cannot be are refused before anything is started', () => {
  const cases: [SandboxOptions, string][] = [
    [{ pingTimeoutMs: 0 }, 'pingTimeoutMs is 0: it must be a number of milliseconds from 1 to 2147483647.'],
    [{ pingTimeoutMs: -1 }, 'pingTimeoutMs is -1: it must be a number of milliseconds from 1 to 2147483647.'],
    [{ pingTimeoutMs: Infinity }, 'pingTimeoutMs is Infinity'],
    [{ boardSaveIntervalMs: Number.NaN }, 'boardSaveIntervalMs is NaN'],
    [{ maxSubscriptions: 0 }, 'maxSubscriptions is 0: it must be a whole number from 1 to 1000000.'],
    [{ port: 70_000 }, 'port is 70000: it must be a whole number from 0 to 65535.'],
    [{ counts: { users: -5 } }, 'counts.users is -5'],
    [{ port: 80.5 }, 'port is 80.5: it must be a whole number from 0 to 65535.'],
    [{ seed: 0.5 }, 'seed is 0.5: it must be a whole number'],
    [{ maxSubscriptions: 1.5 }, 'maxSubscriptions is 1.5: it must be a whole number'],
    [{ counts: { messages: 2.5 } }, 'counts.messages is 2.5: it must be a whole number'],
    [{ host: '' }, "host is '': it must be a text that is not empty."],
    [{ jwtSecret: '' }, "jwtSecret is '': it must be a text that is not empty."],
    [{ faults: { drop: 5 } }, 'faults.drop is 5: it must be a number from 0 to 1.'],
    [{ faults: { errorRate: -1 } }, 'faults.errorRate is -1: it must be a number from 0 to 1.'],
    [{ faults: { latencyMs: Number.NaN } }, 'faults.latencyMs is NaN: it must be a number of milliseconds from 0'],
    [{ faults: { closeEveryMs: 0 } }, 'faults.closeEveryMs is 0: it must be a number of milliseconds from 1'],
    [{ faults: { drop: 0.6, reorder: 0.6 } }, 'together they must be at most 1: 0.6 + 0 + 0.6 came.'],
    [untyped({ envelope: 'foo' }), "envelope is 'foo': it must be payload or flat."],
    [untyped({ debug: 'yes' }), "debug is 'yes': it must be true or false."],
    [untyped({ onFault: 1 }), 'onFault is 1: it must be a function.'],
    [untyped({ faults: 'drop=1' }), "faults is 'drop=1': it must be an object."],
    [untyped({ toString: 1 }), 'There is no option toString.'],
    [untyped({ maxMessageBytes: '1MB' }), "maxMessageBytes is '1MB': it must be a whole number of bytes"],
    [{ databaseUrl: 'm4sh' }, 'it must begin with postgresql://'],
    [{ databaseUrl: 'mysql://localhost/m4sh' }, 'it must begin with postgresql://'],
    [{ databaseUrl: 'postgresql://m4sh:a#b@localhost/m4sh' }, 'it must begin with postgresql://'],
    [{ databaseUrl: 'postgresql://localhost/m4sh', dataFolder: 'data' }, 'another database was given'],
  ]

  test.each(cases)('%j', async (options, message) => {
    const refusal = startSandbox(options)
    await expect(refusal).rejects.toThrow(UsageError)
    await expect(refusal).rejects.toThrow(message)
  })
})

test.each([
  [{ chatInterval: 5 }, 'There is no option chatInterval.', 'Did you mean "chatIntervalMs"?'],
  [{ counts: { lesson: 5 } }, 'There is no option counts.lesson.', 'Did you mean "lessons"?'],
  [{ faults: { latency: 5 } }, 'There is no option faults.latency.', 'Did you mean "latencyMs"?'],
  [{ counts: { zzz: 1 } }, 'There is no option counts.zzz.', 'Known here: users, relations,'],
])('%j is misspelt', (options, message, hint) => {
  const refuse = (): void => checkOptions(untyped(options))
  expect(refuse).toThrow(UsageError)
  expect(refuse).toThrow(expect.objectContaining({ message, hint: expect.stringContaining(hint) }))
})

test('what may be left out may be undefined, and what closes no socket null', () => {
  const options = untyped({ host: undefined, faults: { closeEveryMs: null }, counts: undefined, signal: undefined })
  expect(() => checkOptions(options)).not.toThrow()
})
