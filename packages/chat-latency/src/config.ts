import { UsageError } from '@m4sh/tools-core/cli'
import { gatewayUrl } from '@m4sh/tools-core/connections/websocket'
import { type Flags, mostMessages } from './flags.ts'

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
