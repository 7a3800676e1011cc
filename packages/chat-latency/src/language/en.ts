import { capital, isOrAre, plural, units } from '@m4sh/tools-core/language'
import { history } from './en/history.ts'

const { whole, listed } = units.en

/** What the reports of chat-latency say, in English. */
export const en = {
  title: 'Chat latency',
  subject: (messages: number, lessons: readonly string[], host: string, run: string) =>
    `${plural(messages, 'message')} in ${lessons.length === 1 ? 'lesson' : 'lessons'} ${lessons.join(', ')} at ${host}; ${run}`,
  repeatIntro: 'Enough to run the same again: the same seed gives the same texts, and the same comparison.',
  beyondTimeout: 'beyond the timeout',

  verdict: {
    noneArrived: (sent: number) => `None of ${plural(sent, 'message')} arrived, so there is nothing to judge.`,
    brokeOff: (received: number, sent: number, conversations: number) =>
      `${whole(received)} of ${plural(sent, 'message')} arrived; then ${plural(conversations, 'conversation')} reached nobody any more until the run ended.`,
    noneSent: (thresholds: string) => `No message arrived, for none was sent; ${thresholds}.`,
    arrived: (received: number, sent: number) => {
      if (received < sent) return `${whole(received)} of ${plural(sent, 'message')} arrived`
      return sent === 1 ? 'The one message arrived' : `All ${plural(sent, 'message')} arrived`
    },
    passed: (arrived: string, p95: string, others: readonly string[]) =>
      `${[`${arrived}, 95 % of them within ${p95}`, ...others].join('; ')}.`,
    compared: {
      slower: 'they are slower than those of the baseline, which fails nothing here',
      faster: 'they are faster than those of the baseline',
      same: 'no difference from the baseline is shown',
      unknown: 'they are too few to be compared with the baseline',
    },
    slower: (names: readonly string[]) =>
      `${listed(names)} ${isOrAre(names.length)} slower than in the baseline by more than is allowed`,
    lost: (now: string, old: string) => `${now} of the messages did not come, where it was ${old} in the baseline`,
    tooFew: 'there are too few messages to tell whether they are slower than in the baseline',
    noBaseline: 'there is no baseline yet that --fail-on-regression could judge by',
    failed: (reasons: readonly string[]) =>
      reasons.length === 0 ? 'Something fails this run.' : `${capital(listed(reasons))}.`,
  },

  comparisonVerdicts: {
    slower: 'Slower',
    faster: 'Faster',
    more: 'More',
    fewer: 'Fewer',
    same: 'No difference shown',
    unknown: 'Cannot be judged',
  },
  /** Why a percentile cannot be judged, as the end of a sentence. */
  changeReasons: {
    'too-few': (needed: number) => `it needs ${needed} messages in each run`,
    'never-came': () => 'in both runs it lies among messages that never came',
    spread: () => 'in one of the baselines it lies among messages that never came',
  },
  /** What the intervals leave out where there is one baseline only. */
  oneBaseline:
    'One baseline does not tell how far runs of the same release lie apart: a difference may be one of runs. Give --baseline three times or more.',

  text: {
    messages: 'Messages',
    arrived: (received: number, sent: number, time: string, trouble: readonly string[]) =>
      `${whole(received)} of ${whole(sent)} arrived in ${time}${trouble.length > 0 ? `: ${trouble.join(', ')}` : ''}`,
    lost: (count: number) => `${whole(count)} lost`,
    recovered: (count: number) => `${whole(count)} found in the history only`,
    failed: (count: number) => `${whole(count)} failed`,
    duplicated: (count: number) => `${whole(count)} doubled`,
    outOfOrder: (count: number) => `${whole(count)} out of order`,
    late: (count: number) => `${whole(count)} late`,
    latency: 'Latency',
    intendedToSeen: 'intended → seen',
    spread: (min: string, mean: string, max: string, stdev: string) =>
      `min ${min}, avg ${mean}, max ${max}, stdev ${stdev}`,
    queue: 'Queue',
    queueFromTo: 'intended → sent',
    acknowledged: 'Acknowledged',
    acknowledgedFromTo: 'sent → answered',
    delivered: 'Delivered',
    deliveredFromTo: 'sent → at the receiver',
    echo: 'Echo',
    echoFromTo: "sent → at the author's own socket",
    notKnown: 'not known',
    errors: 'Errors',
    noErrors: 'none',
    brokenOff: 'Broken off',
    conversations: (count: number) => plural(count, 'conversation'),
    reconnects: 'Reconnects',
    generator: 'Generator',
    generatorLevels: { ok: 'had time to spare', warn: 'was near its limits', invalid: 'was too slow' },
    generatorText: (level: string, lag: string, floor: string) => `${level}: sends p99 ${lag} late, floor ${floor}`,
    over: (from: string) => `over ${from}`,
    lostRow: 'lost',
    against: (messages: number, runs: string) => `Against ${messages} messages of ${runs}`,
    runs: (count: number) => `${count} runs`,
    comparisonVerdicts: {
      slower: 'slower',
      faster: 'faster',
      more: 'more',
      fewer: 'fewer',
      same: 'no difference shown',
      unknown: 'cannot be judged',
    },
  },

  tiles: {
    p50Note: 'half of the messages were seen sooner after their sending was due',
    p95Note: 'one in twenty took longer',
    p99Note: (max: string) => `one in a hundred took longer; the slowest took ${max}`,
    latency: (percentile: string) => `Latency ${percentile}`,
    baseline: 'Against the baseline',
    noBaseline: 'no earlier run was given to compare with (--baseline)',
    baselineNote: (messages: number, runs: number) =>
      `of ${plural(messages, 'message')}${runs > 1 ? ` in ${runs} runs` : ''}`,
    arrived: 'Arrived',
    arrivedOf: (received: number, sent: number) => `${whole(received)} of ${whole(sent)}`,
    arrivedNote: (time: string) => `messages that were sent, in ${time}`,
    lost: 'Lost',
    lostNote: 'did not arrive within the timeout, though they were sent',
    errors: 'Errors',
    noErrors: 'no socket or request failed',
    kinds: (count: number) => `of ${plural(count, 'kind')}`,
  },

  comparison: {
    title: 'Against the baseline',
    run: (messages: number, file: string, startedAt: string) =>
      `${plural(messages, 'message')} of ${file}, which began ${startedAt}`,
    intro: (runs: readonly string[]) =>
      `${runs.length === 1 ? 'An earlier run' : `${runs.length} earlier runs`}: ${listed(runs)}. A change says nothing of its cause: another machine or another load changes figures too.`,
    caption: (allowed: string | null, from: string, to: string) =>
      `The dot is the change, the bar its 95 % confidence interval; the upright line is no change${allowed === null ? '' : `, the dashed one the ${allowed} that are allowed`}. The picture reaches from ${from} to ${to}.`,
    figure: 'Figure',
    baseline: 'Baseline',
    thisRun: 'This run',
    difference: 'Difference',
    change: 'Change, and where it lies with 95 % confidence',
    verdict: 'Verdict',
    moreThanAllowed: 'by more than is allowed',
    lost: 'lost',
    lostNote: 'share of the messages that did not come in time',
    span: (low: string, high: string) => `${low} to ${high}`,
    changeAndSpan: (value: string, low: string, high: string) => `${value}, from ${low} to ${high}`,
    noLimit: 'no known limit',
  },

  latency: {
    title: 'Latency',
    nothingToDraw: 'There is no distribution to draw: no message arrived.',
    intro:
      'From the time when a message was due until it was seen, over the whole run. Every sample is kept, and every percentile is exact: the nearest rank.',
    caption: 'Times of the whole run, without the messages of the warm-up.',
    latency: 'Latency',
    latencyNote: 'from the time when a message was due until the receiver’s socket had it: what a user feels',
    curve: 'latency',
    baselineCurve: 'baseline',
    percentileCaption: 'So many percent of the messages took no longer.',
    distribution: 'Distribution',
    distributionNote: (longerThan: string | null) =>
      `How many messages took so long.${longerThan === null ? '' : ` The last bar takes all that took longer than ${longerThan}.`}`,
    distributionSpoken: (from: string, to: string, most: string) =>
      `Histogram of the latency: from ${from} to ${to}, most often ${most}.`,
    bars: 'messages',
    over: (from: string) => `over ${from}`,
    distributionFold: 'Distribution in numbers',
    distributionCaption: (messages: number) => `How many of ${whole(messages)} messages took so long.`,
    messages: 'Messages',
    share: 'Share',
  },

  overTime: {
    title: 'Over time',
    intro: 'Whether it became slower while it went on, or only now and then. A message that was lost has no latency.',
    nothingToDraw: 'There is nothing to draw: no message arrived.',
    chart: 'Latency of each message',
    note: (drawn: { readonly of: number; readonly count: number } | null) =>
      `A dot is a message, at the time when it was due. The axis is logarithmic.${drawn === null ? '' : ` Of ${whole(drawn.of)} messages ${whole(drawn.count)} are drawn: the fastest and the slowest of each few in turn.`}`,
    spoken: (span: string) => `Latency of each message over time: ${span}.`,
    latency: 'latency',
  },

  phases: {
    title: 'Phases',
    intro: 'Where the time goes. Queue and delivery together are the latency; answer and echo run beside the delivery.',
    unknown: (name: string) => `${name}: not known of any message.`,
    caption: 'Times of the whole run.',
    names: { clientQueue: 'Queue', acknowledge: 'Answer', deliver: 'Delivery', echo: 'Echo' },
    notes: {
      clientQueue:
        'from the time when a message was due until it was sent by the try that was taken: this tool’s own lateness, a rate limit, the wait for a connection',
      acknowledge: 'from sending a message until the platform had answered',
      deliver: 'from sending a message until the receiver’s socket had it',
      echo: 'from sending a message until the author’s own socket had it',
    },
    chart: 'Phases side by side',
    note: 'The median, and what one in twenty and one in a hundred exceed. The axis is logarithmic.',
    spoken: (medians: readonly string[]) => `Medians of the phases: ${medians.join(', ')}; the table below has more.`,
  },

  messages: {
    title: 'Messages',
    intro: 'What was sent and what came of it. Messages of the warm-up are in no other figure.',
    sent: { label: 'Sent', note: 'after the warm-up' },
    acknowledged: { label: 'Acknowledged', note: 'of them were answered by the platform' },
    arrived: { label: 'Arrived', note: 'of them reached the receiver in time, each counted once' },
    lost: { label: 'Lost', note: 'did not arrive within the timeout' },
    recovered: { label: 'Recovered', note: 'were missed as the socket broke, and found in the history' },
    failed: {
      label: 'Failed',
      note: 'were refused by the platform, broke off without an answer, or could not be sent',
    },
    duplicated: { label: 'Duplicate', note: 'deliveries came once more' },
    outOfOrder: { label: 'Out of order', note: 'deliveries came after a later message of their conversation' },
    late: { label: 'Late', note: 'deliveries came after the timeout; these messages are lost' },
    rateLimited: { label: 'Told to wait', note: 'answers were a 429: the platform limits how often one may write' },
    brokenOff: { label: 'Broken off', note: 'conversations reached nobody any more before the run ended' },
    reconnects: { label: 'Reconnects', note: 'sockets were lost and opened again' },
    warmup: { label: 'Warm-up', note: 'messages that count nowhere' },
    deleted: { label: 'Deleted', note: 'at the end, as it was asked for' },
  },

  history,
}
