import { capital, ukrainianForm, ukrainianPlural, units } from '@m4sh/tools-core/language'
import type { ChatMessages } from './index.ts'
import { history } from './uk/history.ts'

const { whole, listed } = units.uk

const messages = (count: number): string => ukrainianPlural(count, 'повідомлення', 'повідомлення', 'повідомлень')
const conversations = (count: number): string => ukrainianPlural(count, 'розмова', 'розмови', 'розмов')
/** `3 з 5 повідомлень` */
const ofMessages = (part: number, all: number): string =>
  `${whole(part)} з ${whole(all)} ${ukrainianForm(all, 'повідомлення', 'повідомлень', 'повідомлень')}`

/** What the reports of chat-latency say, in Ukrainian. */
export const uk: ChatMessages = {
  title: 'Затримка чату',
  subject: (count, lessons, host, run) =>
    `${messages(count)} ${lessons.length === 1 ? 'в уроці' : 'в уроках'} ${lessons.join(', ')} на ${host}; ${run}`,
  repeatIntro: 'Досить, щоб повторити запуск: те саме зерно дає ті самі тексти й те саме порівняння.',
  beyondTimeout: 'довше за час очікування',

  verdict: {
    noneArrived: (sent) =>
      `Не дійшло жодне з ${whole(sent)} ${ukrainianForm(sent, 'повідомлення', 'повідомлень', 'повідомлень')}, тож оцінювати нічого.`,
    brokeOff: (received, sent, count) =>
      `Дійшло ${ofMessages(received, sent)}; потім до кінця запуску нікого вже не ${ukrainianForm(count, 'досягала', 'досягали', 'досягали')} ${conversations(count)}.`,
    noneSent: (thresholds) => `Жодного повідомлення не дійшло, бо жодного не надіслано; ${thresholds}.`,
    arrived: (received, sent) => {
      if (received < sent) return `Дійшло ${ofMessages(received, sent)}`
      return sent === 1 ? 'Єдине повідомлення дійшло' : `Дійшли всі ${messages(sent)}`
    },
    passed: (arrived, p95, others) => `${[`${arrived}, 95 % — не довше ніж за ${p95}`, ...others].join('; ')}.`,
    compared: {
      slower: 'вони повільніші, ніж в еталоні, але тут це нічого не провалює',
      faster: 'вони швидші, ніж в еталоні',
      same: 'різниці з еталоном не виявлено',
      unknown: 'їх замало, щоб порівняти з еталоном',
    },
    slower: (names) =>
      `${listed(names)} ${names.length === 1 ? 'повільніший' : 'повільніші'}, ніж в еталоні, більше, ніж дозволено`,
    lost: (now, old) => `не дійшло ${now} повідомлень, а в еталоні було ${old}`,
    tooFew: 'повідомлень замало, щоб сказати, чи вони повільніші, ніж в еталоні',
    noBaseline: 'ще немає еталона, за яким міг би судити --fail-on-regression',
    failed: (reasons) => (reasons.length === 0 ? 'Щось провалює цей запуск.' : `${capital(listed(reasons))}.`),
  },

  comparisonVerdicts: {
    slower: 'Повільніше',
    faster: 'Швидше',
    more: 'Більше',
    fewer: 'Менше',
    same: 'Різниці не виявлено',
    unknown: 'Не можна оцінити',
  },
  changeReasons: {
    'too-few': (needed) => `потрібно ${messages(needed)} у кожному запуску`,
    'never-came': () => 'в обох запусках він припадає на повідомлення, що так і не дійшли',
    spread: () => 'в одному з еталонів він припадає на повідомлення, що так і не дійшли',
  },
  oneBaseline:
    'Один еталон не показує, наскільки різняться запуски того самого випуску: різниця може бути випадковою. Задайте --baseline тричі або більше.',

  text: {
    messages: 'Повідомлення',
    arrived: (received, sent, time, trouble) =>
      `дійшло ${whole(received)} з ${whole(sent)} за ${time}${trouble.length > 0 ? `: ${trouble.join(', ')}` : ''}`,
    lost: (count) => `втрачено ${whole(count)}`,
    recovered: (count) => `лише в історії ${whole(count)}`,
    failed: (count) => `не вдалося ${whole(count)}`,
    duplicated: (count) => `продубльовано ${whole(count)}`,
    outOfOrder: (count) => `не за порядком ${whole(count)}`,
    late: (count) => `запізнилося ${whole(count)}`,
    latency: 'Затримка',
    intendedToSeen: 'заплановано → побачено',
    spread: (min, mean, max, stdev) => `мін. ${min}, середнє ${mean}, макс. ${max}, ст. відхилення ${stdev}`,
    queue: 'Черга',
    queueFromTo: 'заплановано → надіслано',
    acknowledged: 'Відповідь',
    acknowledgedFromTo: 'надіслано → відповідь',
    delivered: 'Доставка',
    deliveredFromTo: 'надіслано → в отримувача',
    echo: 'Відлуння',
    echoFromTo: 'надіслано → у власному сокеті автора',
    notKnown: 'невідомо',
    errors: 'Помилки',
    noErrors: 'немає',
    brokenOff: 'Обірвано',
    conversations,
    reconnects: 'Повторно',
    generator: 'Генератор',
    generatorLevels: { ok: 'встигав', warn: 'був на межі', invalid: 'не встигав' },
    generatorText: (level, lag, floor) => `${level}: на p99 надсилання запізнювалися на ${lag}, нижня межа ${floor}`,
    over: (from) => `понад ${from}`,
    lostRow: 'втрати',
    against: (count, runs) => `Еталон (${messages(count)}, ${runs})`,
    runs: (count) => ukrainianPlural(count, 'запуск', 'запуски', 'запусків'),
    comparisonVerdicts: {
      slower: 'повільніше',
      faster: 'швидше',
      more: 'більше',
      fewer: 'менше',
      same: 'різниці не виявлено',
      unknown: 'не можна оцінити',
    },
  },

  tiles: {
    p50Note: 'половину повідомлень побачили швидше від запланованого надсилання',
    p95Note: 'кожне двадцяте тривало довше',
    p99Note: (max) => `кожне соте тривало довше; найповільніше — ${max}`,
    latency: (percentile) => `Затримка ${percentile}`,
    baseline: 'Порівняно з еталоном',
    noBaseline: 'не задано попереднього запуску для порівняння (--baseline)',
    baselineNote: (count, runs) =>
      `${messages(count)}${runs > 1 ? ` за ${ukrainianPlural(runs, 'запуск', 'запуски', 'запусків')}` : ''} в еталоні`,
    arrived: 'Дійшло',
    arrivedOf: (received, sent) => `${whole(received)} з ${whole(sent)}`,
    arrivedNote: (time) => `надісланих повідомлень, за ${time}`,
    lost: 'Втрачено',
    lostNote: 'не дійшли за час очікування, хоч їх надіслано',
    errors: 'Помилки',
    noErrors: 'жоден сокет чи запит не дав збою',
    kinds: (count) => ukrainianPlural(count, 'вид', 'види', 'видів'),
  },

  comparison: {
    title: 'Порівняно з еталоном',
    run: (count, file, startedAt) => `${messages(count)} з ${file}, початок ${startedAt}`,
    intro: (runs) =>
      `${runs.length === 1 ? 'Попередній запуск' : `Попередні запуски (${runs.length})`}: ${listed(runs)}. Зміна нічого не говорить про причину: інша машина чи інше навантаження теж змінюють показники.`,
    caption: (allowed, from, to) =>
      `Крапка — зміна, смуга — її 95-відсотковий довірчий інтервал; суцільна вертикаль — без змін${allowed === null ? '' : `, штрихова — дозволені ${allowed}`}. Рисунок охоплює від ${from} до ${to}.`,
    figure: 'Показник',
    baseline: 'Еталон',
    thisRun: 'Цей запуск',
    difference: 'Різниця',
    change: 'Зміна і де вона лежить із довірою 95 %',
    verdict: 'Вердикт',
    moreThanAllowed: 'більше, ніж дозволено',
    lost: 'втрати',
    lostNote: 'частка повідомлень, що не дійшли вчасно',
    span: (low, high) => `від ${low} до ${high}`,
    changeAndSpan: (value, low, high) => `${value}, від ${low} до ${high}`,
    noLimit: 'межі не відомо',
  },

  latency: {
    title: 'Затримка',
    nothingToDraw: 'Розподілу немає: не дійшло жодного повідомлення.',
    intro:
      'Від запланованого часу надсилання до часу, коли повідомлення побачили, за весь запуск. Кожен вимір збережено, і кожен процентиль точний: найближчий ранг.',
    caption: 'Час за весь запуск, без повідомлень розігріву.',
    latency: 'Затримка',
    latencyNote: 'від запланованого часу надсилання до появи в сокеті отримувача: те, що відчуває користувач',
    curve: 'затримка',
    baselineCurve: 'еталон',
    percentileCaption: 'Стільки відсотків повідомлень тривали не довше.',
    distribution: 'Розподіл',
    distributionNote: (longerThan) =>
      `Скільки повідомлень тривало стільки часу.${longerThan === null ? '' : ` Останній стовпець охоплює все, що довше за ${longerThan}.`}`,
    distributionSpoken: (from, to, most) => `Гістограма затримки: від ${from} до ${to}, найчастіше ${most}.`,
    bars: 'повідомлення',
    over: (from) => `понад ${from}`,
    distributionFold: 'Розподіл у числах',
    distributionCaption: (count) => `Скільки повідомлень із ${whole(count)} тривало стільки часу.`,
    messages: 'Повідомлень',
    share: 'Частка',
  },

  overTime: {
    title: 'У часі',
    intro: 'Чи сповільнювалося з часом, чи лише подекуди. Втрачене повідомлення затримки не має.',
    nothingToDraw: 'Малювати нічого: не дійшло жодного повідомлення.',
    chart: 'Затримка кожного повідомлення',
    note: (drawn) =>
      `Крапка — повідомлення в запланований для нього час. Вісь логарифмічна.${drawn === null ? '' : ` З ${whole(drawn.of)} повідомлень показано ${whole(drawn.count)}: найшвидше й найповільніше з кожних кількох поспіль.`}`,
    spoken: (span) => `Затримка кожного повідомлення в часі: ${span}.`,
    latency: 'затримка',
  },

  phases: {
    title: 'Фази',
    intro: 'На що йде час. Черга й доставка разом — це затримка; відповідь і відлуння минають поруч із доставкою.',
    unknown: (name) => `${name}: не відомо для жодного повідомлення.`,
    caption: 'Час за весь запуск.',
    names: { clientQueue: 'Черга', acknowledge: 'Відповідь', deliver: 'Доставка', echo: 'Відлуння' },
    notes: {
      clientQueue:
        'від запланованого часу до надсилання тією спробою, яку прийнято: власне запізнення цього інструмента, обмеження частоти, очікування з’єднання',
      acknowledge: 'від надсилання повідомлення до відповіді платформи',
      deliver: 'від надсилання повідомлення до появи в сокеті отримувача',
      echo: 'від надсилання повідомлення до появи у власному сокеті автора',
    },
    chart: 'Фази поруч',
    note: 'Медіана, а також те, що перевищує кожне двадцяте й кожне соте. Вісь логарифмічна.',
    spoken: (medians) => `Медіани фаз: ${medians.join(', ')}; решта — в таблиці нижче.`,
  },

  messages: {
    title: 'Повідомлення',
    intro: 'Що надіслано і що з того вийшло. Повідомлень розігріву немає в жодному іншому показнику.',
    sent: { label: 'Надіслано', note: 'після розігріву' },
    acknowledged: { label: 'З відповіддю', note: 'з них платформа відповіла' },
    arrived: { label: 'Дійшло', note: 'з них отримувач побачив вчасно, кожне враховано один раз' },
    lost: { label: 'Втрачено', note: 'не дійшли за час очікування' },
    recovered: { label: 'Знайдено', note: 'пропущено, коли сокет обірвався, і знайдено в історії' },
    failed: { label: 'Не вдалося', note: 'платформа відмовила, обірвалися без відповіді або не вдалося надіслати' },
    duplicated: { label: 'Дублікати', note: 'доставок прийшли ще раз' },
    outOfOrder: { label: 'Не за порядком', note: 'доставок прийшли після пізнішого повідомлення тієї самої розмови' },
    late: { label: 'Запізнилися', note: 'доставок прийшли після часу очікування; ці повідомлення втрачено' },
    rateLimited: { label: 'Прохання зачекати', note: 'відповідей були 429: платформа обмежує, як часто можна писати' },
    brokenOff: { label: 'Обірвано', note: 'розмов перестали досягати будь-кого ще до кінця запуску' },
    reconnects: { label: 'Повторні з’єднання', note: 'сокетів втрачено й відкрито знову' },
    warmup: { label: 'Розігрів', note: 'повідомлень, що ніде не враховані' },
    deleted: { label: 'Видалено', note: 'наприкінці, як і просили' },
  },

  history,
}
