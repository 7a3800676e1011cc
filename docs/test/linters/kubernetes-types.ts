import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createTemporaryFolder } from '@m4sh/tools-core/testing'
import { isRecord } from '@m4sh/tools-core/values'
import { runShell } from '../places/run-shell.ts'
import { machineEnvironment } from '../places/workplace.ts'

const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url))

/**
 * What the compiler says of manifests: the types are made of the API's own description, and a literal may have no field that
 * its type does not know. That finds misspelt, misplaced and missing fields; words that only the server knows, it does not.
 */
export async function checkManifests(manifests: readonly unknown[]): Promise<string[]> {
  const folder = await createTemporaryFolder({
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        strict: true,
        noEmit: true,
        module: 'NodeNext',
        types: [],
        paths: { 'kubernetes-types/*': [`${modules}kubernetes-types/*`] },
      },
      files: ['manifests.ts'],
    }),
    'package.json': '{ "type": "module" }',
    'manifests.ts': manifests.map((manifest, at) => declare(manifest, at)).join('\n'),
  })
  try {
    const { output } = await runShell([process.execPath, `${modules}typescript/bin/tsc`], {
      cwd: folder.path,
      env: machineEnvironment(folder.path),
    })
    return output.split('\n').filter((line) => line.includes('error'))
  } finally {
    await folder.remove()
  }
}

function declare(manifest: unknown, at: number): string {
  if (!isRecord(manifest)) throw new Error('a manifest is a mapping')
  const { apiVersion, kind } = manifest
  const [version = '', group = 'core'] = String(apiVersion).split('/').toReversed()
  const file = `kubernetes-types/${group}/${version}.d.ts`
  if (!readdirSync(`${modules}kubernetes-types`).includes(group)) throw new Error(`there is no ${String(apiVersion)}`)
  return [
    `import type { ${String(kind)} as Kind${at} } from '${file}'`,
    `export const manifest${at}: Kind${at} = ${JSON.stringify(manifest)}`,
  ].join('\n')
}
