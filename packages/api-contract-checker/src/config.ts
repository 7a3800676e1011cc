import { resolve } from 'node:path'
import {
  connectionFlags,
  defineFlags,
  generalFlags,
  outputFlags,
  thresholdFlags,
  type BaseUrl,
  type ConfigValue,
  type FlagValues,
  type Header,
} from '@m4sh/tools-core/cli'
import { resolveDestinations, type Destination } from '@m4sh/tools-core/reporting'

/** Ids of all rules; `rules/registry.ts` holds the rules themselves, which `--help` need not load. */
export const ruleIds = [
  'frontend-only-call',
  'method-mismatch',
  'trailing-slash',
  'backend-only-endpoint',
  'deprecated-endpoint',
  'unknown-query-parameter',
  'missing-query-parameter',
  'unknown-body-property',
  'missing-body-property',
  'path-parameter-type',
] as const

const defaultOutput = 'reports/api-contract.html'

const ruleLevels = ['error', 'warning', 'info', 'off'] as const

export const flags = defineFlags({
  frontendPath: {
    type: 'path',
    list: true,
    short: 'f',
    default: ['../frontend/src'],
    placeholder: 'DIR',
    describe: "The frontend's source; repeatable: an endpoint is unused if none of them calls it",
    group: 'Input',
  },
  schemaUrl: {
    type: 'string',
    list: true,
    short: 's',
    default: ['/api/schema/'],
    placeholder: 'URL|FILE|-',
    describe: 'OpenAPI schema: a path at the base URL, a whole address, a file, or - for stdin; repeatable',
    group: 'Input',
    parse: (raw: string, place: { folder: string }): SchemaSource => ({ source: raw, folder: place.folder }),
  },
  include: {
    type: 'string',
    list: true,
    placeholder: 'GLOB',
    describe: 'Read these files too, though they are tests, stories, mocks or ignored by git',
    group: 'Input',
  },
  exclude: { type: 'string', list: true, placeholder: 'GLOB', describe: 'Leave these files out', group: 'Input' },
  ...connectionFlags,
  timeout: { type: 'duration', default: '30s', describe: 'Time that the schema may take', group: 'Connection' },

  frontendPrefix: {
    type: 'string',
    allowEmpty: true,
    placeholder: 'PATH',
    describe: "Path in front of the frontend's calls, such as /api; else found by itself",
    group: 'Matching',
  },
  backendPrefix: {
    type: 'string',
    allowEmpty: true,
    placeholder: 'PATH',
    describe: "Path in front of the schema's operations; else found by itself",
    group: 'Matching',
  },
  skipUncalled: {
    type: 'boolean',
    default: false,
    describe: 'No findings for calls in exported code that nothing uses',
    group: 'Matching',
  },
  ignore: {
    type: 'config',
    default: [],
    describe: 'Calls and endpoints to leave out: a list of {method, path, reason, expires}',
    validate: (value: ConfigValue) =>
      value.list('a list of {method, path, reason, expires}').map((entry) => {
        const { method, path, reason, expires } = entry.object(['method', 'path', 'reason', 'expires'])
        return {
          method: method.optional((it) => it.string()),
          path: path.string('a path glob such as "/api/internal/**"'),
          reason: reason.string('a reason, for whoever reads it next year'),
          expires: expires.optional((it) => it.string('a day such as "2027-01-31"')),
        }
      }),
  },
  rules: {
    type: 'config',
    default: {},
    describe: 'Severity of each rule: error, warning, info or off',
    validate: (value: ConfigValue) => {
      const entries = Object.entries(value.object(ruleIds))
      return Object.fromEntries(
        entries.flatMap(([id, level]) => (level.isMissing ? [] : [[id, level.oneOf(ruleLevels)] as const])),
      )
    },
  },
  acceptedQuery: {
    type: 'string',
    list: true,
    placeholder: 'NAME',
    describe: 'Query parameters that every endpoint takes though the schema does not say so',
    group: 'Matching',
  },

  failOn: {
    type: 'string',
    list: true,
    default: ['error'],
    placeholder: 'RULES|SEVERITY|none',
    describe: 'Findings that make the run fail: error, warning, info, none, or ids of rules',
    group: 'Verdict',
  },
  baseline: {
    type: 'path',
    placeholder: 'FILE',
    describe: 'Findings that are known and fail nothing',
    group: 'Verdict',
  },
  updateBaseline: {
    type: 'boolean',
    default: false,
    config: false,
    describe: 'Write all findings of this run to the baseline (default api-contract-baseline.json)',
    group: 'Verdict',
  },
  threshold: {
    ...thresholdFlags.threshold,
    describe: "Fail unless it holds, such as 'summary.frontendOnly<=5'; repeatable",
  },

  ...outputFlags,
  output: { ...outputFlags.output, default: [defaultOutput] },
  sourceLink: {
    type: 'string',
    placeholder: 'TEMPLATE',
    describe: "Links to the source, such as 'https://…/blob/main/{file}#L{line}'; else they open in the editor",
    group: 'Output',
  },
  cache: { type: 'boolean', default: false, describe: 'Remember what was read, by content', group: 'Run' },
  cacheLocation: {
    type: 'path',
    default: 'node_modules/.cache/api-contract-checker',
    placeholder: 'DIR',
    describe: 'Where it is remembered',
    group: 'Run',
  },
  watch: {
    type: 'boolean',
    short: 'w',
    default: false,
    config: false,
    describe: 'Run again whenever a file changes',
    group: 'Run',
  },
  ...generalFlags,
})

