import { pathToFileURL } from 'node:url'
import { afterEach, expect, test } from '@jest/globals'
import { ReadmePrograms } from '../../../src/testing/readme/index.ts'
import { createTemporaryFolder, type TemporaryFolder } from '../../../src/testing/temporary-folder.ts'

let folder: TemporaryFolder
let programs: ReadmePrograms
afterEach(async () => {
  programs.remove()
  await folder.remove()
})

async function take(readme: string): Promise<ReadmePrograms> {
  folder = await createTemporaryFolder({
    'README.md': readme,
    'package.json':
      '{ "name": "greet", "type": "module", "exports": { ".": { "types": "./dist/index.d.ts", "default": "./dist/index.js" } } }',
    'dist/index.js': 'export const greet = (name) => `Hello, ${name}!`\n',
    'dist/index.d.ts': 'export declare function greet(name: string): string\n',
  })
  programs = new ReadmePrograms(pathToFileURL(`${folder.path}/`))
  return programs
}

const fenced = (code: string) => `\`\`\`ts\n${code}\n\`\`\`\n`

test('each block of ts is a program, which is compiled against the package by its own name, and runs', async () => {
  const line = "import { greet } from 'greet'\nconsole.log(greet('Olena'), await Promise.resolve(process.argv[2]))"
  await take(`Text\n\n${fenced(line)}\n\`\`\`sh\nls\n\`\`\`\n${fenced("console.log('second', process.env['WHO'])")}`)
  expect(programs.count).toBe(2)
  expect(await programs.compile()).toBe('')
  expect(await programs.run(0, { args: ['x'] })).toEqual({ exitCode: 0, stdout: 'Hello, Olena! x\n', stderr: '' })
  expect((await programs.run(1, { env: { WHO: 'me' } })).stdout).toBe('second me\n')
})

test('what the compiler objects to is told with its place', async () => {
  await take(fenced("import { greet } from 'greet'\ngreet(1)"))
  expect(await programs.compile()).toMatch(/program-1\.ts\(2,7\): error TS2345/)
})
