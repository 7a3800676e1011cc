import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createTemporaryFolder, type TemporaryFolder } from '@m4sh/tools-core/testing'
import { type Block, readPage } from './page/read-page.ts'
import { shellSteps } from './page/shell-steps.ts'

let folder: TemporaryFolder

beforeAll(async () => {
  folder = await createTemporaryFolder()
})
afterAll(async () => await folder.remove())

async function read(...lines: readonly string[]): Promise<Block[]> {
  await folder.write({ 'page.md': lines.join('\n') })
  return readPage(pathToFileURL(folder.join('page.md')))
}

test('a block has its headings, and the file that the line before it names', async () => {
  const page = await read(
    '# Page',
    '## One',
    '### Two',
    '`a.json`:',
    '',
    '```json',
    '{}',
    '```',
    '## Three',
    '```sh',
    'true',
    '```',
  )
  expect(page).toEqual([
    { line: 6, language: 'json', text: '{}', file: 'a.json', headings: ['One', 'Two'] },
    { line: 10, language: 'sh', text: 'true', file: null, headings: ['Three'] },
  ])
})

test.each([
  [
    'a language that nobody tries',
    ['```python', 'print()', '```'],
    'page.md:1: nothing here tries a block of "python"',
  ],
  ['none at all', ['    ```', '    rm -r /', '    ```'], 'page.md:1: nothing here tries a block of ""'],
  ['a block without an end', ['text', '~~~sh', 'true', '```'], 'page.md:2: the block is not closed'],
])('%s is refused', async (_, lines, message) => {
  await expect(read(...lines)).rejects.toThrow(message)
})

test('what is run is found wherever it stands', async () => {
  const page = await read(
    '```yaml',
    'jobs: { a: { steps: [{ uses: x }, { run: one }] } }',
    '---',
    'job: { before_script: [one], script: [two] }',
    '---',
    'spec: { initContainers: [{ command: [one], lifecycle: { preStop: { exec: { command: [two] } } } }] }',
    '```',
    '```crontab',
    '0 5 * * * one',
    '```',
    '```json',
    '{ "run": "no" }',
    '```',
  )
  expect(shellSteps(page)).toEqual([
    'line 1.0.jobs.a.steps.1.run',
    'line 1.1.job.before_script',
    'line 1.1.job.script',
    'line 1.2.spec.initContainers.0.command',
    'line 1.2.spec.initContainers.0.lifecycle.preStop.exec.command',
    'line 8',
  ])
})
