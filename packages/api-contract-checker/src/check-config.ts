import { resolve } from 'node:path'
import { normalizeBaseUrl, UsageError, type Header } from '@m4sh/tools-core/cli'
import type { Credentials } from './check-deps.ts'
import type { IgnoreRule } from './match/ignore-rules.ts'
import { ERRORS_FAIL, type FailOn } from './rules/fail-on.ts'
import type { RuleLevels } from './rules/run-rules.ts'

/** A schema, by its address or file: as one of `schemas` of {@link CheckConfig}. */
export interface SchemaSource {
  source: string
  /** Folder that a relative file counts from. */
  folder: string
}

/** What is to be held against what. Relative paths count from the working directory. */
export interface CheckConfig {
  /** Folders of sources, or single files. */
  frontends: readonly string[]
  /** Addresses, paths of the server (`/api/schema/`), files, or `-` for standard input. */
  schemas: readonly (string | SchemaSource)[]
  /** Where the platform runs, with or without `/api`; `http://localhost:8000` if left out. */
  baseUrl?: string
  /** Sent as a bearer token, to the base URL's origin. */
  token?: string | null
  /** Sent to the base URL's origin. */
  headers?: readonly Header[]
  /** Whether token and headers also go to another origin that `schemas` names; no if left out. */
  credentialsBeyondBase?: Credentials['credentialsBeyondBase']
  /** For each schema, with all that it refers to; 30 s if left out. */
  timeoutMs?: number
  /**
   * Globs of files to read though they are left out by default: from each frontend's folder, as the result names files,
   * from `cwd`, or absolute.
   */
  include?: readonly string[]
  /** Globs of files to leave out, likewise. */
  exclude?: readonly string[]
  /** What relative globs may count from as well; the working directory if left out. */
  cwd?: string
  /** Path in front of the frontend's own; found by itself if left out. */
  frontendPrefix?: string | null
  /** Path in front of the schema's; found by itself if left out. */
  backendPrefix?: string | null
  /** No findings for calls in exported code that nothing uses. */
  skipUncalled?: boolean
  ignore?: readonly IgnoreRule[]
  rules?: RuleLevels
  /** Query parameters that every endpoint takes though no schema says so. */
  acceptedQuery?: readonly string[]
  /** What makes a finding one that `fails`; errors if left out. */
  failOn?: FailOn
  /** No call at all is no mistake. */
  allowEmpty?: boolean
  /** File of known findings; none if left out. */
  baseline?: string | null
  /** Gives the text of a new baseline; what the file holds is then no longer known by itself. */
  updateBaseline?: boolean
  /** Folder to remember in what was read; nowhere if left out. */
  cacheFolder?: string | null
}

/** With nothing left out; paths are absolute. */
export interface FullConfig extends Required<CheckConfig> {
  schemas: readonly SchemaSource[]
}

/** @throws {UsageError} for a base URL that is none */
export function withDefaults(config: CheckConfig): FullConfig {
  const folder = resolve('.')
  return {
    token: null,
    headers: [],
    credentialsBeyondBase: { token: false, headers: false },
    timeoutMs: 30_000,
    include: [],
    exclude: [],
    cwd: folder,
    frontendPrefix: null,
    backendPrefix: null,
    skipUncalled: false,
    ignore: [],
    rules: {},
    acceptedQuery: [],
    failOn: ERRORS_FAIL,
    allowEmpty: false,
    updateBaseline: false,
    ...config,
    baseUrl: rootOf(config.baseUrl ?? 'http://localhost:8000'),
    frontends: config.frontends.map((root) => resolve(root)),
    schemas: config.schemas.map((schema) => (typeof schema === 'string' ? { source: schema, folder } : schema)),
    baseline: resolvedOrNull(config.baseline),
    cacheFolder: resolvedOrNull(config.cacheFolder),
  }
}

function rootOf(baseUrl: string): string {
  const reject = (wanted: string, hint?: string): never => {
    throw new UsageError(`baseUrl is ${JSON.stringify(baseUrl)}; it must be ${wanted}.`, hint ? { hint } : {})
  }
  return normalizeBaseUrl(baseUrl, { reject }).root
}

function resolvedOrNull(path: string | null | undefined): string | null {
  return path === null || path === undefined ? null : resolve(path)
}
