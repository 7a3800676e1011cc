import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import type { ApiCall } from '../../src/calls/api-call.ts'
import { extractCalls } from '../../src/calls/extract-calls.ts'

interface ExpectedRow {
  method?: string
  path?: string
  file: string
  line: number
  alsoLines?: number[]
  alsoFiles?: string[]
}
interface Expected {
  about: string
  calls?: ExpectedRow[]
  unresolved?: ExpectedRow[]
  external?: ExpectedRow[]
}

const folder = fileURLToPath(new URL('../fixtures/patterns/', import.meta.url))

function isAt(call: ApiCall, row: ExpectedRow): boolean {
  const isFile = [row.file, ...(row.alsoFiles ?? [])].some((file) => call.file.endsWith(`/${file}`))
  const lines = [row.line, ...(row.alsoLines ?? [])]
  return isFile && (row.alsoFiles !== undefined || lines.some((line) => Math.abs(line - call.line) <= 2))
}

function shape(path: string | null | undefined): string {
  return (path ?? '?').replace(/\{[^}]*\}/g, '{}')
}

/** Host of the call, or of its client's base URL. */
function hostOf({ host, baseHost }: ApiCall): string | null {
  return host ?? baseHost
}

function isRow(call: ApiCall, row: ExpectedRow): boolean {
  return call.method === row.method && shape(call.path) === shape(row.path) && isAt(call, row)
}

/** Takes what is expected out of what was found; gives back what is missing. */
function take(
  found: ApiCall[],
  rows: readonly ExpectedRow[],
  fits: (call: ApiCall, row: ExpectedRow) => boolean,
): string[] {
  return rows.flatMap((row) => {
    const at = found.findIndex((call) => fits(call, row))
    if (at === -1) return [`missing: ${row.method ?? ''} ${row.path ?? '?'} at ${row.file}:${row.line}`]
    found.splice(at, 1)
    return []
  })
}

// Each folder is a small frontend of its own; `expected.json` was written by hand from its source.
test.each(readdirSync(folder))('%s', async (name) => {
  const expected = JSON.parse(readFileSync(`${folder}${name}/expected.json`, 'utf8')) as Expected
  const { calls } = await extractCalls({ root: `${folder}${name}/src` })
  const found = [...calls]
  const missing = [
    ...take(found, expected.external ?? [], (call, row) => hostOf(call) !== null && isRow(call, row)),
    ...take(found, expected.calls ?? [], (call, row) => !call.unresolved && hostOf(call) === null && isRow(call, row)),
    ...take(found, expected.unresolved ?? [], (call, row) => call.unresolved !== null && isAt(call, row)),
  ]
  const extra = found.map(({ method, path, file, line }) => `extra: ${method} ${path ?? '?'} at ${file}:${line}`)
  expect([...missing, ...extra]).toEqual([])
})