export type Flags = FlagValues<typeof flags>

export interface SchemaSource {
  source: string
  /** Folder that a relative file counts from. */
  folder: string
}

export interface IgnoreEntry {
  method?: string | undefined
  path: string
  reason: string
  expires?: string | undefined
}

/** What a check needs to know. Paths are absolute. */
export interface Config {
  frontends: readonly string[]
  schemas: readonly SchemaSource[]
  include: readonly string[]
  exclude: readonly string[]
  baseUrl: BaseUrl
  token: string | null
  headers: readonly Header[]
  timeoutMs: number
  frontendPrefix: string | null
  backendPrefix: string | null
  skipUncalled: boolean
  ignore: readonly IgnoreEntry[]
  rules: Readonly<Record<string, 'error' | 'warning' | 'info' | 'off'>>
  acceptedQuery: readonly string[]
  failOn: readonly string[]
  /** `null` for none. */
  baseline: string | null
  updateBaseline: boolean
  thresholds: readonly string[]
  destinations: readonly Destination[]
  sourceLink: string | null
  /** Folder of the cache; `null` for no cache. */
  cacheFolder: string | null
  watch: boolean
}

/**
 * @param cwd absolute
 * @throws {UsageError} for outputs and formats that do not fit together
 */
export function toConfig(values: Flags, cwd: string): Config {
  const defaultPath = resolve(cwd, defaultOutput)
  const isDefault = values.output.length === 1 && values.output[0] === defaultPath
  const baseline = values.baseline ?? (values.updateBaseline ? resolve(cwd, 'api-contract-baseline.json') : null)
  return {
    frontends: values.frontendPath,
    schemas: values.schemaUrl,
    include: values.include,
    exclude: values.exclude,
    baseUrl: values.baseUrl,
    token: values.token ?? null,
    headers: values.header,
    timeoutMs: values.timeout,
    frontendPrefix: values.frontendPrefix ?? null,
    backendPrefix: values.backendPrefix ?? null,
    skipUncalled: values.skipUncalled,
    ignore: values.ignore,
    rules: values.rules,
    acceptedQuery: values.acceptedQuery,
    failOn: values.failOn,
    baseline,
    updateBaseline: values.updateBaseline,
    thresholds: values.threshold,
    destinations: resolveDestinations({
      // `--json` and `--format` choose the extension of the default place.
      outputs: isDefault ? [] : values.output,
      formats: values.format,
      json: values.json,
      defaultPath,
    }),
    sourceLink: values.sourceLink ?? null,
    cacheFolder: values.cache ? values.cacheLocation : null,
    watch: values.watch,
  }
}
