import type { Report } from '@m4sh/tools-core/reporting'
import type { CallRow, CallStatus, ContractResult, Finding, OperationRow } from '../../src/result.ts'

/** A report as a run on a real frontend would give: every status, neighbouring calls that share lines, leftovers that nothing calls. */
export interface SampleOptions {
  /** Calls of the report, at least one of each status from 20 on. */
  calls?: number
  /** Left out: every status occurs. */
  statuses?: readonly CallStatus[]
  baseline?: boolean
  change?: (result: ContractResult) => void
}

const RESOURCES = [
  'relations',
  'lessons',
  'chat/messages',
  'notifications',
  'board/lessons',
  'users',
  'me/profile',
  'me/avatar',
  'auth/invite',
  'tutor/relations',
  'student/relations',
  'calendar/events',
  'marketplace/tutors',
  'billing/invoices',
  'billing/subscriptions',
  'classroom/sessions',
  'payments/payouts',
  'reviews',
  'availability/slots',
  'homework/tasks',
  'files/uploads',
  'analytics/lessons',
  'support/tickets',
  'settings/locales',
  'trust/blocks',
  'contacts/ledger',
  'entitlements',
  'onboarding/steps',
] as const
const ACTIONS = [
  '',
  '{id}/',
  '{id}/accept/',
  '{id}/cancel/',
  'batch/archive/',
  '{id}/history/{entryId}/',
  'summary/',
] as const
const METHODS = ['GET', 'POST', 'PATCH', 'DELETE', 'PUT'] as const
const PATTERN: readonly CallStatus[] = [
  'matched',
  'matched',
  'frontend-only',
  'matched',
  'matched',
  'unresolved',
  'matched',
  'matched',
  'method-mismatch',
  'matched',
  'matched',
  'trailing-slash',
  'matched',
  'matched',
  'external',
  'matched',
  'matched',
  'frontend-only',
  'matched',
  'ignored',
]

export function sampleReport({
  calls = 300,
  statuses = PATTERN,
  baseline = false,
  change,
}: SampleOptions = {}): Report<ContractResult> {
  const operations = sampleOperations(Math.max(40, Math.round(calls * 0.7)))
  const inFile = new Map<string, number>()
  const rows = Array.from({ length: calls }, (_, at) => {
    const call = sampleCall(at, statuses[at % statuses.length] ?? 'matched', operations)
    const before = inFile.get(call.file) ?? 0
    inFile.set(call.file, before + 1)
    return placed(call, before)
  })
  rows.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line))
  for (const [at, row] of rows.entries()) row.id = `c${at + 1}`
  linkOperations(rows, operations)
  const findings = sampleFindings(rows, operations, baseline)
  const result: ContractResult = {
    schema: {
      source: 'http://localhost:8000/api/schema/',
      file: null,
      title: 'M4SH API',
      version: '0.14.0',
      openapi: '3.0.3',
      operations: operations.length,
    },
    frontend: {
      root: '/home/dev/m4sh/frontend',
      files: 812,
      skipped: [
        { file: 'src/legacy/vendor/bundle.min.js', reason: 'a line of 4.8 MB: minified, not source' },
        { file: 'src/modules/board/old/Canvas.vue', reason: 'syntax error at 14:3: Unexpected token' },
      ],
    },
    schemas: [],
    frontends: [],
    prefixes: {
      frontend: '/api',
      backend: '/api',
      reason: 'axios.create({ baseURL }) in src/utils/apiClient.js gives /api; every path of the schema begins with it',
    },
    summary: summaryOf(rows, operations),
    calls: rows,
    operations,
    findings,
    baseline: baseline
      ? {
          file: 'api-contract.baseline.json',
          known: findings.filter(({ known }) => known).length,
          fresh: findings.filter(({ known }) => !known).length,
          stale: [{ fingerprint: '9f2c41d0', description: 'GET /v1/matches/ in src/api/matches.js' }],
        }
      : null,
  }
  result.schemas = result.schema === null ? [] : [result.schema]
  result.frontends = result.frontend === null ? [] : [result.frontend]
  change?.(result)
  return envelope(result)
}

