import type { Catalogue } from '../../language/index.ts'
import { forms } from '../html/say.ts'
import { uk } from './history-words-uk.ts'
import type { FindingSeverity, Verdict } from '../report.ts'

/** Every word that the page of a history prints by itself. Pieces in braces are put in by `say`. */
const en = {
  title: 'Runs',
  none: 'No run lies in this folder yet. A tool adds one with --history.',
  subject: '{runs} of {tools}, {from} – {to}',
  runs: forms('{count} run', '{count} runs'),
  tools: forms('{count} tool', '{count} tools'),
  verdict: {
    pass: 'pass',
    fail: 'fail',
    invalid: 'invalid',
    error: 'error',
    stopped: 'stopped',
  } satisfies Record<Verdict | 'stopped', string>,
  page: {
    empty: { word: 'Nothing yet', sentence: 'There is no run to judge.' },
    pass: { word: 'Pass', sentence: forms('The latest run passed.', 'All {count} targets passed in the latest run.') },
    fail: {
      word: 'Fail',
      sentence: forms('The latest run failed.', '{bad} of {count} targets failed in the latest run.'),
    },
    unsure: {
      word: 'Unsure',
      sentence: forms(
        'The latest run says nothing: it was stopped, or is invalid.',
        'Nothing is said of {bad} of {count} targets: the latest run was stopped, or is invalid.',
      ),
    },
  },
  noTarget: 'no target named',
  failed: 'ended with an error',
  stoppedEarly: 'stopped before there was anything to tell',
  trend: {
    title: '{tool}: {target}',
    intro: 'The latest of {runs}: {verdict}, {when}. {subject}',
    one: 'This is the only run so far: a line begins with the second.',
    left: 'Runs that were stopped are in no line: their figures are of the time until then.',
    cut: 'The newest {count} runs are drawn.',
    less: 'Less is better.',
    more: 'More is better.',
    neither: 'Neither more nor less is better.',
    note: '{better} Each mark is a run, with its verdict.',
    spoken: '{title} of {runs}, the latest {when}: {lines}.',
    line: '{label} {span}',
    median: 'median of the {runs} before: {value}',
    first: 'the first run with this figure',
    alone: 'no earlier run can be compared',
    others: forms(
      '{count} more target is in the table of runs only.',
      '{count} more targets are in the table of runs only.',
    ),
  },
  table: {
    title: 'All runs',
    intro: 'The newest first. A link leads to the report of the run, where its file is still there.',
    caption: 'Runs with what was found and measured.',
    rest: 'The newest {shown} of {all} runs; the files of the others lie in the folder.',
    search: 'Subject, target, figure …',
    columns: {
      when: 'Began (UTC)',
      tool: 'Tool',
      verdict: 'Verdict',
      subject: 'What was run',
      figures: 'Figures',
      findings: 'Findings',
      took: 'Took',
      reports: 'Reports',
    },
    target: 'Target',
    missed: forms('{missed} of {count} threshold missed', '{missed} of {count} thresholds missed'),
    figure: '{label} {value}',
    finding: '{severity} {count}',
    severities: {
      critical: 'critical',
      error: 'errors',
      warning: 'warnings',
      info: 'for information',
    } satisfies Record<FindingSeverity, string>,
    shard: 'shard {index} of {total}',
  },
  files: {
    title: 'Files that are no runs',
    intro: 'What was passed over in this folder, and why.',
    caption: 'Files and reasons.',
    columns: { file: 'File', reason: 'Why' },
    warning: forms('{count} file of this folder is no run.', '{count} files of this folder are no runs.'),
    rest: 'The first {shown} of {all} files.',
  },
}

export type HistoryWords = typeof en

export const historyWords: Catalogue<HistoryWords> = { en, uk }
