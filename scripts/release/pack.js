import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readManifest } from './workspace.js'

/**
 * Packs packages as they will be published, and unpacks each beside its tarball.
 * @returns {Promise<{folder: string, file: string, contents: string, manifest: object}[]>} in the order of the packages;
 *   the manifest is the published one
 */
export async function packPackages(packages, { pnpm, to, run }) {
  await mkdir(to, { recursive: true })
  const packed = []
  for (const { folder, path } of packages) {
    const printed = await run([...pnpm, 'pack', '--json', '--pack-destination', to], { cwd: path })
    const { filename } = JSON.parse(printed.slice(printed.indexOf('{')))
    const file = join(to, filename.replace(/^.*[\\/]/, ''))
    const contents = join(to, 'contents', folder)
    await mkdir(contents, { recursive: true })
    await run(['tar', '-xzf', file, '-C', contents, '--strip-components=1'])
    packed.push({ folder, file, contents, manifest: readManifest(contents) })
  }
  return packed
}
