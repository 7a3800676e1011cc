import { readChangelog, readChangesets } from './changesets.js'
import { judgeVersions } from './judge-versions.js'
import { readPackages } from './workspace.js'

/**
 * Has changesets make the versions of a clone, as the release workflow does.
 * @returns {Promise<{name: string, before: string, after: string}[]>}
 * @throws {Error} that says what does not make sense of what came of it
 */
export async function versionClone(clone, { pnpm, run }) {
  const changesets = readChangesets(clone)
  const before = new Map(readPackages(clone).map(({ manifest: { name, version } }) => [name, version]))
  await run([...pnpm, 'run', 'version-packages'], { cwd: clone })
  const versions = readPackages(clone).map((each) => ({
    name: each.manifest.name,
    before: before.get(each.manifest.name),
    after: each.manifest.version,
    changelog: readChangelog(each),
  }))
  const problems = judgeVersions(versions, changesets)
  const left = readChangesets(clone).map(({ file }) => `${file} is still there`)
  if (problems.length + left.length > 0) {
    throw new Error(`changeset version does not come out right:\n${[...problems, ...left].join('\n')}`)
  }
  return versions
}
