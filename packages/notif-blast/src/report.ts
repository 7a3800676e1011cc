import { catalogueOf, type Language } from '@m4sh/tools-core/language'
import {
  isOrAre,
  plural,
  type ReportFinding,
  type ReportViews,
  type RuleInfo,
  wasOrWere,
  whole,
} from '@m4sh/tools-core/reporting'
import { historyView } from './history-view.ts'
import { localization } from './language/index.ts'
import { renderText } from './report-text.ts'
import type { BlastResult } from './result.ts'
import { commandRows, rowsIn, summaryRows } from './summary-rows.ts'
import { timelineCsv } from './timeline-csv.ts'

const docs = 'https://github.com/mashmanuc/m4sh-tools/tree/main/packages/notif-blast#findings'

const rules: readonly RuleInfo[] = [
  {
    id: 'missing-rows',
    title: 'Rows are not in',
    description:
      'They were to be written, and are not in the database: the database refused them, or was gone for good.',
    severity: 'error',
    helpUrl: docs,
  },
  {
    id: 'database-disagrees',
    title: 'The database disagrees',
    description:
      'The rows that carry the marker of the run were counted when all was done, and are not as many as the report says.',
    severity: 'error',
    helpUrl: docs,
  },
  {
    id: 'failed-push',
    title: 'A notification could not be pushed',
    description: 'The platform refused to push it, or could not be reached.',
    severity: 'warning',
    helpUrl: docs,
  },
  {
    id: 'lost-push',
    title: 'A notification never arrived',
    description: 'It was pushed to somebody whose socket listened, and did not reach it in time.',
    severity: 'warning',
    helpUrl: docs,
  },
  {
    id: 'duplicate-push',
    title: 'A notification arrived twice',
    description: 'It was pushed once and came more than once to the same user.',
    severity: 'warning',
    helpUrl: docs,
  },
  {
    id: 'error-on-the-way',
    title: 'Something went wrong on the way',
    description:
      'A connection, a batch or a request failed and was tried again. What could not be mended is among the missing rows and failed pushes.',
    severity: 'info',
    helpUrl: docs,
  },
]

/**
 * The report of notif-blast in every format.
 * @param language of text and HTML
 */
export function blastViews(language: Language): ReportViews<BlastResult> {
  const english = localization('en')
  const t = localization(language)
  return {
    rules,
    findings: ({ result, run }) => toFindings(result, run.interrupted),
    summary: (report) => [...summaryRows(english, report), ...commandRows(english, report.result)],
    text: (report, style) => renderText(t, report, style),
    csv: ({ result }) => timelineCsv(result),
    history: catalogueOf((each) => historyView(localization(each))),
    html: async (report) => (await import('./report-html.ts')).renderReportHtml(t, report),
  }
}

/**
 * Rows that are missing, and a database that says something else, fail the run by themselves.
 * @param isInterrupted somebody has stopped the run: rows that were to come fail nothing
 */
export function toFindings(result: BlastResult, isInterrupted: boolean): ReportFinding[] {
  // Nothing was done that could have gone wrong.
  if (result.dryRun) return []
  const missing = missingRows(result).map((finding) => ({ ...finding, fails: !isInterrupted }))
  return [...missing, ...disagreements(result), ...pushFindings(result), ...errorFindings(result)]
}

function missingRows({ failed, requested }: BlastResult): ReportFinding[] {
  if (failed === 0) return []
  const message = `${whole(failed)} of ${plural(requested, 'row')} ${isOrAre(failed)} not in the database.`
  return [found('missing-rows', message)]
}

function disagreements(result: BlastResult): ReportFinding[] {
  const { agrees, rows } = result.database
  if (agrees !== false) return []
  const held = `The database holds ${plural(rows ?? 0, 'row')} with the marker`
  const wanted = result.requested === 0 ? 'all of which were to go' : `this report says ${whole(rowsIn(result))}`
  return [found('database-disagrees', `${held}, ${wanted}.`)]
}

function pushFindings({ push }: BlastResult): ReportFinding[] {
  if (push === null) return []
  const { duplicated, failed, lost, pushed } = push
  const tried = plural(pushed + failed, 'notification')
  return [
    ...(failed > 0 ? [found('failed-push', `${whole(failed)} of ${tried} could not be pushed.`)] : []),
    ...(lost !== null && lost > 0
      ? [
          found(
            'lost-push',
            `${plural(lost, 'notification')} ${wasOrWere(lost)} pushed to somebody who listened, and never arrived.`,
          ),
        ]
      : []),
    ...(duplicated !== null && duplicated > 0
      ? [found('duplicate-push', `${plural(duplicated, 'notification')} came once more.`)]
      : []),
  ]
}

function errorFindings({ errors }: BlastResult): ReportFinding[] {
  return Object.entries(errors.byKind).map(([kind, times]) =>
    found('error-on-the-way', `${kind}: ${plural(times, 'time')}.`, kind),
  )
}

/** @param of what tells it from others of its rule */
function found(ruleId: string, message: string, of = ''): ReportFinding {
  const severity = rules.find(({ id }) => id === ruleId)?.severity ?? 'error'
  return {
    ruleId,
    severity,
    message,
    location: null,
    fingerprint: `${ruleId} ${of}`.trim(),
    known: false,
    fails: severity === 'error',
  }
}
