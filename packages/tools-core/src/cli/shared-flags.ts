import { type BaseUrl, normalizeBaseUrl } from './base-url.ts'
import { parseDatabaseUrl } from '../connections/postgres/address/database-url.ts'
import { secretsOfDatabaseUrl } from '../connections/postgres/address/secrets-of-url.ts'
import { languages } from '../language/language.ts'
import { formats } from '../reporting/format-names.ts'
import { defineFlags, type FlagTable } from './flags.ts'
import { type Header, parseHeaderLine, secretsOfHeaderLine } from './header-line.ts'
import { describeSource, type ValuePlace } from './value-place.ts'

/** Every command has these; `defineCommand` adds them. */
export const builtinFlags = defineFlags({
  help: { type: 'boolean', short: 'h', describe: 'Show this help', group: 'General', flagOnly: true, default: false },
  version: {
    type: 'boolean',
    short: 'V',
    describe: 'Show the version',
    group: 'General',
    flagOnly: true,
    default: false,
  },
  completionScript: {
    type: 'string',
    choices: ['bash', 'zsh', 'fish'],
    placeholder: 'SHELL',
    describe: 'Print a completion script for bash, zsh or fish',
    group: 'General',
    flagOnly: true,
  },
})

/** For every tool. */
export const generalFlags = defineFlags({
  config: {
    type: 'path',
    short: 'c',
    placeholder: 'FILE',
    describe: 'Config file; else m4sh.config.{json,yaml,yml,js,mjs,ts} is looked for from here upward',
    group: 'General',
    // It cannot name itself.
    config: false,
    env: 'M4SH_CONFIG',
  },
  quiet: {
    type: 'boolean',
    shared: true,
    short: 'q',
    describe: 'Says nothing but errors: no progress, no text report',
    group: 'General',
    default: false,
  },
  verbose: {
    type: 'boolean',
    shared: true,
    short: 'v',
    describe: 'More detail on stderr',
    group: 'General',
    default: false,
  },
  color: {
    type: 'boolean',
    describe: 'Colours; by default on a terminal only (NO_COLOR and FORCE_COLOR are heeded)',
    group: 'General',
    flagOnly: true,
  },
})

/** For tools that write a report. */
export const outputFlags = defineFlags({
  output: {
    type: 'path',
    list: true,
    short: 'o',
    placeholder: 'FILE',
    describe: 'Write the report here, in the format of the extension; - is stdout; repeatable',
    group: 'Output',
  },
  format: {
    type: 'string',
    list: true,
    choices: formats,
    describe: 'Format of the output in the same place, whatever its extension; repeatable',
    group: 'Output',
  },
  lang: {
    type: 'string',
    shared: true,
    choices: languages,
    describe: 'Language of text and HTML; by default that of LC_ALL, LC_MESSAGES or LANG',
    group: 'Output',
  },
  json: {
    type: 'boolean',
    shared: true,
    describe: 'JSON instead of the default format',
    group: 'Output',
    default: false,
  },
  history: {
    type: 'path',
    isFolder: true,
    shared: true,
    placeholder: 'DIR',
    describe: 'Add the run to this folder, whose index.html lists all runs with their trends',
    group: 'Output',
  },
})

/** For tools that speak to the platform over HTTP. */
export const connectionFlags = defineFlags({
  baseUrl: {
    type: 'string',
    shared: true,
    placeholder: 'URL',
    describe: 'Where the platform runs, with or without /api',
    group: 'Connection',
    default: 'http://localhost:8000',
    parse: (raw: string, place: ValuePlace): BaseUrl => normalizeBaseUrl(raw, place),
  },
  token: {
    type: 'string',
    shared: true,
    placeholder: 'JWT',
    describe: 'Access token, sent as a bearer token',
    group: 'Connection',
    secret: true,
    secretsOf: (raw) => [withoutScheme(raw)],
    parse: parseToken,
  },
  header: {
    type: 'string',
    shared: true,
    list: true,
    short: 'H',
    envSeparator: '\n',
    placeholder: "'NAME: VALUE'",
    describe: 'Header of every request; repeatable',
    group: 'Connection',
    secret: true,
    // Spelled out: the types of a tool's own table must be able to name these.
    secretsOf: (raw: string): readonly string[] => secretsOfHeaderLine(raw),
    parse: (raw: string, place: ValuePlace): Header => parseHeaderLine(raw, place),
  },
})