/** The same report with nothing wrong in it. */
export function cleanReport(): Report<ContractResult> {
  return sampleReport({
    calls: 60,
    statuses: ['matched'],
    change: (result) => {
      for (const one of result.frontends) one.skipped = []
      result.findings = []
      result.operations = result.operations.filter(({ status }) => status === 'matched')
      for (const call of result.calls) call.uncalled = false
      result.summary = summaryOf(result.calls, result.operations)
    },
  })
}

function envelope(result: ContractResult): Report<ContractResult> {
  const failed = result.findings.some(({ severity, known }) => severity === 'error' && !known)
  return {
    schemaVersion: 1,
    tool: { name: 'api-contract-checker', version: '0.1.0' },
    run: {
      id: '0b1f8a54-6f0e-4a55-9c2e-6d1f2a0c9b11',
      startedAt: '2026-05-11T08:30:12.512Z',
      finishedAt: '2026-05-11T08:30:15.881Z',
      durationMs: 3369.2,
      interrupted: false,
      seed: null,
      shard: null,
      environment: { node: 'v20.20.2', platform: 'linux-x64', cpus: 2 },
    },
    target: { frontend: '../frontend/src', schema: 'http://localhost:8000/api/schema/' },
    options: { frontendPath: ['../frontend/src'], schemaUrl: '/api/schema/', failOn: ['error'], exclude: [] },
    thresholds: [],
    verdict: failed ? 'fail' : 'pass',
    warnings: failed
      ? [
          'Most frontend-only calls begin with /v1/, which no path of the schema has. drf-spectacular shows only unversioned endpoints by default: set SCHEMA_VERSIONS or pass --schema-url "/api/schema/?version=v1".',
        ]
      : [],
    result,
  }
}

function sampleOperations(count: number): OperationRow[] {
  return Array.from({ length: count }, (_, at) => {
    const resource = pick(RESOURCES, at)
    const round = Math.floor(at / RESOURCES.length)
    const action = pick(ACTIONS, round)
    const method = pick(
      METHODS,
      Math.floor(round / ACTIONS.length) + (action.endsWith('accept/') || action.endsWith('cancel/') ? 1 : 0),
    )
    const version = Math.floor(round / (ACTIONS.length * METHODS.length))
    return {
      method,
      path: `/api/${version === 0 ? '' : `r${version}/`}${resource}/${action}`,
      line: 12 + at * 9,
      operationId: `${resource.replaceAll('/', '_')}_${action.replaceAll(/[{}/]+/g, '_')}${method.toLowerCase()}`,
      tags: [resource.split('/')[0] ?? resource],
      deprecated: at % 29 === 7,
      summary: at % 3 === 0 ? `The ${resource.replace('/', ' ')} of the signed-in user` : null,
      status: at % 37 === 30 ? ('ignored' as const) : ('backend-only' as const),
      calls: [],
      schema: 0,
      maybeCalls: [],
      reason: at % 37 === 30 ? 'used by the mobile application only' : null,
    }
  })
}

