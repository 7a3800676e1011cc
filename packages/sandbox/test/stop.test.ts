import { expect, test } from '@jest/globals'
import { startSandbox } from '../src/index.ts'

test('who still asks while it ends gets an answer or a 503, and nothing is reported as a bug', async () => {
  const errors: unknown[] = []
  const sandbox = await startSandbox({ faults: { latencyMs: 60 }, onError: (error) => errors.push(error) })
  const statuses: number[] = []
  const codes = new Set<string | undefined>()
  const ask = async (): Promise<void> => {
    for (;;) {
      const headers = { authorization: `Bearer ${sandbox.tokens.student}` }
      // Behind the end there is nobody to connect to.
      const response = await fetch(`${sandbox.baseUrl}/api/lessons/my/`, { headers }).catch(() => null)
      if (!response) return
      statuses.push(response.status)
      const body = (await response.json()) as { error?: { code: string } }
      codes.add(body.error?.code)
    }
  }
  const asking = Array.from({ length: 20 }, ask)
  while (statuses.length < 40) await new Promise((resolve) => setImmediate(resolve))
  await sandbox.stop()
  await Promise.all(asking)
  expect(new Set(statuses)).toEqual(new Set([200, 503]))
  expect([...codes].filter((code) => code !== undefined)).toEqual(['SERVICE_UNAVAILABLE'])
  expect(errors).toEqual([])
})
