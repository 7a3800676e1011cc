import type { Command } from '../command.ts'
import { fillSections } from './fill-sections.ts'
import { exitCodeDocs, flagDocs, type Translate } from './flag-docs.ts'

/**
 * A README whose parts that follow from the command are made anew: `flags` and `exit-codes`, between their marks.
 * @param translate for a README in another language; it is given every English text of the tables
 * @throws {Error} for a mark that nothing closes
 */
export function generateParts(command: Command, readme: string, translate?: Translate): string {
  return fillSections(readme, {
    flags: flagDocs(command, translate),
    'exit-codes': exitCodeDocs(command, translate),
  })
}