function sampleCall(at: number, status: CallStatus, operations: readonly OperationRow[]): CallRow {
  const usable = operations.filter((operation) => operation.status !== 'ignored')
  const operation = pick(usable.slice(0, Math.max(1, Math.round(usable.length * 0.8))), at * 7)
  const module = operation.path.split('/')[2] ?? 'app'
  const own = operation.path.replace(/^\/api/, '').replaceAll('{id}', '{relationId}')
  return {
    id: '',
    frontend: 0,
    method: status === 'method-mismatch' ? (operation.method === 'PATCH' ? 'PUT' : 'PATCH') : operation.method,
    path: pathOf(status, own),
    file:
      at % 5 === 4
        ? `src/modules/${module}/components/${titled(module)}Panel.vue`
        : `src/modules/${module}/api/${module}Api.js`,
    line: 0,
    column: 28,
    client: status === 'external' ? 'fetch' : 'axios',
    basePath: status === 'external' ? '' : '/api',
    query: operation.method === 'GET' && at % 4 === 0 ? { names: ['cursor', 'status'], complete: at % 8 === 0 } : null,
    body: operation.method === 'POST' ? { names: ['note', 'starts_at'], complete: true } : null,
    host: status === 'external' ? 'hooks.example.org' : null,
    function: at % 6 === 5 ? null : `load${titled(module)}`,
    uncalled: at % 11 === 2,
    status,
    operation: ['matched', 'method-mismatch', 'trailing-slash'].includes(status)
      ? `${operation.method} ${operation.path}`
      : null,
    schema: ['matched', 'method-mismatch', 'trailing-slash'].includes(status) ? 0 : null,
    operations: operationsOf(status, operation, operations),
    suggestion: status === 'frontend-only' && at % 3 !== 0 ? `${operation.method} ${operation.path}` : null,
    reason: reasonOf(status, at),
    known: status === 'unresolved' && at % 40 < 20 ? `${own.split('/').slice(0, 2).join('/')}/{resource}/` : null,
    fingerprint: (at * 2_654_435_761).toString(16).slice(-8),
    code: null,
  }
}

/** One function after the other, four lines each, as API modules look: neighbours share a line of their excerpts. */
function placed(call: CallRow, before: number): CallRow {
  const line = 14 + before * 4
  const method = (call.method ?? 'get').toLowerCase()
  const path = call.path === null ? '${base}/${resource}/' : call.path.replaceAll('{', '${')
  const client = call.status === 'external' ? `fetch(\`https://${call.host}` : `apiClient.${method}(\``
  return {
    ...call,
    line,
    code: {
      startLine: line - 2,
      lines: [
        '  },',
        `  async ${call.function ?? 'anonymous'}(relationId, params = {}) {`,
        `    const { data } = await ${client}${path}\`, { params, timeout: 5_000 }) // "<one" page`,
        "    return data.results ?? ['<none>']",
        '  },',
      ],
    },
  }
}

/** A mismatch names what the path has; now and then a matched call may reach two endpoints. */
function operationsOf(status: CallStatus, own: OperationRow, operations: readonly OperationRow[]): string[] {
  const nameOf = ({ method, path }: OperationRow) => `${method} ${path}`
  if (status === 'method-mismatch') return operations.filter(({ path }) => path === own.path).map(nameOf)
  if (status === 'trailing-slash') return [nameOf(own)]
  if (status !== 'matched') return []
  return own.path.endsWith('/archive/') ? [nameOf(own), nameOf(pick(operations, 3))] : [nameOf(own)]
}

function pathOf(status: CallStatus, own: string): string | null {
  if (status === 'frontend-only') return `/v1${own}`
  if (status === 'trailing-slash') return own.replace(/\/$/, '')
  return status === 'unresolved' ? null : own
}

function reasonOf(status: CallStatus, at: number): string | null {
  if (status === 'unresolved')
    return at % 40 < 20
      ? 'the second segment is the parameter `resource` of an exported function'
      : 'the URL comes from the response of another call'
  if (status === 'external') return 'another host: hooks.example.org'
  return status === 'ignored' ? 'feature flag, backend follows in v0.15' : null
}

function linkOperations(calls: readonly CallRow[], operations: readonly OperationRow[]): void {
  const byName = new Map(operations.map((operation) => [`${operation.method} ${operation.path}`, operation]))
  for (const call of calls) {
    const operation = call.status === 'matched' ? byName.get(call.operation ?? '') : undefined
    if (operation === undefined) continue
    operation.status = 'matched'
    operation.calls.push(call.id)
  }
  const unresolved = calls.filter(({ status }) => status === 'unresolved').map(({ id }) => id)
  for (const [at, operation] of operations.filter(({ status }) => status === 'backend-only').entries()) {
    if (at % 4 === 1) operation.maybeCalls = unresolved.slice(at % 3, (at % 3) + 2)
  }
}

