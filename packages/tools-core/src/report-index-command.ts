import { defineCommand, defineFlags, ExitCode, generalFlags, outputFlags, packageVersion } from './cli/index.ts'
import { languageOf } from './language/index.ts'

/** Runs of other machines are brought together by copying their files; this makes the page of them all. */
export const command = defineCommand({
  name: 'report-index',
  version: packageVersion(import.meta.url),
  describe: 'Renders index.html of a folder of runs (--history of the other tools) anew.',
  flags: defineFlags({ ...generalFlags, lang: outputFlags.lang }),
  positionals: { folder: { describe: 'Where the runs lie', required: true } },
  examples: [
    {
      command: 'report-index reports',
      describe: 'After runs of several machines were copied there, or old ones removed',
    },
  ],
  exitCodes: {
    [ExitCode.pass]: true,
    [ExitCode.usage]: true,
    [ExitCode.target]: 'the folder cannot be read, or the page cannot be written',
    [ExitCode.interrupted]: true,
  },
  run: async ({ flags, host, log, positionals }) => {
    const { rebuildIndex } = await import('./reporting/history/rebuild-index.ts')
    const { history, path } = await rebuildIndex(positionals.folder, host.cwd, languageOf(flags.lang, host.env))
    for (const { file, reason } of history.skipped) log.warn(`${file}: ${reason}.`)
    if (!flags.quiet) await host.stdout.write(`${path}: ${history.total} ${history.total === 1 ? 'run' : 'runs'}\n`)
    return ExitCode.pass
  },
})
