import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** The packages of a checkout, those that others depend on before them. */
export function readPackages(checkout = root) {
  const packages = readdirSync(join(checkout, 'packages')).map((folder) => {
    const path = join(checkout, 'packages', folder)
    return { folder, path, manifest: readManifest(path) }
  })
  return inOrder(packages)
}

export function readManifest(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}

/** Dependencies before dependents, so that whatever is on the registry can be installed at any time. */
export function inOrder(packages) {
  const byName = new Map(packages.map((each) => [each.manifest.name, each]))
  const ordered = new Set()
  const add = (each) => {
    for (const name of Object.keys(each.manifest.dependencies ?? {})) if (byName.has(name)) add(byName.get(name))
    ordered.add(each)
  }
  for (const each of packages) add(each)
  return [...ordered]
}

/** Those that were asked for by folder or by name, all if none was. */
export function choosePackages(packages, wanted) {
  const unknown = wanted.filter((name) => !packages.some((each) => isCalled(each, name)))
  if (unknown.length > 0) {
    throw new Error(`There is no package ${unknown.join(', ')}: ${packages.map(({ folder }) => folder).join(', ')}`)
  }
  return wanted.length === 0 ? packages : packages.filter((each) => wanted.some((name) => isCalled(each, name)))
}

function isCalled({ folder, manifest }, name) {
  return folder === name || manifest.name === name
}

/** Whoever started this through pnpm has said which pnpm to use. */
export function pnpmCommand({ npm_execpath: path } = process.env) {
  if (!path || !/pnpm/.test(path)) return ['npx', '-y', 'pnpm@12']
  return /\.[cm]?js$/.test(path) ? [process.execPath, path] : [path]
}
