import type { RunContext } from '@m4sh/tools-core/cli'
import type { flags } from './flags.ts'

/** What the command is run with. */
export type Context = RunContext<typeof flags>
