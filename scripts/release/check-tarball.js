import { readFileSync, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { judgeContents } from './judge-contents.js'
import { root } from './workspace.js'

/** Holds a tarball against publint, attw and what belongs in a package. @throws {Error} that says what is wrong */
export async function checkTarball({ file, contents, manifest }, run) {
  await run([process.execPath, join(root, 'node_modules/publint/src/cli.js'), 'run', file, '--strict'])
  await run([
    process.execPath,
    join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js'),
    file,
    '--profile',
    'esm-only',
    '--no-emoji',
  ])
  const problems = judgeContents(filesIn(contents), manifest, (path) => readFileSync(join(contents, path), 'utf8'))
  if (problems.length > 0) throw new Error(`${manifest.name} is not packed as it has to be:\n${problems.join('\n')}`)
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
}
