import { type Figure, figure, type Section, section } from '@m4sh/tools-core/reporting/html'
import type { BlastLocalization } from '../../language/index.ts'
import type { BlastResult } from '../../result.ts'

/** Rows that CPU time is told for. */
const million = 1_000_000

export function machineSection(t: BlastLocalization, result: BlastResult): Section {
  const { cpuSeconds, maxRssBytes } = result.generator
  const { cpu, cpuNote, intro, memory, memoryNote, title } = t.messages.machine
  return section({
    paths: ['result.generator'],
    id: 'machine',
    title,
    intro,
    figures: [
      figure(cpu, t.secondsFixed(cpuSeconds), cpuNote),
      ...perMillion(t, result),
      figure(memory, t.bytes(maxRssBytes), memoryNote),
    ],
  })
}

/** Of few rows it is the start of the tool, and not the rows. */
function perMillion(t: BlastLocalization, { generator, inserted }: BlastResult): Figure[] {
  if (inserted < million / 10) return []
  const { cpuPerMillion, cpuPerMillionNote } = t.messages.machine
  return [figure(cpuPerMillion, t.secondsFixed((generator.cpuSeconds * million) / inserted), cpuPerMillionNote)]
}
