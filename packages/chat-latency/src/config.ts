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
  UsageError,
  type ValuePlace,
} from '@m4sh/tools-core/cli'
import { gatewayUrl } from '@m4sh/tools-core/connections/websocket'

/** Milliseconds. Timers take no more than 24 days. */
const day = 86_400_000

/** All messages of a run are kept until its end. */
const mostMessages = 1_000_000

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
    describe: 'Messages of each conversation [default: 100]',
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
    describe: 'JSON report of an earlier run to compare with; repeatable, several tell how far runs lie apart',
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

/** Who writes and who reads. */
export interface PeopleConfig {
  readonly senderToken: string | null
  readonly receiverToken: string | null
  /** The sender, and the receiver if there are two. */
  readonly logins: readonly { readonly email: string; readonly password: string; readonly place: string }[]
}

/** What a run is to be. Times in milliseconds, paths absolute. */
export interface Config {
  readonly lessons: readonly number[]
  /** Of each conversation. */
  readonly messages: number
  readonly intervalMs: number
  readonly model: 'open' | 'closed'
  /** The load ends then at the latest; `null` for when all messages are sent. */
  readonly durationMs: number | null
  readonly pairs: number
  readonly warmup: number
  readonly timeoutMs: number
  readonly size: number
  readonly transport: 'rest' | 'ws'
  readonly wsType: string
  readonly deletesMessages: boolean
  readonly url: string
  readonly apiUrl: string
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  readonly people: PeopleConfig
  readonly thresholds: readonly string[]
  readonly baselineFiles: readonly string[]
  /** Share by which a percentile may be slower; `null` for any. */
  readonly allowedRegression: number | null
  readonly failsOnSaturation: boolean
  readonly seed: number
  readonly precise: boolean
  readonly graph: boolean
}

/** @throws {UsageError} for settings that contradict each other */
export function toConfig(values: Flags): Config {
  const { duration, interval } = values
  if (values.lesson.length === 0)
    throw new UsageError('There is no lesson to write in.', { hint: 'Name one with --lesson 123.' })
  if (values.messages !== undefined && duration !== undefined)
    throw new UsageError('--messages and --duration both say how much is written', { hint: 'Give one of them.' })
  if (values.lesson.length > values.pairs)
    throw new UsageError(`${values.lesson.length} lessons came for ${values.pairs} of --pairs`, {
      hint: 'Each conversation has one lesson: give --pairs as many at least.',
    })
  if (values.failOnRegression !== undefined && values.baseline.length === 0)
    throw new UsageError('--fail-on-regression has nothing to compare with', {
      hint: 'Give the JSON report of an earlier run with --baseline.',
    })
  const messages = values.messages ?? (duration === undefined ? 100 : Math.ceil(duration / interval))
  if (messages * values.pairs > mostMessages)
    throw new UsageError(`That is ${shown(messages * values.pairs)} messages, of ${shown(mostMessages)} at most.`, {
      hint: 'Write for a shorter time (--duration), less often (--interval), or with fewer --pairs.',
    })
  return {
    lessons: values.lesson,
    messages,
    intervalMs: interval,
    model: values.closed ? 'closed' : 'open',
    durationMs: duration ?? null,
    pairs: values.pairs,
    warmup: values.warmup,
    timeoutMs: values.timeout,
    size: values.size,
    transport: values.transport,
    wsType: values.wsType,
    deletesMessages: values.deleteMessages,
    url: gatewayUrl(values.baseUrl.root, values.wsUrl),
    apiUrl: values.baseUrl.apiBase,
    headers: values.header,
    people: peopleOf(values),
    thresholds: values.threshold,
    baselineFiles: values.baseline,
    allowedRegression: values.failOnRegression ?? null,
    failsOnSaturation: values.onSaturation === 'fail',
    seed: values.seed,
    precise: values.precise,
    graph: values.graph,
  }
}

function peopleOf({ token: shared, senderToken, receiverToken, email, password }: Flags): PeopleConfig {
  if (email.length !== password.length || email.length > 2)
    throw new UsageError(`${email.length} --email and ${password.length} --password came`, {
      hint: 'Give both once for the sender, and once more for the receiver.',
    })
  const sender = senderToken ?? shared ?? null
  if (email.length > 0 && (senderToken ?? receiverToken) !== undefined)
    throw new UsageError('--email and a token both say who writes', {
      hint: 'Give one of them. Tokens may stand in M4SH_SENDER_TOKEN, M4SH_RECEIVER_TOKEN or the config file, too.',
    })
  if (email.length === 0 && sender === null)
    throw new UsageError('Nobody is there to write.', {
      hint: 'Give --sender-token and --receiver-token (M4SH_SENDER_TOKEN, M4SH_RECEIVER_TOKEN), or --email and --password twice.',
    })
  return {
    senderToken: email.length > 0 ? null : sender,
    receiverToken: receiverToken ?? null,
    logins: email.map((one, at) => ({ email: one, password: password[at] ?? '', place: '--email' })),
  }
}

/** `1,000,000` */
function shown(count: number): string {
  return count.toLocaleString('en-US')
}
