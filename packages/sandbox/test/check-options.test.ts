import { describe, expect, test } from '@jest/globals'
import { UsageError } from '@m4sh/tools-core/cli'
import { startSandbox, type SandboxOptions } from '../src/start-sandbox.ts'

describe('options that cannot be are refused before anything is started', () => {
  const cases: [SandboxOptions, string][] = [
    [{ pingTimeoutMs: 0 }, 'pingTimeoutMs is 0: it must be a number of milliseconds from 1 to 2147483647.'],
    [{ pingTimeoutMs: -1 }, 'pingTimeoutMs is -1: it must be a number of milliseconds from 1 to 2147483647.'],
    [{ pingTimeoutMs: Infinity }, 'pingTimeoutMs is Infinity'],
    [{ boardSaveIntervalMs: Number.NaN }, 'boardSaveIntervalMs is NaN'],
    [{ maxSubscriptions: 0 }, 'maxSubscriptions is 0: it must be a number from 1 to 1000000.'],
    [{ port: 70_000 }, 'port is 70000: it must be a number from 0 to 65535.'],
    [{ counts: { users: -5 } }, 'counts.users is -5'],
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- JavaScript has no types
    [{ maxMessageBytes: '1MB' } as unknown as SandboxOptions, "maxMessageBytes is '1MB': it must be a number of bytes"],
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
