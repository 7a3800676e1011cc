import type { GeneratorReport } from '../../../load/generator-report.ts'
import type { Summary } from '../../../stats/summary.ts'
import { bytes, ms, share, whole } from '../../units.ts'
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

const levels: Readonly<Record<JudgedGenerator['level'], { word: string; note: string; tone: Tone }>> = {
  ok: { word: 'Had time', note: 'nothing says that this machine was part of the latency', tone: 'good' },
  warn: { word: 'Near its limits', note: 'part of the latency may be this machine’s own', tone: 'warn' },
  invalid: { word: 'Too slow', note: 'the times tell more about this machine than about the platform', tone: 'bad' },
}

export function generatorTile({ level, sendLag, cpuShare }: JudgedGenerator): Figure {
  const { word, tone } = levels[level]
  const note = `this machine sent ${ms(sendLag.p99)} late at p99, and used ${share(cpuShare)} of a CPU`
  return figure('Generator', word, note, tone)
}

export function generatorSection(generator: JudgedGenerator): Section {
  const { level, reasons, sendLag, eventLoopLag, turnWait } = generator
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
        ...(turnWait
          ? [['Turn wait', 'how long a delivery waited in this process before it was stamped', turnWait] as const]
          : []),
        ['Event loop lag', 'by how much timers of this process came late', eventLoopLag],
      ]),
    ],
  })
}

function loadFigures(generator: JudgedGenerator): Figure[] {
  const { cpuShare, cpuSeconds, runWaitShare, stealShare, maxRssBytes, workers, floor } = generator
  const who = workers === undefined ? '' : ' by the busiest thread'
  return [
    figure('CPU', share(cpuShare), `of one CPU${who}; ${cpuSeconds.toFixed(1)} s in all`),
    ...(workers === undefined ? [] : [figure('Threads', whole(workers), 'shared the rooms')]),
    figure('Waited for a CPU', share(runWaitShare), 'of the time the system ran something else'),
    figure('Steal', share(stealShare), 'of the machine’s CPU time went to other virtual machines'),
    figure('Memory', bytes(maxRssBytes), 'at most'),
    figure(
      'Floor',
      ms(floor.p50),
      `is the least latency that this process can measure, ${ms(floor.p99)} at p99; it is part of the figures above`,
    ),
  ]
}
