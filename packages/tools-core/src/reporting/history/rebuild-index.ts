import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { UsageError } from '../../errors/errors.ts'
import type { Language } from '../../language/index.ts'
import { writeIndex, type WrittenIndex } from './write-index.ts'

/**
 * Renders the page of a folder that is there.
 * @throws {UsageError} for a folder that is not: a mistyped name must not become one
 */
export async function rebuildIndex(name: string, cwd: string, language: Language): Promise<WrittenIndex> {
  const folder = resolve(cwd, name)
  const stats = await stat(folder).catch(() => null)
  if (!stats?.isDirectory())
    throw new UsageError(`${name} is no folder`, { hint: 'Name the folder that --history of a run named.' })
  return await writeIndex(folder, { language, hint: 'Name another folder.' })
}
