// `node scripts/list-unpublished.js`: the packages whose version the registry does not have, in a line; an empty one if none.
import { isPublished } from './release/publish-tarballs.js'
import { runCommand } from './release/run-command.js'
import { readPackages } from './release/workspace.js'

const unpublished = []
for (const { manifest } of readPackages()) {
  if (!(await isPublished(manifest, { run: runCommand }))) unpublished.push(manifest.name)
}
console.log(unpublished.join(' '))
