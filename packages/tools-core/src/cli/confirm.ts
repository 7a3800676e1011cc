import { UsageError } from '../errors/errors.ts'
import { escapeTerminalLines } from '../terminal/escape.ts'
import type { RunContext } from './command.ts'

/** A run, as far as it asks. */
export type Asking = Pick<RunContext, 'host' | 'signal' | 'log'> & { readonly flags: { readonly yes: boolean } }

/**
 * Whether the user agrees to a change: `--yes` has said so, else the question is asked on the terminal.
 * @param question ends with a question mark: `Delete 300 rows of m4sh?`
 * @throws {UsageError} if there is no terminal to ask on
 */
export async function confirm({ host, signal, log, flags }: Asking, question: string): Promise<boolean> {
  if (flags.yes) return true
  if (!host.stdin.isTTY || !host.stderr.isTTY) {
    throw new UsageError(`There is no terminal to ask on: ${question}`, { hint: 'Agree in advance with --yes.' })
  }
  log.progress.clear()
  const answer = await host.ask(`${escapeTerminalLines(question)} [y/N] `, signal)
  return /^\s*y(es)?\s*$/i.test(answer)
}
