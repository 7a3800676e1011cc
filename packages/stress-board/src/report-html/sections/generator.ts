import type { GeneratorSection, StressResult } from '../../result.ts'
import { ms, share, whole } from '../../summary-rows.ts'
import { type Figure, figure } from '../figure.ts'
import { bytes } from '../figure-text.ts'
import { type Section, section } from '../section.ts'
import { summaryTable } from '../table.ts'
import type { Tone } from '../tone.ts'

const levels: Readonly<Record<GeneratorSection['level'], { word: string; note: string; tone: Tone }>> = {
  ok: { word: 'Had time', note: 'nothing says that this machine was part of the latency', tone: 'good' },
  warn: { word: 'Near its limits', note: 'part of the latency may be this machine’s own', tone: 'warn' },
  invalid: { word: 'Too slow', note: 'the times tell more about this machine than about the platform', tone: 'bad' },
}

export function generatorSection({ generator }: StressResult): Section {
  const { level, reasons, sendLag, eventLoopLag } = generator
  const { word, note, tone } = levels[level]
  return section({
    id: 'generator',
    title: 'Generator',
    intro: 'The machine that made the load measures itself too: what it is late by looks like latency of the platform.',
    remarks: reasons,
    figures: [figure('Verdict', word, note, tone), ...loadFigures(generator)],
    tables: [
      summaryTable('generator-summary', 'The generator’s own lateness.', [
        ['Send lag', 'from the time when a message was due until it was really sent', sendLag],
        ['Event loop lag', 'by how much timers of this process came late', eventLoopLag],
      ]),
    ],
  })
}

function loadFigures({
  cpuShare,
  cpuSeconds,
  runWaitShare,
  stealShare,
  maxRssBytes,
  workers,
  floor,
}: GeneratorSection): Figure[] {
  return [
    figure('CPU', share(cpuShare), `of one CPU by the busiest thread; ${cpuSeconds.toFixed(1)} s in all`),
    figure('Threads', whole(workers), 'shared the rooms'),
    figure('Waited for a CPU', share(runWaitShare), 'of the time the system ran something else'),
    figure('Steal', share(stealShare), 'of the machine’s CPU time went to other virtual machines'),
    figure('Memory', bytes(maxRssBytes), 'at most'),
    figure(
      'Floor',
      floor.p50 === null ? '–' : ms(floor.p50),
      `is the least latency that this process can measure, ${ms(floor.p99)} at p99; it is part of the figures above`,
    ),
  ]
}
