import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readManifest } from './workspace.js'

/** Of the oldest line the oldest release that is promised, of the others the newest. */
const nodeVersions = { 20: '20.19.0', 22: '22', 24: '24' }

/**
 * Fetches Node and the package managers from npm, into a folder that is kept: the binaries of Node come with `node`.
 * @param {{cache: string, pnpmVersion: string, run: Function, env: NodeJS.ProcessEnv}} options
 * @returns {Promise<{nodes: {line: string, version: string, folder: string}[], folder: string}>} `folder` is the
 *   `node_modules` that the package managers are in
 */
export async function prepareToolchain({ cache, pnpmVersion, run, env }) {
  const project = join(cache, 'toolchain')
  await mkdir(project, { recursive: true })
  const lines = Object.keys(nodeVersions)
  const nodes = lines.map((line) => [`node-${line}`, `npm:node@${nodeVersions[line]}`])
  const manifest = {
    private: true,
    dependencies: { ...Object.fromEntries(nodes), npm: '^11', pnpm: pnpmVersion, '@yarnpkg/cli-dist': '^4' },
    // The script of `node` fetches the binary of this platform, that of `pnpm` puts its own in place.
    allowScripts: { node: true, pnpm: true },
  }
  await writeFile(join(project, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  await run(['npm', 'install', '--no-audit', '--no-fund', '--prefer-offline'], { cwd: project, env })
  const folder = join(project, 'node_modules')
  const found = lines.map((line) => ({
    line,
    version: readManifest(join(folder, `node-${line}`)).version,
    folder: join(folder, `node-${line}`, 'bin'),
  }))
  return { folder, nodes: found }
}
