import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { systemCode } from '../errors/file-fault.ts'

/**
 * Makes a folder and those above it, unless it is there. `mkdir` with `recursive` never ends where a folder that is there
 * takes no other, as `/proc` does (seen in Node 20).
 * @param mode of the folder itself, where it is made; those above it are as the system makes them
 * @throws what the system says; of a file that is in the way `EEXIST`
 */
export async function makeFolder(path: string, mode?: number): Promise<void> {
  try {
    await mkdir(path, { mode })
  } catch (error) {
    const code = systemCode(error)
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return
    if (code !== 'ENOENT' || dirname(path) === path) throw error
    await makeFolder(dirname(path))
    await mkdir(path, { mode }).catch(ifNotThere)
  }
}

/** Somebody else may have made it meanwhile. */
function ifNotThere(error: unknown): void {
  if (systemCode(error) !== 'EEXIST') throw error
}
