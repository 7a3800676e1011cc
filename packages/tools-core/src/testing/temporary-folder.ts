import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A folder of its own for one test. */
export interface TemporaryFolder {
  /** Absolute, without symbolic links. */
  readonly path: string
  /** The path of something in it. */
  join(...parts: readonly string[]): string
  /** Writes files, by relative path; folders are made. */
  write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void>
  remove(): Promise<void>
}

/** Makes a temporary folder with these files in it, by relative path. */
export async function createTemporaryFolder(
  files: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<TemporaryFolder> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'm4sh-test-')))
  const folder: TemporaryFolder = {
    path,
    join: (...parts) => join(path, ...parts),
    write: async (more) => {
      for (const [name, content] of Object.entries(more)) {
        await mkdir(dirname(join(path, name)), { recursive: true })
        await writeFile(join(path, name), content)
      }
    },
    remove: () => rm(path, { recursive: true, force: true }),
  }
  await folder.write(files)
  return folder
}
