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
export { suggestion } from './did-you-mean.ts'
export { parseDuration } from './duration.ts'
export { type ErrorDetails, ExpectedError, RunError, UsageError } from './errors.ts'
export { ExitCode } from './exit-code.ts'
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
export {
  type Clock,
  type Host,
  type InputStream,
  type Machine,
  type OutputStream,
  readAllText,
  type StopSignal,
} from './host.ts'
export type { Log, Progress } from './log.ts'
export { packageVersion } from './package-version.ts'
export { createProcessHost, runProcess } from './process-host.ts'
export { runCli } from './run-cli.ts'
export {
  confirmFlags,
  connectionFlags,
  gatewayFlags,
  generalFlags,
  outputFlags,
  thresholdFlags,
} from './shared-flags.ts'
export { describeSource, ValuePlace, type ValueSource } from './value-place.ts'
