import { resolve } from 'node:path'
import {
  connectionFlags,
  defineFlags,
  describeSource,
  generalFlags,
  outputFlags,
  thresholdFlags,
  UsageError,
  type BaseUrl,
  type ConfigValue,
  type FlagValues,
  type Header,
  type RunContext,
  type ValuePlace,
} from '@m4sh/tools-core/cli'
import { resolveDestinations, type Destination } from '@m4sh/tools-core/reporting'
import type { SchemaSource } from './check-config.ts'
import { readFailOn, readIgnoreEntry, readSourceLink } from './config-values.ts'
import type { IgnoreRule } from './match/ignore-rules.ts'
import { failOnWords, isContradiction, toFailOn, type FailOn } from './rules/fail-on.ts'
import { ruleIds } from './rules/rule-ids.ts'

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
    completes: 'path',
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
    validate: (value: ConfigValue) => value.list('a list of {method, path, reason, expires}').map(readIgnoreEntry),
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

  allowEmpty: {
    type: 'boolean',
    default: false,
    describe: 'Take a frontend without any call for granted; else that is exit code 3',
    group: 'Verdict',
  },
  failOn: {
    type: 'string',
    list: true,
    default: ['error'],
    placeholder: 'RULES|SEVERITY|none',
    completes: failOnWords,
    describe: 'Findings that make the run fail: error, warning, info, none, or ids of rules',
    group: 'Verdict',
    parse: (raw: string, place: ValuePlace): readonly string[] => readFailOn(raw, place),
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
    describe: 'Write all findings of this run to the baseline (api-contract-baseline.json unless --baseline names one)',
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
    parse: (raw: string, place: ValuePlace): string => readSourceLink(raw, place),
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
  quiet: { ...generalFlags.quiet, describe: 'Say nothing but errors, and no summary on stdout' },
  verbose: { ...generalFlags.verbose, describe: 'Say on stderr what was read and skipped' },
})

export type Flags = FlagValues<typeof flags>

/** What a check needs to know. Paths are absolute. */
export interface Config {
  frontends: readonly string[]
  schemas: readonly SchemaSource[]
  include: readonly string[]
  exclude: readonly string[]
  baseUrl: BaseUrl
  token: string | null
  headers: readonly Header[]
  /**
   * Whether they may also go to an address on another origin that `--schema-url` names: only who writes both on the same
   * command line means that.
   */
  credentialsBeyondBase: { token: boolean; headers: boolean }
  timeoutMs: number
  frontendPrefix: string | null
  backendPrefix: string | null
  skipUncalled: boolean
  ignore: readonly IgnoreRule[]
  rules: Readonly<Record<string, 'error' | 'warning' | 'info' | 'off'>>
  acceptedQuery: readonly string[]
  allowEmpty: boolean
  failOn: FailOn
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

export type Settings = Pick<RunContext<typeof flags>, 'flags' | 'sources'> & { readonly host: { readonly cwd: string } }

/** @throws {UsageError} for settings that do not fit together */
export function toConfig({ flags: values, sources, host: { cwd } }: Settings): Config {
  checkWatch(values)
  const baseline = values.baseline ?? (values.updateBaseline ? resolve(cwd, 'api-contract-baseline.json') : null)
  const destinations = destinationsOf(values, sources, cwd)
  checkOverwriting(destinations, baseline, values)
  return {
    frontends: [...new Set(values.frontendPath)],
    schemas: withoutRepeats(values.schemaUrl),
    include: values.include,
    exclude: values.exclude,
    baseUrl: values.baseUrl,
    token: values.token ?? null,
    headers: values.header,
    credentialsBeyondBase: { token: sources.token.kind === 'flag', headers: sources.header.kind === 'flag' },
    timeoutMs: values.timeout,
    frontendPrefix: values.frontendPrefix ?? null,
    backendPrefix: values.backendPrefix ?? null,
    skipUncalled: values.skipUncalled,
    ignore: values.ignore,
    rules: values.rules,
    acceptedQuery: values.acceptedQuery,
    allowEmpty: values.allowEmpty,
    failOn: failOnOf(values, sources),
    baseline,
    updateBaseline: values.updateBaseline,
    thresholds: values.threshold,
    destinations,
    sourceLink: values.sourceLink ?? null,
    cacheFolder: values.cache ? values.cacheLocation : null,
    watch: values.watch,
  }
}

function destinationsOf(values: Flags, sources: Settings['sources'], cwd: string): Destination[] {
  return resolveDestinations({
    // `--json` and `--format` choose the extension of the default place; a name that was given is kept.
    outputs: values.output,
    formats: values.format,
    json: values.json,
    sources,
    defaultPath: resolve(cwd, defaultOutput),
  })
}

/** A report in the place of what the run reads or keeps would destroy it. */
function checkOverwriting(destinations: readonly Destination[], baseline: string | null, { schemaUrl }: Flags): void {
  const kept = new Map(schemaUrl.map(({ source, folder }) => [resolve(folder, source.trim()), '--schema-url']))
  if (baseline !== null) kept.set(baseline, '--baseline')
  for (const { path } of destinations) {
    const flag = kept.get(path)
    if (path === '-' || flag === undefined) continue
    throw new UsageError(`--output ${path} is the file of ${flag} as well: the report would overwrite it.`, {
      hint: 'Give the report a file of its own.',
    })
  }
}

/** Standard input can be read once. */
function checkWatch({ watch, schemaUrl }: Flags): void {
  if (!watch || schemaUrl.every(({ source }) => source.trim() !== '-')) return
  throw new UsageError('--watch cannot read the schema from standard input (-) again and again.', {
    hint: 'Write the schema to a file, and name that with --schema-url.',
  })
}

function failOnOf({ failOn }: Flags, sources: Settings['sources']): FailOn {
  const words = failOn.flat()
  if (words.length === 0)
    throw new UsageError(`${describeSource(sources.failOn)} names nothing that makes the run fail.`, {
      hint: 'Write none, if no finding shall.',
    })
  if (isContradiction(words))
    throw new UsageError(`${describeSource(sources.failOn)} has none and a severity: ${words.join(', ')}.`, {
      hint: 'Keep one of both.',
    })
  return toFailOn(words)
}

function withoutRepeats(schemas: readonly SchemaSource[]): SchemaSource[] {
  return [...new Map(schemas.map((schema) => [`${schema.folder}\0${schema.source}`, schema])).values()]
}
