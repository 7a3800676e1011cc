import type { Counted } from '@m4sh/tools-core/reporting/html'

/** What the rows of the page print by themselves; its script has them as data, so what differs stands in braces. */
export const rows = {
  severity: { error: 'Error', warning: 'Warning', info: 'Note' },
  /** What a row of `ignored` is. */
  call: 'Call',
  endpoint: 'Endpoint',
  methodUnknown: 'Method unknown',
  pathUnknown: 'unknown path',
  unknown: 'unknown',
  more: counted('or {count} more', 'or {count} more'),
  deprecated: 'deprecated',
  unusedCode: 'unused code',
  inBaseline: 'in baseline',
  failsThisRun: 'fails this run',
  addSlash: 'Add the final slash',
  dropSlash: 'Drop the final slash',
  unresolvedCalls: counted('{count} unresolved call', '{count} unresolved calls'),
  details: 'Details of {what}',
  code: 'Code of {place}',
  openSource: 'Open source',
  copyLocation: 'Copy location',
  linkToRow: 'Link to this row',
  facts: {
    endpoint: 'Endpoint',
    also: 'Or',
    summary: 'Summary',
    operationId: 'Operation',
    tags: 'Tags',
    reason: 'Reason',
    function: 'In',
    client: 'Client',
    base: 'base',
    query: 'Query',
    body: 'Body',
    unused: 'Unused code',
    unusedNote: 'inside exported code that nothing imports or calls',
    callers: 'May be called by',
  },
}

/** Another language has more forms, or one. */
function counted(one: string, other: string): Counted {
  return { one, other }
}
