// `pnpm release:check [package …]`: does what a release does, in a clone and with a registry of this machine, and tries what
// comes of it. Versions and changelogs by changesets, build, tarballs held against publint and attw, publication; then each
// package is installed by npm, pnpm and yarn on each Node into an empty project, and runs there against a sandbox.
import { cp, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { checkRelease } from './release/check-release.js'
import { cloneWorkspace } from './release/clone-workspace.js'
import { installEnvironment } from './release/environment.js'
import { packPackages } from './release/pack.js'
import { packageManagers, versionOf } from './release/package-managers.js'
import { printOutcome, printResults } from './release/print-results.js'
import { prepareToolchain } from './release/toolchain.js'
import { versionClone } from './release/version-clone.js'
import { withScratch } from './release/with-scratch.js'
import { choosePackages, readManifest, readPackages, root } from './release/workspace.js'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    // Fewer of them than all, while something is looked for.
    manager: { type: 'string', multiple: true, default: Object.keys(packageManagers) },
    node: { type: 'string', multiple: true },
    // A folder that is given the tarballs when all is well: what was tried is what is published.
    keep: { type: 'string' },
  },
})

requireKnown('--manager', values.manager, Object.keys(packageManagers))

await withScratch(async ({ folder, signal, run }) => {
  const started = performance.now()
  const chosen = choosePackages(readPackages(), positionals).map((each) => each.folder)
  const cache = join(root, 'node_modules/.cache/release-check')
  const env = installEnvironment([])
  const pnpmVersion = readManifest(root).packageManager.replace('pnpm@', '')
  const toolchain = await prepareToolchain({ cache, pnpmVersion, run, env })
  const known = toolchain.nodes.map(({ line }) => line)
  requireKnown('--node', values.node ?? known, known)
  const nodes = toolchain.nodes.filter(({ line }) => values.node?.includes(line) ?? true)
  const managers = values.manager.map((name) => versionOf(name, toolchain.folder))
  console.log(`Node ${nodes.map(({ version }) => version).join(', ')}; ${managers.join(', ')}`)

  const { checkout, packed } = await makeRelease({ folder, env, run, pnpm: [join(toolchain.folder, '.bin/pnpm')] })
  const result = await checkRelease(packed, chosen, {
    folder,
    signal,
    run,
    checkout,
    cache,
    nodes,
    managers: values.manager,
    tools: toolchain.folder,
    say: console.log,
    report: printOutcome,
  })
  const isFine = printResults(result)
  if (isFine && values.keep !== undefined) await keep(packed, values.keep)
  const minutes = ((performance.now() - started) / 60_000).toFixed(1)
  console.log(`${isFine ? 'The release is fine' : 'The release is not fine'} (${minutes} minutes).`)
  return isFine
})

/** What names nothing would try nothing, and nothing that was tried has failed. */
function requireKnown(flag, given, known) {
  const unknown = given.filter((one) => !known.includes(one))
  if (unknown.length > 0) throw new Error(`${flag} ${unknown.join(', ')} is not known: ${known.join(', ')} are.`)
}

/** Everything up to the tarballs, in a clone. */
async function makeRelease({ folder, env, run, pnpm }) {
  const checkout = join(folder, 'checkout')
  const inClone = (command, options) => run(command, { cwd: checkout, env, ...options })
  await cloneWorkspace(root, { to: checkout, run })
  await inClone([...pnpm, 'install', '--frozen-lockfile', '--prefer-offline'])
  const versions = await versionClone(checkout, { pnpm, run: inClone })
  for (const { name, before, after } of versions) {
    console.log(before === after ? `${name} stays at ${after}` : `${name} ${before} → ${after}`)
  }
  await inClone([...pnpm, 'run', 'build'])
  return {
    checkout,
    packed: await packPackages(readPackages(checkout), { pnpm, to: join(folder, 'tarballs'), run: inClone }),
  }
}

async function keep(packed, folder) {
  await mkdir(folder, { recursive: true })
  for (const { file } of packed) await cp(file, join(folder, file.replace(/^.*[\\/]/, '')))
}
