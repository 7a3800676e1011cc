import { defineCommand, type RunContext } from '../../src/cli/command.ts'
import { ExitCode } from '../../src/errors/exit-code.ts'
import { defineFlags } from '../../src/cli/flags.ts'
import {
  confirmFlags,
  connectionFlags,
  gatewayFlags,
  generalFlags,
  outputFlags,
  thresholdFlags,
} from '../../src/cli/shared-flags.ts'

/** A flag table with one flag of each type. */
export const demoFlags = defineFlags({
  ...generalFlags,
  ...outputFlags,
  output: { ...outputFlags.output, default: ['reports/demo.html'] },
  ...connectionFlags,
  ...gatewayFlags,
  ...thresholdFlags,
  ...confirmFlags,
  clients: { type: 'integer', min: 1, max: 1000, default: 10, describe: 'Clients', group: 'Load' },
  offset: { type: 'number', describe: 'Offset' },
  weight: { type: 'number', list: true, describe: 'Weights' },
  timeout: { type: 'duration', default: '10s', describe: 'Time limit', group: 'Load' },
  rampUp: { type: 'duration', bareUnit: 's', min: 1000, describe: 'Ramp-up', group: 'Load' },
  mode: { type: 'string', choices: ['open', 'closed'], default: 'open', describe: 'Load model', group: 'Load' },
  source: { type: 'string', completes: 'path', describe: 'A file or an address' },
  grave: { type: 'string', list: true, completes: ['error', 'none'], describe: 'What is grave' },
  label: { type: 'string', allowEmpty: true, describe: 'Label' },
  name: { type: 'string', describe: 'Name', env: 'DEMO_NAME' },
  frontendPath: { type: 'path', default: '../frontend/src', describe: 'Sources', placeholder: 'DIR' },
  impair: { type: 'boolean', default: true, describe: 'Impairments' },
  spoil: { type: 'integer', min: 0, max: 9, bare: '3', placeholder: 'N', describe: 'Plants N mistakes' },
  save: { type: 'boolean', default: false, config: false, describe: 'Keep the board' },
  internal: { type: 'boolean', default: false, hidden: true, describe: 'Internal' },
  ignore: {
    type: 'config',
    describe: 'Calls to leave out, each with a reason',
    default: [],
    validate: (value) =>
      value.list().map((entry) => {
        const { method, path, reason } = entry.object(['method', 'path', 'reason'])
        return {
          method: method.optional((it) => it.oneOf(['GET', 'POST'])) ?? '*',
          path: path.string(),
          reason: reason.string('a reason'),
        }
      }),
  },
})

export type DemoContext = RunContext<typeof demoFlags, {}>

/** A command that hands its context to the test. */
export function demoCommand(run: (context: DemoContext) => Promise<ExitCode> | ExitCode = () => ExitCode.pass) {
  return defineCommand({
    name: 'stress-board',
    version: '1.2.3',
    describe: 'Does the board hold when many draw at once?',
    flags: demoFlags,
    examples: [{ command: 'stress-board --clients 50', describe: 'Fifty clients' }],
    epilogue: 'https://example.org/stress-board',
    run: async (context) => run(context),
  })
}
