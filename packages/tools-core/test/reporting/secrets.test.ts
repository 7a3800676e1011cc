import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { formats } from '../../src/reporting/format-names.ts'
import { annotations } from '../../src/reporting/github-actions.ts'
import { fuzz, hostileText } from '../../src/testing/fuzz/index.ts'
import { finding, rendered, sampleReport } from './sample-report.ts'

const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl'
const given = ['hunter2-0f-d00m', 'p<a>&"s\\s|w', 'ключ-1234']

/** The ways in which the formats write a text down. */
function spellings(secret: string): string[] {
  const html = secret.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
  return [
    secret,
    html,
    html.replace(/"/g, '&quot;'),
    JSON.stringify(secret).slice(1, -1),
    secret.replace(/"/g, '""'),
    encodeURIComponent(secret),
  ]
}

test.each(formats)('%s: no secret, however it is surrounded', async (format) => {
  const around = fc.tuple(hostileText, fc.constantFrom(...given, `?token=${jwt}`, `Bearer ${jwt}`), hostileText)
  const leaky = around.map(([before, secret, after]) => `${before} ${secret} ${after}`)
  await fc.assert(
    fc.asyncProperty(leaky, leaky, async (message, file) => {
      const report = sampleReport(
        {
          findings: [finding({ message, fingerprint: message, location: { file, line: 1, column: 1 } })],
          rows: [[message, { [file]: message }, [file]]],
        },
        {
          secrets: given,
          target: { [message]: file },
          warnings: [message],
          thresholds: [{ expression: message, actual: null, passed: false }],
        },
      )
      const text = await rendered(format, report)
      const said = `${text}\n${annotations(report.result.findings).join('\n')}`
      for (const secret of [...given, jwt, 'c2lnbmF0dXJl'].flatMap(spellings)) expect(said).not.toContain(secret)
    }),
    fuzz(40),
  )
})
