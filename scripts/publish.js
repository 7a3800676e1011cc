// `node scripts/publish.js FOLDER`: publishes the tarballs of a folder that the registry does not have yet. Needs Node and npm
// alone: where the right to publish is, nothing else is installed.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { publishTarballs } from './release/publish-tarballs.js'
import { runCommand } from './release/run-command.js'
import { inOrder } from './release/workspace.js'

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('Name the folder of the tarballs: node scripts/publish.js FOLDER')
const files = readdirSync(folder).filter((name) => name.endsWith('.tgz'))
if (files.length === 0) throw new Error(`There is no tarball in ${folder}`)

const tarballs = []
for (const name of files) {
  const file = join(folder, name)
  tarballs.push({ file, manifest: JSON.parse(await runCommand(['tar', '-xzOf', file, 'package/package.json'])) })
}
await publishTarballs(inOrder(tarballs), { run: runCommand, say: console.log })
