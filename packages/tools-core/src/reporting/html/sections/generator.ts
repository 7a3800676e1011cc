import type { GeneratorReport } from '../../../load/generator-report.ts'
import type { Summary } from '../../../stats/summary.ts'
import type { Localization } from '../../../language/index.ts'
import { type Figure, figure } from '../figure.ts'
import { type Section, section } from '../section.ts'
import { summaryTable } from '../table.ts'
import type { Tone } from '../tone.ts'

/** How the machine that made the load did. */
export interface JudgedGenerator extends GeneratorReport {
  /** How long a delivery waited in this process before it was stamped; left out where that is not known. */
  readonly turnWait?: Summary
  /** Threads; left out by a tool that has one. */
  readonly workers?: number
}

const tones: Readonly<Record<JudgedGenerator['level'], Tone>> = { ok: 'good', warn: 'warn', invalid: 'bad' }

export function generatorTile(t: Localization, { level, sendLag, cpuShare }: JudgedGenerator): Figure {
  const { levels, tileNote, title } = t.core.generator
  return figure(title, levels[level].word, tileNote(t.ms(sendLag.p99), t.share(cpuShare)), tones[level])
}

export function generatorSection(t: Localization, generator: JudgedGenerator): Section {
  const texts = t.core.generator
  const { level, reasons, sendLag, eventLoopLag, turnWait } = generator
  const { word, note } = texts.levels[level]
  return section({
    paths: ['result.generator'],
    id: 'generator',
    title: texts.title,
    intro: texts.intro,
    remarks: reasons.map(t.translate),
    figures: [figure(texts.verdict, word, note, tones[level]), ...loadFigures(t, generator)],
    tables: [
      summaryTable(t, 'generator-summary', texts.caption, [
        [texts.sendLag, texts.sendLagNote, sendLag],
        ...(turnWait ? [[texts.turnWait, texts.turnWaitNote, turnWait] as const] : []),
        [texts.eventLoopLag, texts.eventLoopLagNote, eventLoopLag],
      ]),
    ],
  })
}

function loadFigures(t: Localization, generator: JudgedGenerator): Figure[] {
  const { cpuShare, cpuSeconds, runWaitShare, stealShare, maxRssBytes, workers, floor } = generator
  const texts = t.core.generator
  const cpuNote = workers === undefined ? texts.cpuNote : texts.cpuOfThreadNote
  return [
    figure(texts.cpu, t.share(cpuShare), cpuNote(t.secondsFixed(cpuSeconds))),
    ...(workers === undefined ? [] : [figure(texts.threads, t.whole(workers), texts.threadsNote)]),
    figure(texts.runWait, t.share(runWaitShare), texts.runWaitNote),
    figure(texts.steal, t.share(stealShare), texts.stealNote),
    figure(texts.memory, t.bytes(maxRssBytes), texts.memoryNote),
    figure(texts.floor, t.ms(floor.p50), texts.floorNote(t.ms(floor.p99))),
  ]
}
