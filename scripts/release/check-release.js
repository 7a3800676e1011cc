import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { checkTarball } from './check-tarball.js'
import { installEnvironment } from './environment.js'
import { judgeRanges } from './judge-versions.js'
import { startLocalRegistry } from './local-registry.js'
import { forgetLocalPackages } from './package-managers.js'
import { publishTarballs } from './publish-tarballs.js'
import { tryPackages } from './try-packages.js'

/**
 * Holds tarballs against what packages have to be, publishes them to a registry of this machine, and tries those that were
 * chosen from there.
 * @param {readonly {folder: string, file: string, contents: string, manifest: object}[]} packed all packages
 * @param {readonly string[]} chosen folders of those that are checked
 * @param {object} world as `tryPackages` wants it, but for what is started here; `checkout` is built
 * @returns {Promise<{outcomes: object[], faults: {what: string, error: Error}[]}>} `faults` of the tarballs
 */
export async function checkRelease(packed, chosen, world) {
  const { run, say, checkout } = world
  const own = packed.filter(({ folder }) => chosen.includes(folder))
  const faults = await checkTarballs(own, packed, run)
  say(`${own.length - faults.length} of ${own.length} tarballs are as they have to be: publint, attw, files`)
  await forgetLocalPackages(world.cache)
  const registry = await startLocalRegistry()
  try {
    await publish(withDependencies(own, packed), registry.url, world)
    const sandbox = await startSandbox(world)
    try {
      const { readPublishedSchema } = await importFrom(checkout, 'tools-core/dist/testing/published-schema.js')
      const started = { registry: registry.url, sandbox, readPublishedSchema, othersFrom: await defaultRegistry(run) }
      return { faults, outcomes: await tryPackages(own, { ...world, ...started }) }
    } finally {
      await sandbox.stop()
    }
  } finally {
    await registry.close()
  }
}

/** In the order of all packages. */
function withDependencies(own, packed) {
  const names = new Set(own.flatMap(({ manifest }) => [manifest.name, ...Object.keys(manifest.dependencies ?? {})]))
  return packed.filter(({ manifest }) => names.has(manifest.name))
}

async function checkTarballs(own, packed, run) {
  const versions = new Map(packed.map(({ manifest: { name, version } }) => [name, version]))
  const faults = []
  for (const each of own) {
    try {
      await checkTarball(each, run)
      const problems = judgeRanges(each.manifest, versions)
      if (problems.length > 0) throw new Error(problems.join('\n'))
    } catch (error) {
      if (error.name === 'AbortError') throw error
      faults.push({ what: `tarball of ${each.folder}`, error })
    }
  }
  return faults
}

/** First without a word of who does it, and nothing must come of that; then in earnest. */
async function publish(tarballs, registry, { folder, run, say }) {
  const desk = join(folder, 'publish')
  await mkdir(desk)
  await writeFile(join(desk, '.npmrc'), `@m4sh:registry=${registry}\n`)
  const here = (command) => run(command, { cwd: desk, env: installEnvironment([]) })
  await publishTarballs(tarballs, { run: here, flags: ['--dry-run'] })
  say(`npm publish --dry-run is content with ${tarballs.length} tarballs, without credentials`)
  const credentials = `${registry.replace('http:', '')}:_authToken=release-check`
  await writeFile(join(desk, '.npmrc'), `@m4sh:registry=${registry}\n${credentials}\n`)
  await publishTarballs(tarballs, { run: here, say })
}

async function startSandbox({ checkout, say, signal }) {
  const { startSandbox: start } = await importFrom(checkout, 'sandbox/dist/index.js')
  const sandbox = await start({ signal })
  say(`The sandbox is up: ${sandbox.baseUrl}/api/\n`)
  return sandbox
}

function importFrom(checkout, path) {
  return import(pathToFileURL(join(checkout, 'packages', path)).href)
}

async function defaultRegistry(run) {
  return (await run(['npm', 'config', 'get', 'registry'], { env: installEnvironment([]) })).trim().replace(/\/$/, '')
}
