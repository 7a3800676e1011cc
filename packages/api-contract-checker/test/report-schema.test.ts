import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { runInMemory } from '@m4sh/tools-core/testing'
import ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { command } from '../src/command.ts'
import type { ContractResult } from '../src/result.ts'

const packageFolder = fileURLToPath(new URL('..', import.meta.url))

function validator() {
  const ajv = new ajv2020.default({ allErrors: true, strict: false })
  addFormats.default(ajv)
  return ajv.compile(JSON.parse(readFileSync(`${packageFolder}schema/report.schema.json`, 'utf8')) as object)
}

async function check(...more: string[]) {
  const argv = ['-f', 'examples/frontend/src', '-s', 'examples/schema.yaml', '-o', '-', '--json', '-q', ...more]
  return await runInMemory(command, argv, { cwd: packageFolder })
}

test('the report of the example is what the published schema says, and names each planted disagreement', async () => {
  const { exitCode, stdout, stderr } = await check()
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' })
  const report = JSON.parse(stdout) as { result: ContractResult }
  const validate = validator()
  expect({ valid: validate(report), errors: validate.errors }).toEqual({ valid: true, errors: null })
  const places = report.result.findings
    .filter(({ severity }) => severity !== 'info')
    .map(({ rule, call }) => {
      const row = report.result.calls.find(({ id }) => id === call)
      return `${rule} ${row?.method} ${row?.path}`
    })
  expect(places).toEqual([
    'frontend-only-call POST /lessons/{id}/archive/',
    'frontend-only-call POST /api/notifications/{id}/mute/',
    'method-mismatch POST /lessons/{id}/reschedule/',
    'trailing-slash POST /chat/messages',
    'deprecated-endpoint PATCH /chat/messages/{id}/',
    'unknown-query-parameter GET /lessons/my/',
  ])
})

test('a call that loses a field is no longer what the schema says', async () => {
  const report = JSON.parse((await check()).stdout) as { result: { calls: { status?: string }[] } }
  delete report.result.calls[0]?.status
  expect(validator()(report)).toBe(false)
})

test('verdict and exit code follow --fail-on and --threshold', async () => {
  expect((await check('--fail-on', 'none')).exitCode).toBe(0)
  expect((await check('--fail-on', 'none', '--threshold', 'summary.frontendOnly<=1')).exitCode).toBe(1)
  expect((await check('--fail-on', 'none', '--threshold', 'summary.frontendOnly<=2')).exitCode).toBe(0)
  const wrong = await check('--threshold', 'summary.frontenOnly<=2')
  expect(wrong.exitCode).toBe(2)
  expect((await check('--fail-on', 'nothing')).exitCode).toBe(2)
})
