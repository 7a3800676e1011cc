import { posix } from 'node:path'

/** What is never of use to who installs a package, wherever it lies. */
const strayNames = [
  /(?:^|\/)(?:test|tests|__tests__|fixtures|coverage|node_modules|reports)\//,
  /\.(?:test|spec|bench)\.[cm]?[jt]sx?$/,
  /\.tsbuildinfo$/,
  /\.(?:tgz|log|orig)$/,
  /(?:^|\/)\.(?!npmignore$)/,
]

/**
 * What a package lacks and what it has too much of.
 * @param {readonly string[]} files paths in the package
 * @param {(file: string) => string} read
 */
export function judgeContents(files, manifest, read) {
  const present = new Set(files)
  const has = (path) => present.has(path) || files.some((file) => file.startsWith(`${path}/`))
  return [
    ...namedByManifest(manifest)
      .filter((path) => !has(path))
      .map((path) => `${path} is missing, which package.json names`),
    ...['README.md', 'README.uk.md', 'LICENSE']
      .filter((file) => !present.has(file))
      .map((file) => `${file} is missing`),
    ...(present.has('README.md') && manifest.readme !== read('README.md')
      ? ['package.json does not hold README.md as its "readme": npm would show any README.*']
      : []),
    ...files.filter((file) => file.endsWith('.md')).flatMap((file) => deadLinks(file, read(file), has)),
    ...files.filter((file) => file.endsWith('.map')).flatMap((file) => lostSources(file, read(file), present)),
    ...files.flatMap((file) => staleBuild(file, present)),
    ...files.filter((file) => strayNames.some((name) => name.test(file))).map((file) => `${file} is of no use there`),
  ]
}

function namedByManifest({ bin = {}, exports = {}, imports = {}, files = [] }) {
  const paths = [...targets(bin), ...targets(exports), ...targets(imports), ...files]
  const own = paths.filter((path) => !path.startsWith('!')).map((path) => posix.normalize(path).replace(/\/$/, ''))
  return [...new Set(own)]
}

function targets(value) {
  if (typeof value === 'string') return [value]
  return value === null ? [] : Object.values(value).flatMap(targets)
}

/** Links that leave the package go to the repository, where registries have them lead. */
function deadLinks(file, text, has) {
  const links = [...text.matchAll(/\]\((?![a-z]+:|#)([^)#\s]+)[^)]*\)/g)].map(([, link]) => link)
  return links
    .filter((link) => {
      const path = posix.normalize(posix.join(posix.dirname(file), link)).replace(/\/$/, '')
      return !path.startsWith('..') && !has(path)
    })
    .map((link) => `${file} links to ${link}, which is missing`)
}

function lostSources(file, text, present) {
  const { sources, sourcesContent } = JSON.parse(text)
  return sources
    .map((source) => posix.normalize(posix.join(posix.dirname(file), source)))
    .filter((source, at) => !present.has(source) && !sourcesContent?.[at])
    .map((source) => `${file} leads to ${source}, which is missing`)
}

/** What was built from a file that has gone since. */
function staleBuild(file, present) {
  const [, stem] = /^dist\/(.*?)(?:\.d)?\.[jt]s$/.exec(file) ?? []
  if (stem === undefined || present.has(`src/${stem}.ts`)) return []
  return [`${file} is of no source that there is`]
}
