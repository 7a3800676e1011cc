import { describe, expect, test } from '@jest/globals'
import { ExitCode, type RunContext, runCli } from '@m4sh/tools-core/cli'
import { Redactor } from '@m4sh/tools-core/redaction'
import { type Destination, startReport } from '@m4sh/tools-core/reporting'
import { createMemoryHost } from '@m4sh/tools-core/testing'
import { command } from '../src/command.ts'
import { destinationsOf } from '../src/destinations.ts'
import { plainFields } from '../src/plain-fields.ts'
import type { flags } from '../src/flags.ts'
import { pushReport } from './sample-result.ts'

/** Where the reports of a command line go, without anything being started. */
async function destinationsFor(
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<readonly Destination[]> {
  let found: readonly Destination[] | undefined
  const run = async (context: RunContext<typeof flags>): Promise<ExitCode> => {
    found = destinationsOf(context)
    return await Promise.resolve(ExitCode.pass)
  }
  const host = createMemoryHost({ argv: ['--user', '42', ...argv], env, cwd: '/work' })
  const exitCode = await runCli({ ...command, run }, host)
  if (found === undefined) throw new Error(`${exitCode}: ${host.stderr.text}`)
  return found
}

const always: Destination = { path: '/work/reports/notif-blast.json', format: 'json' }

describe('reports go', () => {
  test.each<[string, readonly Destination[]]>([
    ['', [always]],
    ['--format html', [{ path: '/work/reports/notif-blast.html', format: 'html' }, always]],
    [
      '-o page.html -o seconds.csv',
      [{ path: '/work/page.html', format: 'html' }, { path: '/work/seconds.csv', format: 'csv' }, always],
    ],
    ['-o mine.json', [{ path: '/work/mine.json', format: 'json' }]],
    ['-o - --format markdown', [{ path: '-', format: 'markdown' }, always]],
  ])('%s', async (line, expected) => {
    expect(await destinationsFor(line.split(' ').filter((word) => word !== ''))).toEqual(expected)
  })

  test('with --undo, where the command line says, or to a place of its own', async () => {
    const undo = ['--undo', '01a2173a-e607-7ee9-9729-c72dcd10d28b']
    const env = { M4SH_NOTIF_BLAST_OUTPUT: 'load.html', M4SH_JSON: 'true' }
    const own: Destination = { path: '/work/reports/notif-blast-undo.json', format: 'json' }
    expect(await destinationsFor(undo, env)).toEqual([own])
    const page: Destination = { path: '/work/page.html', format: 'html' }
    expect(await destinationsFor([...undo, '-o', 'page.html'], env)).toEqual([page, own])
  })

  test('nowhere that says no format', async () => {
    await expect(destinationsFor(['-o', 'report.xyz'])).rejects.toThrow('its extension says no format')
  })
})

test('what the tool says itself, a password that is the same does not eat; ids of runs look like no secret', () => {
  const { options, result, target } = pushReport()
  const draft = startReport({
    tool: { name: 'notif-blast', version: '0.0.0' },
    target,
    options,
    secrets: new Redactor(['ws', 'rows', 'binary']),
    plainFields,
    host: createMemoryHost(),
  })
  const report = draft.finish({ verdict: 'pass', result: { ...result, copyFormat: 'binary' } })
  expect(report.result).toEqual({ ...result, copyFormat: 'binary' })
})
