import { existsSync } from 'node:fs'
import type { Config } from '../config.ts'
import { noEarlier } from './no-earlier.ts'
import { type EarlierScan, readEarlier } from './read-earlier.ts'

/**
 * The report that a scan is compared with. On the first day of a schedule there is none yet: a mistyped name fails more,
 * and not less.
 * @param database as reports name it
 * @returns `null` where nothing is compared
 * @throws {UsageError} for a file that is no report of this tool
 */
export async function findEarlier(
  { compareFile: file }: Pick<Config, 'compareFile'>,
  database: string,
): Promise<EarlierScan | null> {
  if (file === null) return null
  return existsSync(file) ? await readEarlier(file, database) : noEarlier(file)
}
