import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ReadLines } from './match/result-rows.ts'

/**
 * Lines of the frontends' files, each file read once, for showing a call in its place.
 * @param bases folder that the files of each frontend are relative to
 */
export function createSourceLines(bases: readonly string[]): ReadLines {
  const known = new Map<string, readonly string[] | null>()
  return (frontend, file) => {
    const path = join(bases[frontend] ?? '', file)
    let lines = known.get(path)
    if (lines === undefined) {
      lines = readLines(path)
      known.set(path, lines)
    }
    return lines
  }
}

function readLines(path: string): readonly string[] | null {
  try {
    return readFileSync(path, 'utf8').split(/\r\n|\n|\r/)
  } catch {
    return null
  }
}
