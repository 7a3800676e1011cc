import { realpathSync } from 'node:fs'
import { posix, relative, sep } from 'node:path'
import { namingBase } from './calls/file-names.ts'

/** How formats for machines name the files that findings are about. */
export interface FindingPlaces {
  /** @param file of a frontend, as its calls name it */
  ofFrontend: (frontend: number, file: string) => string
  /** @param file absolute */
  ofSchema: (file: string) => string
}

/**
 * What reads such a format looks for files in one folder: in a CI job that is its workspace, which may hold the checkouts
 * of several repositories. Without one, and for what lies outside of it, files are named from their own repository.
 * @param roots of the frontends, absolute
 * @param workspace absolute; `GITHUB_WORKSPACE`
 */
export function findingPlaces(roots: readonly string[], workspace: string | undefined): FindingPlaces {
  const top = workspace === undefined || workspace === '' ? null : realPath(workspace)
  const bases = roots.map(namingBase)
  return {
    ofFrontend(frontend, file) {
      const below = folderBelow(top, bases[frontend])
      return below === null ? file : posix.join(below, file)
    },
    ofSchema: (file) => folderBelow(top, file) ?? relative(namingBase(file), file).split(sep).join('/'),
  }
}

/** A path from the workspace on, with `/`; `null` where it is not in it. */
function folderBelow(top: string | null, path: string | undefined): string | null {
  if (top === null || path === undefined) return null
  const below = relative(top, realPath(path)).split(sep).join('/')
  return below === '..' || below.startsWith('../') ? null : below
}

/** A workspace is often behind a symbolic link. */
function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