/** For tools that speak to the WebSocket gateway. */
export const gatewayFlags = defineFlags({
  wsUrl: {
    type: 'string',
    shared: true,
    placeholder: 'URL',
    describe: 'The WebSocket gateway; else /ws/ at the base URL',
    group: 'Connection',
    parse: parseWsUrl,
  },
})

/** For tools that open the platform's database. */
export const databaseFlags = defineFlags({
  databaseUrl: {
    type: 'string',
    shared: true,
    placeholder: 'URL',
    describe: 'The PostgreSQL database; else DATABASE_URL, else the PG* variables as psql reads them',
    group: 'Database',
    secret: true,
    secretsOf: (raw) => secretsOfDatabaseUrl(raw),
    parse: checkDatabaseUrl,
  },
})

/** For tools that measure. */
export const thresholdFlags = defineFlags({
  threshold: {
    type: 'string',
    list: true,
    placeholder: 'EXPRESSION',
    describe: 'Fail unless it holds, such as latency.p95<200; repeatable, and instead of those of the config file',
    group: 'Verdict',
  },
})

/** For tools that change something. */
export const confirmFlags = defineFlags({
  yes: {
    type: 'boolean',
    short: 'y',
    describe: 'Do not ask before changing anything',
    group: 'General',
    default: false,
    flagOnly: true,
  },
})

/** The key of a setting that means nothing to a library. */
export type CommandOnly =
  | keyof typeof generalFlags
  | keyof typeof outputFlags
  | keyof typeof thresholdFlags
  | keyof typeof confirmFlags

/** Settings of what a program that uses a tool as a library does itself: reports, terminal, verdict, questions. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- keys are those of the tables
export const commandOnly = Object.keys({
  ...generalFlags,
  ...outputFlags,
  ...thresholdFlags,
  ...confirmFlags,
}) as readonly CommandOnly[]

const coreFlags: FlagTable = {
  ...generalFlags,
  ...outputFlags,
  ...connectionFlags,
  ...gatewayFlags,
  ...databaseFlags,
  ...thresholdFlags,
  ...confirmFlags,
}

/** What may stand at the top of the config file, for all tools at once; by key. */
export const sharedKeys: readonly string[] = Object.entries(coreFlags).flatMap(([key, entry]) =>
  entry.type !== 'config' && entry.shared ? [key] : [],
)

/** What every tool of its kind has, and says for itself: one place for the reports of all tools would be none. */
export const perToolKeys: readonly string[] = Object.keys({ ...outputFlags, ...thresholdFlags }).filter(
  (key) => !sharedKeys.includes(key),
)

/** The sections that a config file may have. */
export const toolNames = [
  'api-contract-checker',
  'stress-board',
  'notif-blast',
  'chat-latency',
  'integrity-scan',
  'sandbox',
] as const

function withoutScheme(raw: string): string {
  return raw.trim().replace(/^bearer\s+/i, '')
}

function parseToken(raw: string, place: ValuePlace): string {
  const token = withoutScheme(raw)
  return /^[\x21-\x7e]+$/.test(token) ? token : place.reject('a token without blanks and control characters')
}

function parseWsUrl(raw: string, place: ValuePlace): string {
  const url = URL.canParse(raw) ? new URL(raw) : undefined
  const isFit = url && /^wss?:$/.test(url.protocol) && url.hostname !== '' && url.hash === ''
  return isFit ? url.href : place.reject('a WebSocket address such as "ws://localhost:8000/ws/"')
}

/** Read again later, with what the environment adds; a mistake is told here, where its place is known. */
function checkDatabaseUrl(raw: string, { source }: ValuePlace): string {
  parseDatabaseUrl(raw, describeSource(source))
  return raw
}
