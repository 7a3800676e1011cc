const order = ['patch', 'minor', 'major']
const isWorkspaceOnly = /^(?:workspace|catalog|link|file):/

/**
 * What is wrong with the versions and changelogs that came of changesets.
 * @param {{name: string, before: string, after: string, changelog: string}[]} packages
 * @param {{bumps: Record<string, string>, summary: string}[]} changesets
 */
export function judgeVersions(packages, changesets) {
  return packages.flatMap(({ name, before, after, changelog }) => {
    const own = changesets.filter(({ bumps }) => Object.hasOwn(bumps, name))
    const bump = order.findLast((each) => own.some(({ bumps }) => bumps[name] === each))
    const problems = []
    const least = bump === undefined ? before : bumped(before, bump)
    if (isLower(after, least)) problems.push(`${name} went from ${before} to ${after}, its changesets ask for ${least}`)
    if (after === before) return problems
    const section = sectionOf(changelog, after)
    if (section === null) return [...problems, `${name} has no section ${after} in its changelog`]
    const untold = own.filter(({ summary }) => !section.includes(summary.split('\n')[0]))
    return [...problems, ...untold.map(({ summary }) => `${name} does not tell of this in its changelog: ${summary}`)]
  })
}

/**
 * What is wrong with the ranges of a published manifest, towards the other packages and towards the workspace.
 * @param {ReadonlyMap<string, string>} versions of all packages that are released together
 */
export function judgeRanges({ name, ...manifest }, versions) {
  const kinds = ['dependencies', 'optionalDependencies', 'peerDependencies', 'devDependencies']
  return kinds
    .flatMap((kind) => Object.entries(manifest[kind] ?? {}))
    .flatMap(([dependency, range]) => {
      if (isWorkspaceOnly.test(range)) return [`${name} wants ${dependency}@${range}, which means nothing elsewhere`]
      const version = versions.get(dependency)
      return version === undefined || range === `^${version}`
        ? []
        : [`${name} wants ${dependency}@${range}, which is ${version}`]
    })
}

function bumped(version, bump) {
  const [major, minor, patch] = numbers(version)
  if (bump === 'major') return `${major + 1}.0.0`
  return bump === 'minor' ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`
}

function isLower(version, other) {
  const others = numbers(other)
  const parts = numbers(version)
  const at = parts.findIndex((part, index) => part !== others[index])
  return at >= 0 && parts[at] < others[at]
}

function numbers(version) {
  return version.split('.').map(Number)
}

function sectionOf(changelog, version) {
  const [, section] = changelog.split(`\n## ${version}\n`)
  return section === undefined ? null : section.split('\n## ')[0]
}
