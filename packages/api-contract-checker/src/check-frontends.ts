import { realpath, stat } from 'node:fs/promises'
import { relative, sep } from 'node:path'
import { fileFault, systemCode, UsageError } from '@m4sh/tools-core/errors'

const rightFolder = "Name the folder of the frontend's sources with --frontend-path."

/**
 * Whether the frontends are there, and each apart from the others.
 * @throws {UsageError} for one that cannot be read, or lies in another: its calls would count twice
 */
export async function checkFrontends(roots: readonly string[]): Promise<void> {
  for (const root of roots) await checkRoot(root)
  const places = await Promise.all(roots.map(async (root) => ({ root, real: await realpath(root) })))
  for (const [at, inner] of places.entries()) {
    const outer = places.find((one, other) => other !== at && holds(one.real, inner.real))
    if (outer === undefined) continue
    const how = outer.real === inner.real ? 'is the same as' : 'lies inside of'
    throw new UsageError(`The frontend ${inner.root} ${how} ${outer.root}: its calls would count twice.`, {
      hint: 'Name only one of them with --frontend-path; --include brings back what is left out by default.',
    })
  }
}

/** Packages are never read with what they are installed in. */
function holds(outer: string, inner: string): boolean {
  const isBelow = outer === inner || inner.startsWith(outer.endsWith(sep) ? outer : outer + sep)
  return isBelow && !relative(outer, inner).split(sep).includes('node_modules')
}

async function checkRoot(root: string): Promise<void> {
  const found = await readFrontend(root, () => stat(root))
  // A pipe or a device may have no end.
  if (found.isFile() || found.isDirectory()) return
  throw new UsageError(`The frontend ${root} is neither a folder nor a file.`, { hint: rightFolder })
}

/** @throws {UsageError} for what the file system says of the frontend */
export async function readFrontend<T>(root: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    const code = systemCode(error)
    if (code === null) throw error
    const says = code === 'ENOENT' ? 'does not exist' : `cannot be read: ${fileFault(error)}`
    throw new UsageError(`The frontend ${root} ${says}.`, { hint: rightFolder, cause: error })
  }
}
