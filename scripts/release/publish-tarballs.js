import { CommandError } from './run-command.js'

/**
 * Publishes what the registry does not have yet, and leaves alone what it has: a release that broke off is gone on with.
 * @param {readonly {file: string, manifest: object}[]} tarballs dependencies before dependents
 * @param {{npm?: readonly string[], flags?: readonly string[], run: Function, say?: (line: string) => void}} options
 */
export async function publishTarballs(tarballs, { npm = ['npm'], flags = [], run, say = () => undefined }) {
  for (const { file, manifest } of tarballs) {
    const release = `${manifest.name}@${manifest.version}`
    if (await isPublished(manifest, { npm, run })) {
      say(`${release} is on the registry already`)
    } else {
      await run([...npm, 'publish', file, '--access', 'public', ...flags])
      say(`${release} is published`)
    }
  }
}

export async function isPublished({ name, version }, { npm = ['npm'], run }) {
  try {
    // Never what a cache remembers of a time before.
    return (await run([...npm, 'view', `${name}@${version}`, 'version', '--prefer-online'])).trim() === version
  } catch (error) {
    // Of a package that nobody has published yet the registry knows nothing.
    if (error instanceof CommandError && error.output.includes('E404')) return false
    throw error
  }
}
