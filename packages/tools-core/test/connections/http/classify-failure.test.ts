import { describe, expect, test } from '@jest/globals'
import { classifyFailure, hintFor } from '../../../src/connections/http/error.ts'
import { isMachineLimit } from '../../../src/connections/machine-limits.ts'

const failing = (code: string, errors: readonly Error[] = []) =>
  Object.assign(new Error(code), { code, ...(errors.length > 0 && { errors }) })

describe('what this machine has no room for is no failure of the server', () => {
  test.each([
    ['EMFILE', 'too-many-files', 'ulimit -n'],
    ['ENFILE', 'too-many-files', 'ulimit -n'],
    ['EADDRNOTAVAIL', 'no-ports', 'ip_local_port_range'],
  ])('%s', (code, failure, hint) => {
    expect(classifyFailure(new Error('fetch failed', { cause: failing(code) }))).toMatchObject({
      failure,
      isPassing: true,
    })
    const { failure: found } = classifyFailure(failing(code))
    expect(isMachineLimit(found)).toBe(true)
    expect(hintFor(found, {})).toContain(hint)
  })

  test('unless another address of the host says more', () => {
    const parts = [failing('EADDRNOTAVAIL'), failing('ECONNREFUSED')]
    expect(classifyFailure(failing('EADDRNOTAVAIL', parts)).failure).toBe('refused')
  })
})
