import { plural, units } from '@m4sh/tools-core/language'

const { whole } = units.en

/** Parts of the page about boards, and about what became of messages. */
export const deliverySections = {
  convergence: {
    title: 'Same picture',
    intro:
      'At the end the board of each client, after all that reached it, is held against the server’s. No impairment of this tool counts here.',
    allEqual: 'Every board that was compared is equal to the server’s.',
    compared: { label: 'Compared', note: 'boards were held against the server’s' },
    equal: { label: 'Equal', note: 'of them show every stroke of the server, and no other' },
    diverged: { label: 'Diverged', note: 'show another picture' },
    notCompared: { label: 'Not compared', note: 'were gone at the end, or got no board' },
    wrongMeanwhile: 'Wrong meanwhile',
    wrongMeanwhileNote: (median: string | null) =>
      `clients looked at a wrong board for a while because of the impairments${median === null ? '' : `; ${median} at the median`}`,
    wrongAtEnd: {
      label: 'Wrong at the end',
      note: 'of these still did when the run was over, as no snapshot had come since',
    },
    staleCaption: 'How long users looked at a wrong board.',
    staleTime: 'Stale time',
    staleTimeNote: 'from the moment when an impairment took something until a snapshot brought it back',
    caption: 'Clients that ended with another picture than the server.',
    client: 'Client',
    lesson: 'Lesson',
    missing: 'Missing',
    extra: 'Too many',
    cause: 'Cause',
    strokes: 'Strokes',
    /** Of what is not shown. */
    clients: 'clients',
    causes: {
      lost: 'lost: the server or the network never brought something',
      extra: 'extra: a stroke that nobody drew, or that was taken away',
      race: 'race: two actions met, and the client ended with the other one',
    },
    causeWords: { lost: 'lost', extra: 'extra', race: 'race' },
    strokeWords: { missing: 'missing', extra: 'extra' },
    strokesText: (named: number, all: number) => `${named < all ? `first ${named} of ` : ''}${plural(all, 'stroke')}`,
  },

  ledger: {
    title: 'Ledger of deliveries',
    intro:
      'What went wrong with single deliveries, by the server or the network. Each message should reach everybody else in its room once, in the order of its sender.',
    noDelivery: 'There was no delivery.',
    allRight: 'Nothing went wrong with any delivery.',
    kinds: {
      foreign: {
        label: 'Foreign',
        note: 'reached somebody who should not see them: another board, or their own sender',
      },
      lost: { label: 'Lost', note: 'never came, though no impairment of this tool touched them' },
      duplicate: { label: 'Duplicate', note: 'came more than once, and were written once' },
      'out-of-order': { label: 'Out of order', note: 'came after a later one of the same sender' },
      late: { label: 'Late', note: 'came only after the socket had been lost and opened again' },
    },
    caption: 'Deliveries, by the numbers of clients and by the sender’s own count of what it did.',
    kind: 'Kind',
    lesson: 'Lesson',
    receiver: 'Receiver',
    sender: 'Sender',
    sequence: 'Sequence',
    client: (client: number) => `client ${client}`,
    noClient: 'none of ours',
    searchExample: 'client 3, lesson …',
    rest: (shown: number, total: number) =>
      `${whole(shown)} of ${whole(total)} deliveries, the gravest first; the others are only counted.`,
    inJson: (named: number) => `The JSON report names ${whole(named)}.`,
  },

  rooms: {
    title: 'Rooms',
    intro: 'One board for each lesson. Nothing goes from one room to another.',
    none: 'There was no room.',
    caption: 'Messages by their room, and strokes that its board held at the end.',
    lesson: 'Lesson',
    clients: 'Clients',
    sent: 'Sent',
    received: 'Received',
    lost: 'Lost',
    duplicate: 'Duplicate',
    outOfOrder: 'Out of order',
    late: 'Late',
    diverged: 'Diverged',
    strokes: 'Strokes',
    /** Of what is not shown. */
    rooms: 'rooms',
  },

  messages: {
    title: 'Messages',
    intro: 'What was sent and what came, and what this tool did to it: its impairments play the bad network.',
    notImpaired: 'No impairment of this tool touched a message.',
    due: { label: 'Due', note: 'operations that the load wanted in the time of the run' },
    done: { label: 'Come to', note: 'of them this machine came to in that time, with a socket or without one' },
    sent: 'Sent',
    sentNote: (bytes: string) => `messages were written to a socket, ${bytes}`,
    expected: { label: 'Expected', note: 'deliveries: each message at everybody else who surely was on the board' },
    received: 'Received',
    receivedNote: (share: string, bytes: string) => `of them came, ${share}; ${bytes} with snapshots`,
    dropped: { label: 'Dropped', note: 'by this tool: a receiver or the server never got them' },
    delayed: { label: 'Delayed', note: 'by this tool' },
    reordered: { label: 'Reordered', note: 'by this tool: a later one went first' },
    copied: { label: 'Doubled', note: 'by this tool' },
    unsent: { label: 'Without a socket', note: 'were due while their client was offline' },
    cutOff: {
      label: 'Cut off',
      note: 'were written right before their socket broke; nobody saw them, and whether the server had them is not known',
    },
  },

  connections: {
    title: 'Connections and snapshots',
    intro: 'How long it took to come in, to come back, and to get the whole board.',
    requested: {
      label: 'Snapshots asked for',
      note: 'by all clients: at the start, now and then, and at the end',
    },
    came: { label: 'Snapshots that came', note: 'and were shown' },
    timedOut: { label: 'Timed out', note: 'took longer than a client waits' },
    reconnects: { label: 'Reconnects', note: 'sockets that were lost and opened again' },
    gaveUp: { label: 'Gave up', note: 'clients that could not connect, or not any more' },
    caption: 'Times of the whole run.',
    connect: { label: 'Connect', note: 'from the first attempt to the open socket' },
    resync: { label: 'Resync', note: 'from the loss of a socket until the board was whole again' },
    snapshot: { label: 'Snapshot', note: 'from asking for the board until it was shown' },
    sizeCaption: 'Sizes of snapshots.',
    size: { label: 'Snapshot size', note: 'the whole board as it was sent' },
  },
}

export type DeliverySections = typeof deliverySections
