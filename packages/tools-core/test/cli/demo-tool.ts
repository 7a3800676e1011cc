// A bin for the tests of the real process. Its first argument says what it does.
import { setTimeout as pause } from 'node:timers/promises'
import { ExitCode } from '../../src/errors/exit-code.ts'
import { readAllText } from '../../src/host/read-all-text.ts'
import { runProcess } from '../../src/cli/run-process.ts'
import { defineCommand } from '../../src/cli/command.ts'

await runProcess(
  defineCommand({
    name: 'demo',
    version: '1.0.0',
    describe: 'Demo',
    flags: {},
    positionals: { job: { describe: 'Job' } },
    run: async ({ positionals: { job }, host, signal }) => {
      if (job === 'flood') {
        // More than a pipe holds, and then a line that must not get lost.
        for (let line = 0; line < 20_000; line += 1) await host.stdout.write(`${'x'.repeat(99)}\n`)
        await host.stdout.write('the end\n')
        await host.stderr.write(`closed: ${host.stdout.closed}\n`)
        return ExitCode.fail
      }
      if (job === 'echo') {
        await host.stderr.write('reading\n')
        const text = await readAllText(host.stdin, { signal })
        await host.stdout.write(`${text.toUpperCase()}, then "${await readAllText(host.stdin)}"`)
      }
      if (job === 'schedule') host.clock.schedule(60_000, () => {})
      if (job === 'ask') {
        const answer = await host.ask('Your name? ', signal)
        await host.stdout.write(`Hello, ${answer}!`)
      }
      if (job === 'lost-rejection') {
        void Promise.reject(new TypeError('nobody waits for me'))
        await pause(60_000, undefined, { signal })
      }
      if (job === 'wait') {
        await host.stdout.write('ready\n')
        await pause(60_000, undefined, { signal }).catch(() => {})
        await host.stdout.write('half a report\n')
      }
      if (job === 'hang') {
        await host.stdout.write('ready\n')
        await pause(60_000)
      }
      return ExitCode.pass
    },
  }),
)
