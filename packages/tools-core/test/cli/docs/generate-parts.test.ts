import { expect, test } from '@jest/globals'
import { defineFlags } from '../../../src/cli/index.ts'
import { fillSections, generateParts } from '../../../src/cli/docs/index.ts'
import { demoCommand } from '../demo-command.ts'

const readme = '# Tool\n\n<!-- flags -->\nold\n<!-- /flags -->\n\n<!-- exit-codes -->\n<!-- /exit-codes -->\n\nEnd.\n'

test('flags and exit codes stand between their marks; the rest stays', () => {
  expect(generateParts(demoCommand(), readme)).toMatchSnapshot()
})

test('made once more it is the same, and a README without marks stays as it is', () => {
  const once = generateParts(demoCommand(), readme)
  expect(generateParts(demoCommand(), once)).toBe(once)
  expect(generateParts(demoCommand(), '# Tool\n')).toBe('# Tool\n')
})

test('another language is given every text of the tables, and nothing that is typed', () => {
  const given: string[] = []
  const translated = generateParts(demoCommand(), readme, (english) => {
    given.push(english)
    return `«${english}»`
  })
  expect(given).toContain('Load model')
  expect(given).toContain('measurement invalid')
  expect(translated).toContain('| **«Load»** |')
  expect(translated).toContain('| `--clients NUMBER` | `10` | «Clients» |')
  expect(translated).toContain('| 4 | «measurement invalid» |')
  const prose = translated.replaceAll(/«[^»]*»|`[^`]*`|<!--.*?-->/g, '')
  expect(prose.match(/[A-Za-z]+/g)).toEqual(['Tool', 'End'])
})

test('a default that is told in words is no code, and is translated', () => {
  const flags = defineFlags({ batch: { type: 'integer', defaultText: '5000; 1 with --rate', describe: 'Rows' } })
  const told = generateParts({ ...demoCommand(), flags }, readme, (english) => `«${english}»`)
  expect(told).toContain('| `--batch NUMBER` | «5000; 1 with --rate» | «Rows»')
})

test('a mark that nothing closes is an error, and so tells that a README was spoilt', () => {
  expect(() => fillSections('<!-- flags -->\ntext', { flags: 'x' })).toThrow(
    '<!-- flags --> has no <!-- /flags --> behind it',
  )
})
