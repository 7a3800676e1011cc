import { pathToFileURL } from 'node:url'
import { expect, test } from '@jest/globals'
import { createTemporaryFolder } from '../../../src/testing/temporary-folder.ts'
import { undocumentedExports } from '../../../src/testing/readme/index.ts'

test('exports without JSDoc, and promises that do not say how they are broken, through re-exports', async () => {
  const folder = await createTemporaryFolder({
    'tsconfig.json':
      '{ "compilerOptions": { "module": "NodeNext", "allowImportingTsExtensions": true, "noEmit": true } }',
    'src/index.ts':
      "export { bare, half, safe, whole, type Shape } from './parts.ts'\nexport type * from './types.ts'\n",
    'src/parts.ts': `
      export const bare = 1
      /** Waits. */
      export async function half(): Promise<void> {}
      /** Waits. @throws {Error} always */
      export async function whole(): Promise<void> {}
      /** Never throws. */
      export async function safe(): Promise<void> {}
      /** Named. */
      export interface Shape { a: number }
      export const inner = 2
    `,
    'src/types.ts': 'export type Told = 1\n/** Said. */\nexport type Said = 2\n',
  })
  const found = undocumentedExports(pathToFileURL(`${folder.path}/`))
  await folder.remove()
  expect(found).toEqual(['bare', 'half does not say what it throws', 'Told'].map((name) => `src/index.ts: ${name}`))
})
