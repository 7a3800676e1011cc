// Light things only: whatever a bin imports from here is paid for by every --help.
export { type BaseUrl, normalizeBaseUrl } from './base-url.ts'
export {
  type Command,
  type CommandDefinition,
  defineCommand,
  type Example,
  type Positional,
  type PositionalTable,
  type RunContext,
} from './command.ts'
export type { ConfigValue } from './config-value.ts'
export { askAboutForeign } from './ask-about-foreign.ts'
export { confirm } from './confirm.ts'
export { suggestion } from '../errors/did-you-mean.ts'
export { type ErrorDetails, ExpectedError, RunError, UsageError } from '../errors/errors.ts'
export { ExitCode } from '../errors/exit-code.ts'
export { parseDuration } from './duration.ts'
export { parseRate } from './rate.ts'
export { readExpiry } from './read-expiry.ts'
export { parseShare } from './share.ts'
export { steadyProgress } from './steady-progress.ts'
export {
  defineFlags,
  type Flag,
  type FlagEntry,
  type FlagTable,
  type FlagValue,
  type FlagValues,
  flagName,
} from './flags.ts'
export type { Header } from './header-line.ts'
export { type IgnoredRule, ignoredOptions } from './ignored-options.ts'
export {
  type Clock,
  type Host,
  type InputStream,
  type Machine,
  type OutputStream,
  type StopSignal,
} from '../host/host.ts'
export { createProcessHost } from '../host/process-host.ts'
export { readAllText, type ReadOptions } from '../host/read-all-text.ts'
export type { Redactor } from '../redaction/redactor.ts'
export type { Log, Progress } from './log.ts'
export { packageVersion } from './package-version.ts'
export { type FlagOptions, type GivenOptions, readOptions } from './read-options.ts'
export { runCli } from './run-cli.ts'
export { runProcess } from './run-process.ts'
export {
  commandOnly,
  type CommandOnly,
  confirmFlags,
  connectionFlags,
  databaseFlags,
  gatewayFlags,
  generalFlags,
  outputFlags,
  thresholdFlags,
} from './shared-flags.ts'
export { describeSource, ValuePlace, type ValueSource } from './value-place.ts'
