import { ukrainianForm, ukrainianPlural, units } from '@m4sh/tools-core/language'
import type { StressMessages } from '../index.ts'
import { clients, ofBoards, ofDeliveries, ofStrokes, reconnects } from './nouns.ts'

const { perSecond, whole } = units.uk

/** The report for a terminal. */
export const text: StressMessages['text'] = {
  clients: 'Клієнти',
  connected: (connected, requested) => `під’єднано ${whole(connected)} з ${whole(requested)}`,
  reconnects: (times, resync) => `${reconnects(times)}, відновлення дошки p95 ${resync}`,
  gaveUp: (count) => `${clients(count)} ${ukrainianForm(count, 'припинив', 'припинили', 'припинили')} спроби`,
  gone: (count) => `наприкінці без сокета ${whole(count)}`,

  samePicture: 'Збіг дощок',
  nobodyCompared: 'жодної дошки не порівняно',
  boards: ofBoards,
  diverged: (count) => `${ukrainianForm(count, 'розійшлася', 'розійшлися', 'розійшлося')} ${whole(count)}`,
  notCompared: (count) => `не порівняно ${whole(count)}`,
  left: (count) => `${clients(count)} ${ukrainianForm(count, 'пішов', 'пішли', 'пішли')} раніше`,
  wrongMeanwhile: (count, median) =>
    `через погану мережу хибну дошку ${ukrainianForm(count, 'бачив', 'бачили', 'бачили')} ${clients(count)}${median === null ? '' : `, медіана ${median}`}`,
  wrongAtEnd: (count) => `${whole(count)} з них — і наприкінці`,

  messages: 'Повідомлення',
  arrived: (sent, received, expected, trouble) =>
    `надіслано ${whole(sent)}, дійшло ${ofDeliveries(received, expected)}${trouble.length > 0 ? `: ${trouble.join(', ')}` : ''}`,
  lost: (count) => `втрачено ${whole(count)}`,
  duplicated: (count) => `продубльовано ${whole(count)}`,
  outOfOrder: (count) => `не за порядком ${whole(count)}`,
  late: (count) => `із запізненням ${whole(count)}`,
  foreign: (count) => `до сторонніх ${whole(count)}`,
  unsent: (count) => `без сокета не надіслано ${whole(count)}`,

  badNetwork: 'Погана мережа',
  impaired: (impairments) => `завади самого інструмента: ${impairments.join(', ')}`,
  dropped: (count) => `відкинуто ${whole(count)}`,
  delayed: (count) => `затримано ${whole(count)}`,
  reordered: (count) => `переставлено ${whole(count)}`,
  copied: (count) => `подвоєно ${whole(count)}`,

  latency: 'Затримка',
  latencyFromTo: 'заплановано → побачено',
  transit: 'Передавання',
  transitFromTo: 'записано → отримано',
  percentiles: (p50, p95, p99, max, fromTo) => `p50 ${p50}, p95 ${p95}, p99 ${p99}, макс. ${max} (${fromTo})`,
  lastReceiver: 'Останній отримувач',
  lastReceived: (p50, p95, inTime, budget) => `p50 ${p50}, p95 ${p95}; ${inTime} доставок у межах ${budget}`,
  throughput: 'Пропускна здатність',
  perSecond: (sent, received) => `надіслано ${perSecond(sent)}, отримано ${perSecond(received)}`,
  snapshots: 'Знімки',
  snapshotsCame: (count, requested, p95, timedOut) =>
    `отримано ${whole(count)} з ${whole(requested)}, p95 ${p95}${timedOut > 0 ? `, не дочекалися ${whole(timedOut)}` : ''}`,
  errors: 'Помилки',
  noErrors: 'немає',
  errorKinds: (count, kinds) => `${whole(count)}: ${kinds}`,
  generator: 'Генератор',
  generatorLevels: { ok: 'встигав', warn: 'був на межі', invalid: 'не встигав' },
  generatorText: (level, lag, cpu, threads) =>
    `${level}: на p99 надсилання запізнювалися на ${lag}, процесор ${cpu}${threads > 1 ? ` (${ukrainianPlural(threads, 'потік', 'потоки', 'потоків')})` : ''}`,

  divergedClient: (client, lesson, missing, extra, cause) =>
    `клієнт ${client}, урок ${lesson}: бракує ${ofStrokes(missing)}, зайвих ${whole(extra)} (${cause})`,
  moreDiverged: (count) => `ще ${whole(count)} у звіті`,

  capacity: (count, isLimit) => {
    if (count === 0) return 'Місткість: жодної кількості клієнтів не витримано'
    return isLimit
      ? `Місткість: ${clients(count)} — витримано, більше не пробували`
      : `Місткість: ${clients(count)} — найбільше, що витримано`
  },
  steps: {
    clients: 'клієнти',
    held: 'витримано',
    received: 'отримано/с',
    time: (percentile) => `${percentile} мс`,
    lost: 'втрат',
    diverged: 'розбіжні',
    cpu: 'CPU',
  },
  stepHeld: 'так',
  stepMissed: 'ні',
  stepInvalid: 'недійсно',

  against: (startedAt) => `Порівняно із запуском ${startedAt}`,
}
