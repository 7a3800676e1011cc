import { plural, units } from '@m4sh/tools-core/language'

const { whole } = units.en

/** What the page says above and below its tables. */
export const page = {
  title: 'API contract',
  titleOf: (schemas: string) => `API contract: ${schemas}`,
  subject: (calls: number, files: number, roots: string, endpoints: number, sources: string) =>
    `${plural(calls, 'call')} in ${plural(files, 'file')} of ${roots} against ${plural(endpoints, 'endpoint')} of ${sources}`,

  verdict: {
    interrupted: 'Interrupted',
    incomplete: 'The run was interrupted: this report is not complete.',
    stopped: 'Stopped before everything was compared.',
    unfinished: 'The comparison could not be finished.',
    disagree: (places: number) => `Frontend and backend disagree in ${plural(places, 'place')}.`,
    disagreeHarmlessly: (places: number) =>
      `Frontend and backend disagree in ${plural(places, 'place')}, which fails nothing.`,
    noCalls: 'No calls were found to compare.',
    agree: 'Frontend and backend agree.',
    findingsFail: 'Every call has its endpoint, but findings fail this run.',
  },

  nothingYet: 'Nothing until the run was stopped.',

  findings: {
    none: 'No findings.',
    noneSoFar: 'No findings so far.',
    counts: (errors: number, warnings: number, notes: number) =>
      `${plural(errors, 'error')}, ${plural(warnings, 'warning')}, ${plural(notes, 'note')}`,
    failing: (count: number) => `${whole(count)} of them fail${count === 1 ? 's' : ''} this run`,
    known: (count: number) => `${whole(count)} more known to the baseline`,
  },

  tiles: {
    matchedShare: (percent: string) => `${percent} of backend calls`,
    nothingToCompare: 'nothing to compare',
    frontendOnly: 'calls without an endpoint',
    methodMismatch: 'right path, wrong method',
    trailingSlash: 'slash differs',
    otherFindings: 'parameters, bodies, deprecation',
    usedShare: (percent: string) => `${percent} of endpoints used`,
    unresolved: 'cannot be read from source',
    external: 'other hosts, own files',
    ignored: 'calls left out',
    ignoredEndpoints: (count: number) => `calls left out; ${plural(count, 'endpoint')} besides`,
    uncalled: 'calls that nothing reaches',
  },

  bars: {
    matched: (percent: string) => `${percent} matched`,
    used: (percent: string) => `${percent} used`,
    notUsed: 'Not used',
  },

  searchExample: 'Path, file, rule, tag, function …',
  rows: (count: number) => plural(count, 'row'),
  restOf: 'rows',
  run: 'Where it was run, and with which options.',

  facts: {
    title: 'What was compared',
    intro: 'The schema, the sources that were read, and how paths of one were brought to paths of the other.',
    caption: 'Both sides.',
    schema: 'Schema',
    openApi: (version: string, endpoints: number) => `OpenAPI ${version}, ${plural(endpoints, 'endpoint')}`,
    frontend: 'Frontend',
    files: (read: number, skipped: number) => `${plural(read, 'file')} read, ${skipped} skipped`,
    prefixes: 'Prefixes',
    noPrefix: '(none)',
    inFrontOfFrontend: 'in front of the frontend’s paths',
    inFrontOfSchema: 'in front of the schema’s paths',
    baseline: 'Baseline',
    baselineCounts: (known: number, fresh: number, stale: number) => `${known} known, ${fresh} new, ${stale} stale`,
    /** @param entry `trailing-slash: GET /rooms in src/api.js` */
    stale: (entry: string) => `stale: ${entry}`,
  },

  filters: {
    status: 'Status',
    method: 'Method',
    tag: 'Tag',
    folder: 'Folder',
    finding: 'Severity or rule',
    uncalled: 'Unused code',
    baseline: 'Baseline',
    frontend: 'Frontend',
    schema: 'Schema',
    all: 'All',
    any: 'Any',
    shown: 'Shown',
    hidden: 'Hidden',
    nothingElse: 'Nothing else',
    fresh: 'New findings',
    known: 'Known findings',
    verdict: 'Verdict',
    fails: 'Fails this run',
    severity: 'Severity',
    severities: { error: 'Errors', warning: 'Warnings', info: 'Notes' },
    rule: 'Rule',
  },
}
