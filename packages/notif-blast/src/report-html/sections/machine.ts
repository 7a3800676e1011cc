import { bytes } from '@m4sh/tools-core/reporting'
import { type Figure, figure, type Section, section } from '@m4sh/tools-core/reporting/html'
import type { BlastResult } from '../../result.ts'

/** Rows that CPU time is told for. */
const million = 1_000_000

export function machineSection(result: BlastResult): Section {
  const { cpuSeconds, maxRssBytes } = result.generator
  return section({
    id: 'machine',
    title: 'This machine',
    intro: 'What the run cost here; what it cost the server is not known.',
    figures: [
      figure('CPU', `${cpuSeconds.toFixed(1)} s`, 'of one CPU, in all'),
      ...perMillion(result),
      figure('Memory', bytes(maxRssBytes), 'at most'),
    ],
  })
}

/** Of few rows it is the start of the tool, and not the rows. */
function perMillion({ generator, inserted }: BlastResult): Figure[] {
  if (inserted < million / 10) return []
  return [figure('CPU a million rows', `${((generator.cpuSeconds * million) / inserted).toFixed(1)} s`, 'of one CPU')]
}