function sampleFindings(calls: readonly CallRow[], operations: readonly OperationRow[], baseline: boolean): Finding[] {
  const byName = new Map(operations.map((operation) => [`${operation.method} ${operation.path}`, operation]))
  const found = calls.flatMap((call, at): Omit<Finding, 'fingerprint' | 'known' | 'fails'>[] => {
    const about = `${call.method} ${call.path}`
    const where = { call: call.id, operation: call.operation, schema: call.schema }
    if (call.status === 'frontend-only') {
      const near = call.suggestion === null ? '' : ` Did you mean ${call.suggestion}?`
      return [
        { rule: 'frontend-only-call', severity: 'error', message: `No endpoint answers ${about}.${near}`, ...where },
      ]
    }
    if (call.status === 'method-mismatch') {
      return [
        {
          rule: 'method-mismatch',
          severity: 'error',
          message: `${about} exists, but not with ${call.method}.`,
          ...where,
        },
      ]
    }
    if (call.status === 'trailing-slash') {
      const severity = call.method === 'GET' ? 'warning' : 'error'
      return [
        { rule: 'trailing-slash', severity, message: `${about} lacks the slash at the end of its endpoint.`, ...where },
      ]
    }
    if (call.status !== 'matched') return []
    if (byName.get(call.operation ?? '')?.deprecated) {
      return [
        { rule: 'deprecated-endpoint', severity: 'warning', message: `${call.operation} is deprecated.`, ...where },
      ]
    }
    if (at % 23 === 4)
      return [
        {
          rule: 'unknown-query-parameter',
          severity: 'warning',
          message: `The endpoint knows no query parameter "cursor".`,
          ...where,
        },
      ]
    if (at % 31 === 9)
      return [
        {
          rule: 'missing-body-property',
          severity: 'error',
          message: `The body lacks "tutor_id", which the endpoint requires.`,
          ...where,
        },
      ]
    return []
  })
  const unused = operations
    .filter(({ status }) => status === 'backend-only')
    .map(({ method, path, maybeCalls }) => ({
      rule: 'backend-only-endpoint' as const,
      severity: 'info' as const,
      message: `No call reaches ${method} ${path}.${maybeCalls.length > 0 ? ' It could be reached by an unresolved call.' : ''}`,
      call: null,
      operation: `${method} ${path}`,
      schema: 0,
    }))
  return [...found, ...unused].map((finding, at) => {
    const known = baseline && at % 3 === 0
    return { ...finding, fingerprint: String(at), known, fails: finding.severity === 'error' && !known }
  })
}

function summaryOf(calls: readonly CallRow[], operations: readonly OperationRow[]): ContractResult['summary'] {
  const of = (status: CallStatus) => calls.filter((call) => call.status === status).length
  const ignored = operations.filter(({ status }) => status === 'ignored').length
  const used = operations.filter(({ status }) => status === 'matched').length
  const decidable = of('matched') + of('frontend-only') + of('method-mismatch') + of('trailing-slash')
  return {
    calls: calls.length,
    matched: of('matched'),
    frontendOnly: of('frontend-only'),
    methodMismatch: of('method-mismatch'),
    trailingSlash: of('trailing-slash'),
    backendOnly: operations.filter(({ status }) => status === 'backend-only').length,
    unresolved: of('unresolved'),
    external: of('external'),
    ignored: of('ignored'),
    uncalled: calls.filter(({ uncalled }) => uncalled).length,
    operations: operations.length,
    operationsMatched: used,
    operationsIgnored: ignored,
    matchedPercent: decidable === 0 ? null : (100 * of('matched')) / decidable,
    usedPercent: operations.length === ignored ? null : (100 * used) / (operations.length - ignored),
  }
}

function titled(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

function pick<T>(items: readonly T[], at: number): T {
  const item = items[at % items.length]
  if (item === undefined) throw new RangeError('nothing to pick from')
  return item
}
