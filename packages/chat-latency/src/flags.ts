import {
  confirmFlags,
  connectionFlags,
  defineFlags,
  type FlagValues,
  gatewayFlags,
  generalFlags,
  outputFlags,
  parseShare,
  thresholdFlags,
  type ValuePlace,
} from '@m4sh/tools-core/cli'

/** Milliseconds. Timers take no more than 24 days. */
const day = 86_400_000

/** Where samples and summary go where nothing else is said: below the working directory, without its extensions. */
export const defaultReport = 'chat-latency'

/** All messages of a run are kept until its end. */
export const mostMessages = 1_000_000

/** A lesson's id. */
function parseLesson(raw: string, place: ValuePlace): number {
  const id = Number(raw)
  return /^\d{1,15}$/.test(raw) && id > 0 ? id : place.reject('the id of a lesson, such as "123"')
}

/** `10%`, `0.1`. */
function parseRegression(raw: string, place: ValuePlace): number {
  const share = parseShare(raw)
  // 10 is meant to be 10 %, not tenfold; what 1 is meant to be nobody knows.
  const isMeant = share !== undefined && (share < 1 || raw.trim().endsWith('%'))
  return isMeant ? share : place.reject('a share such as "10%" or "0.1"')
}

/** As {@link connectionFlags} reads tokens; one that is this tool's alone. */
const { shared: _, ...token } = connectionFlags.token

export const flags = defineFlags({
  lesson: {
    type: 'string',
    list: true,
    short: 'l',
    placeholder: 'ID',
    describe: 'The lesson that is written in; repeatable, conversations take turns',
    group: 'Load',
    envSeparator: ',',
    parse: parseLesson,
  },
  messages: {
    type: 'integer',
    min: 1,
    max: mostMessages,
    short: 'n',
    placeholder: 'N',
    describe: 'Messages of each conversation',
    defaultText: '100',
    group: 'Load',
  },
  duration: {
    type: 'duration',
    bareUnit: 's',
    min: 100,
    max: day,
    short: 'd',
    describe: 'How long is written, in place of --messages; bare numbers are seconds',
    group: 'Load',
  },
  interval: {
    type: 'duration',
    bareUnit: 'ms',
    default: '100ms',
    min: 1,
    max: day,
    describe: 'Time between two messages of a conversation; bare numbers are milliseconds',
    group: 'Load',
  },
  closed: {
    type: 'boolean',
    default: false,
    describe: 'Ping-pong: the next message waits until the last one was seen',
    group: 'Load',
  },
  pairs: {
    type: 'integer',
    default: 1,
    min: 1,
    max: 10_000,
    placeholder: 'N',
    describe: 'Conversations at once',
    group: 'Load',
  },
  warmup: {
    type: 'integer',
    default: 5,
    min: 0,
    max: 10_000,
    placeholder: 'N',
    describe: 'Messages of each conversation that are not counted',
    group: 'Load',
  },
  timeout: {
    type: 'duration',
    bareUnit: 's',
    default: '10s',
    min: 10,
    max: day,
    describe: 'A message that takes longer is lost',
    group: 'Load',
  },
  size: {
    type: 'integer',
    default: 80,
    min: 40,
    max: 4000,
    placeholder: 'N',
    describe: 'Characters of a message',
    group: 'Load',
  },
  transport: {
    type: 'string',
    choices: ['rest', 'ws'],
    default: 'rest',
    describe: 'How messages are sent: POST, or published on the socket',
    group: 'Load',
  },
  wsType: {
    type: 'string',
    default: 'chat.message.send',
    placeholder: 'TYPE',
    describe: 'Type of the event that --transport ws publishes',
    group: 'Load',
  },
  deleteMessages: { type: 'boolean', default: false, describe: 'Deletes its messages at the end', group: 'Load' },

  ...connectionFlags,
  ...gatewayFlags,
  senderToken: { ...token, env: 'M4SH_SENDER_TOKEN', describe: 'Access token of who writes' },
  receiverToken: {
    ...token,
    env: 'M4SH_RECEIVER_TOKEN',
    describe: 'Access token of who reads; else the writer reads on a second socket',
  },
  email: {
    type: 'string',
    list: true,
    placeholder: 'EMAIL',
    describe: 'Who writes, and given again who reads; they log in',
    group: 'Connection',
  },
  password: {
    type: 'string',
    list: true,
    secret: true,
    // A password may hold any other.
    envSeparator: '\n',
    placeholder: 'PASSWORD',
    describe: 'In the same order; better given by the environment, one a line',
    group: 'Connection',
  },

  ...thresholdFlags,
  baseline: {
    type: 'path',
    list: true,
    placeholder: 'FILE',
    describe:
      'JSON report of an earlier run to compare with; where there is none yet, what judges the comparison fails; repeatable, several tell how far runs lie apart',
    group: 'Verdict',
  },
  failOnRegression: {
    type: 'string',
    bare: '10%',
    placeholder: 'SHARE',
    describe: 'Fail if a percentile is slower than the baseline by more, and luck does not explain it',
    group: 'Verdict',
    parse: parseRegression,
  },
  onSaturation: {
    type: 'string',
    choices: ['fail', 'warn'],
    default: 'fail',
    describe: 'What to do if this machine was too slow to measure: exit 4, or only say so',
    group: 'Verdict',
  },
  seed: {
    type: 'integer',
    default: 42,
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    describe: 'Of the comparison, and of the pauses before reconnects',
    group: 'Load',
  },

  ...outputFlags,
  output: { ...outputFlags.output, defaultText: `${defaultReport}.csv, ${defaultReport}.json` },
  graph: { type: 'boolean', default: false, describe: 'Draws the histogram on the terminal', group: 'Output' },
  precise: {
    type: 'boolean',
    default: false,
    describe: 'Sends within 0.01 ms of its time, for half a core more',
    group: 'Load',
  },
  ...confirmFlags,
  ...generalFlags,
})

export type Flags = FlagValues<typeof flags>
