/** Column heads of the tables. */
export const columns = {
  method: 'Method',
  path: 'Path',
  place: 'Where',
  nearest: 'Nearest endpoint',
  allowed: 'Backend allows',
  fix: 'Fix',
  severity: 'Severity',
  finding: 'Finding',
  knownPart: 'Known part',
  reason: 'Why',
  summary: 'Summary',
  tags: 'Tags',
  callers: 'May be called by',
  endpoint: 'Endpoint',
  address: 'Address',
  what: 'What',
}

/** What the rows of a table are. */
export const captions = {
  calls: 'Calls, by file and line',
  endpoints: 'Endpoints, in the order of the schema',
  both: 'Calls and endpoints',
  findings: 'Findings, by file and line',
  files: 'Files',
}
