import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Bytes of all files in a folder, links not followed: what a package manager leaves there, before the file system rounds up.
 * @param {(path: string) => boolean} [isApart] what is counted beside the rest
 */
export function installSize(folder, isApart = () => false) {
  let bytes = 0
  let apart = 0
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const { size } = lstatSync(path)
    if (isApart(path)) apart += size
    else bytes += size
  }
  return { bytes, apart }
}

/** Decimal, as disks are sold: the stricter of the two. */
export function megabytes(bytes) {
  return (bytes / 1e6).toFixed(1)
}
