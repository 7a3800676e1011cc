import { expect, test } from '@jest/globals'
import { translationGaps } from '../../../src/testing/readme/index.ts'

const english = `# tool

[Українською](README.uk.md)

Holds 1,000 clients for 0.5 s with \`--clients\`, see [below](#exit-codes) and [the core](../core/README.md#cli).

\`\`\`sh
# No heading.
tool --clients 1000
\`\`\`

## Exit codes

| code | |
|---|---|
| 0 | pass |
`

const ukrainian = `# tool

[English](README.md)

Див. [нижче](#коди-виходу) і [ядро](../core/README.uk.md#команди): \`--clients\` дає за 0,5 с 1\u00a0000 клієнтів.

\`\`\`sh
# Не заголовок.
tool --clients 1000
\`\`\`

## Коди виходу

| код | |
|---|---|
| 0 | успішно |
`

const gaps = (from: string, to: string) => translationGaps(english.replace(from, to), ukrainian)

test('the same in another language has no gap: its own order, figures, comments, anchors and READMEs', () => {
  expect(translationGaps(english, ukrainian)).toEqual([])
})

test.each([
  ['`--clients`', '`-n`', ['tool: code only in English: `-n`', 'tool: code only in the translation: `--clients`']],
  ['0.5', '0.6', ['tool: figures only in English: 0.6', 'tool: figures only in the translation: 0.5']],
  [
    '../core/README.md',
    'docs/a.md',
    ['tool: links only in English: docs/a.md#cli', expect.stringContaining('README.md#')],
  ],
  ['| 0 | pass |\n', '', ['Exit codes: figures only in the translation: 0', expect.stringContaining('lines only in')]],
  [
    '--clients 1000\n',
    '--clients 10\n',
    [expect.stringContaining('blocks only in E'), expect.stringContaining('blocks')],
  ],
  ['## Exit', '### Exit', ['headings are # ### in English, and # ## in the translation']],
])('%j becomes %j', (from, to, told) => {
  expect(gaps(from, to)).toEqual(told)
})
