import { capital, ukrainianForm, ukrainianPlural, units } from '@m4sh/tools-core/language'
import type { BlastMessages } from './index.ts'
import { history } from './uk/history.ts'

const { whole, listed } = units.uk

const rows = (count: number): string => ukrainianPlural(count, 'рядок', 'рядки', 'рядків')
/** After a preposition or «з»: `1 рядка`, `5 рядків`. */
const ofRows = (count: number): string => `${whole(count)} ${ukrainianForm(count, 'рядка', 'рядків', 'рядків')}`
const forUsers = (count: number): string =>
  `для ${whole(count)} ${ukrainianForm(count, 'користувача', 'користувачів', 'користувачів')}`
const ofUsers = (count: number): string =>
  `${whole(count)} ${ukrainianForm(count, 'користувача', 'користувачів', 'користувачів')}`
const batches = (count: number): string => ukrainianPlural(count, 'пачка', 'пачки', 'пачок')
const notifications = (count: number): string => ukrainianPlural(count, 'сповіщення', 'сповіщення', 'сповіщень')
const kinds = (count: number): string => ukrainianPlural(count, 'вид', 'види', 'видів')

/** What the reports of notif-blast say, in Ukrainian. */
export const uk: BlastMessages = {
  title: 'Потік сповіщень',
  dryRunTitle: 'Потік сповіщень (пробний запуск)',
  subject: {
    write: (count, users, database) => `${rows(count)} ${forUsers(users)}${database === null ? '' : ` у ${database}`}`,
    clear: (users, database) => `Рядки ${ofUsers(users)} прибрано${database === null ? '' : ` з ${database}`}`,
    undo: (run, database) => `Рядки запуску ${run} прибрано${database === null ? '' : ` з ${database}`}`,
  },
  repeatIntro: 'Досить, щоб повторити запуск: те саме зерно дає ті самі сповіщення, крім ідентифікаторів і часу.',
  errorIntro: 'Втрачені з’єднання, пачки, яких база тимчасово не прийняла, надсилання (push) без результату.',
  forUsers,
  time: 'час',

  verdict: {
    untouched: (planned) => `Нічого не змінено: ${listed(planned)}.`,
    wouldRemove: (count) => `було б вилучено ${rows(count)}`,
    wouldWrite: (count, users) => `було б записано ${rows(count)} ${forUsers(users)}`,
    nothingToDo: 'робити нічого',
    agrees: 'у базі їх стільки ж',
    undone: (count) => (count === 0 ? 'У базі немає жодного рядка запуску' : `Вилучено ${rows(count)} запуску`),
    cleared: (count) => (count === 0 ? 'Не було що вилучати' : `Вилучено ${rows(count)}`),
    written: (count, wanted) => {
      if (count < wanted) return `Записано ${whole(count)} з ${ofRows(wanted)}`
      return wanted === 1 ? 'Єдиний рядок записано' : `Записано всі ${rows(wanted)}`
    },
    failedPushes: (count) => `не вдалося надіслати ${notifications(count)}`,
    lostPushes: (count) => `не дійшло ${notifications(count)}`,
    passed: (parts) => `${parts.join('; ')}.`,
    missing: (count, wanted) => `не записано ${whole(count)} з ${ofRows(wanted)}`,
    stillThere: (count) => `у базі досі ${rows(count)} запуску`,
    disagrees: (count, written) => `у базі ${rows(count)} з позначкою, хоча записано ${whole(written)}`,
    failed: (reasons) => (reasons.length === 0 ? 'Щось провалює цей запуск.' : `${capital(listed(reasons))}.`),
    couldNotWrite: (count, wanted) => `Роботу не вдалося виконати: записано ${whole(count)} з ${ofRows(wanted)}.`,
    couldNotRemove: (count) => `Роботу не вдалося виконати: до того вилучено ${rows(count)}.`,
  },

  writing: {
    copy: (format) => (format === null ? 'COPY' : `COPY ${format}`),
    insert: 'INSERT',
    rows: 'рядок за рядком',
    http: 'створила платформа',
    asPushed: 'водночас із надсиланням',
    connections: (count) => ukrainianPlural(count, 'з’єднання', 'з’єднання', 'з’єднань'),
    batchesOf: (count) => `пачки по ${whole(count)}`,
  },

  held: {
    left: (count) => `запуску ще ${ukrainianForm(count, 'лишився', 'лишилися', 'лишилося')}`,
    marked: 'з позначкою',
    asMany: 'з позначкою, стільки ж, скільки записано',
    though: (written) => `з позначкою, хоча записано ${whole(written)}`,
    rows: (count, what) => `${rows(count)} ${what}`,
    rowsWord: (count, what) => `${ukrainianForm(count, 'рядок', 'рядки', 'рядків')} ${what}`,
    notCounted: 'рядки з позначкою не вдалося порахувати',
    noneLeft: 'жодного рядка запуску не лишилося',
  },

  text: {
    wouldWrite: 'Буде записано',
    written: 'Записано',
    before: 'Раніше',
    beforeText: (count) => `${rows(count)} запуску вже ${ukrainianForm(count, 'був', 'були', 'було')} в базі`,
    byType: 'За типами',
    otherTypes: (count) => `ще ${ukrainianPlural(count, 'тип', 'типи', 'типів')} у звіті`,
    rowTime: 'Час рядка',
    batchTime: 'Час пачки',
    dueToMade: 'заплановано → створила платформа',
    dueToCommitted: 'заплановано → зафіксовано',
    dueToCommittedBatches: (count) => `заплановано → зафіксовано, ${batches(count)}`,
    planned: (count, users, how) => `${rows(count)} ${forUsers(users)} (${how})`,
    nothingMissing: 'нічого: запуск уже повний',
    writtenText: (count, wanted, users, time, how) =>
      `${count === wanted ? rows(wanted) : `${whole(count)} з ${ofRows(wanted)}`} ${forUsers(users)} за ${time} (${how})`,
    pushed: 'Надіслано',
    pushedText: (count, failed) => `${notifications(count)}${failed > 0 ? `, не вдалося ${whole(failed)}` : ''}`,
    pushVia: 'Спосіб',
    delivered: 'Доставлено',
    notListened: 'невідомо: ніхто не слухав',
    deliveredText: (count, all, users, trouble) =>
      `${whole(count)}${all === null ? '' : ` з ${whole(all)}`}, слухали: ${whole(users)}${trouble.length > 0 ? `; ${trouble.join(', ')}` : ''}`,
    lost: (count) => `втрачено ${whole(count)}`,
    cameOnceMore: (count) => `прийшли ще раз: ${whole(count)}`,
    latency: 'Затримка',
    latencyFromTo: 'зафіксовано або заплановано → у сокеті',
    transit: 'У дорозі',
    transitFromTo: 'надіслано → у сокеті',
    answered: 'Відповідь',
    answeredFromTo: 'надіслано → відповідь платформи',
    wouldRemove: 'Буде вилучено',
    removed: 'Вилучено',
    nothingOfRun: 'нічого: рядків запуску тут немає',
    nothingThere: 'нічого: їх не було',
    hadBefore: (count) => `${rows(count)}, що були раніше`,
    removedText: (count, users, isOneRun) =>
      `${rows(count)}${users > 0 ? ` ${ofUsers(users)}` : ''}${isOneRun ? ', усі з одного запуску' : ''}`,
    database: 'База даних',
    errors: 'Помилки',
    noErrors: 'немає',
    generator: 'Генератор',
    generatorText: (cpu, memory) => `${cpu} процесора, пам’яті щонайбільше ${memory}`,
    marker: 'Позначка',
    times: (p50, p95, p99, max) => `p50 ${p50}, p95 ${p95}, p99 ${p99}, макс. ${max}`,
    markerText: (marker, path) => `${marker} у ${path} кожного вмісту`,
    undo: 'Скасувати',
    resume: 'Продовжити',
  },

  tiles: {
    errors: 'Помилки',
    noErrors: 'жодне з’єднання, пачка чи запит не дали збою',
    kinds,
    wouldWrite: 'Буде записано',
    wouldWriteNote: (users, how) => `рядків ${forUsers(users)}; ${how}`,
    rows: 'Рядки',
    partOf: (count, wanted) => `${whole(count)} з ${whole(wanted)}`,
    rowsNote: (users, before) =>
      `у базі, ${forUsers(users)}${before > 0 ? `; з них раніше записано ${whole(before)}` : ''}`,
    rate: 'Рядків за секунду',
    rateNote: (time, how) => `за ${time}: ${how}`,
    rowP95: 'Рядок p95',
    rowP95Note: 'кожен двадцятий рядок фіксувався довше',
    batchP95: 'Пачка p95',
    batchP95Note: 'кожна двадцята пачка фіксувалася довше',
    wouldRemove: 'Буде вилучено',
    removed: 'Вилучено',
    removedNote: 'рядків',
    removedFirstNote: 'рядків, перш ніж записати перший новий',
    pushed: 'Надіслано',
    pushedNote: 'сповіщень передано платформі',
    pushFailedNote: (failed) => `сповіщень; ще ${whole(failed)} не вдалося`,
    delivered: 'Доставлено',
    deliveredNote: (users) => `слухали: ${ukrainianPlural(users, 'користувач', 'користувачі', 'користувачів')}`,
    notListened: 'ніхто не слухав (--listen)',
    latencyP95: 'Затримка p95',
    latencyP95Note: 'кожне двадцяте дійшло до сокета користувача пізніше',
    database: 'База даних',
    unknown: 'невідомо',
  },

  writingSection: {
    title: 'Запис',
    intro: 'Що мали записати і що записано. Пачка — все або нічого, і рахується, щойно її зафіксовано.',
    dryRunIntro: 'Що було б записано і як.',
    noRowTimed: 'Часу жодного рядка не виміряно.',
    noBatchTimed: 'Часу жодної пачки не виміряно.',
    timesOfRows: (count) => `Час ${ofRows(count)}.`,
    timesOfBatches: (count) => `Час ${whole(count)} ${ukrainianForm(count, 'пачки', 'пачок', 'пачок')}.`,
    rowTime: 'Час рядка',
    batchTime: 'Час пачки',
    timeNote: 'від запланованого часу, або коли звільнилося з’єднання, до фіксації',
    rows: 'Рядки',
    wanted: 'Замовлено',
    wantedNote: (users) => `рядків ${forUsers(users)}`,
    before: 'Раніше',
    beforeNote: 'з них записано ще до продовження запуску',
    written: 'Записано',
    writtenNote: 'напевно в базі',
    missing: 'Бракує',
    missingNote: 'мали записати, але в базі їх немає',
    removed: 'Вилучено',
    removedNote: 'старіших рядків, перш ніж записати перший новий',
    time: 'Час',
    timeOfAllNote: 'від першої пачки до кінця останньої',
    rate: 'Темп',
    rateNote: 'рядків за цей час',
    method: 'Спосіб',
    rowTimes: 'Час рядків',
    batchTimes: 'Час пачок',
    aRow: 'рядок',
    aBatch: (count) => `пачка щонайбільше з ${ofRows(count)}`,
    max: 'макс.',
    chartNote: (what) =>
      `Скільки минало, доки зафіксовано: ${what}. Половина тривала не довше за p50, усе, крім кожної двадцятої частини, — не довше за p95.`,
    chartSpoken: (title, percentiles) => `${title} за процентилями: ${percentiles.join(', ')}.`,
  },

  timeline: {
    title: 'У часі',
    intro: (seconds) =>
      `${seconds === 1 ? 'Що принесла кожна секунда' : `Що принесли кожні ${seconds} с`}, рахуючи від першої пачки.`,
    nothingToDraw: 'Малювати нічого: нічого не записано.',
    rows: 'Рядки',
    rowsNote: 'Рядків за секунду, пораховано під час фіксації. Остання секунда може бути неповною.',
    rowsSpoken: (span) => `Рядки в часі: ${span}.`,
    rowsLine: 'рядки',
    pushes: 'Надсилання (push)',
    pushesNote: 'Сповіщень за секунду, переданих платформі, і тих, що дійшли до сокетів слухачів.',
    pushesSpoken: (pushed, delivered) => `Надсилання в часі: надіслано ${pushed}, доставлено ${delivered}.`,
    pushedLine: 'надіслано',
    deliveredLine: 'доставлено',
    errors: 'Помилки',
    errorsNote: 'Втрачені з’єднання, пачки з відмовою, надсилання без результату.',
    errorsSpoken: (span) => `Помилки в часі: ${span}.`,
    errorsLine: 'помилки',
    fold: (seconds) => (seconds === 1 ? 'Секунда за секундою' : `Кроками по ${seconds} с`),
    caption: (seconds) =>
      seconds === 1
        ? 'Числа, на яких побудовано графіки.'
        : `Числа, на яких побудовано графіки, по ${seconds} с у рядку: пачки й помилки — суми, решта — середні.`,
    until: 'До',
    batches: 'Пачки',
    pushed: 'Надіслано',
    delivered: 'Доставлено',
    rest: (count) => `${rows(count)}; у CSV-звіті є кожна секунда.`,
  },

  types: {
    title: 'Типи',
    intro: 'Скільки рядків кожного типу записано.',
    dryRunIntro: 'Скільки було б рядків кожного типу.',
    noun: 'типів',
    caption: (count) => `Типи ${ofRows(count)} і скільки їх кожного типу.`,
    type: 'Тип',
    rows: 'Рядків',
  },

  push: {
    title: 'Надсилання (push)',
    intro: 'Що сталося зі сповіщеннями на шляху до сокетів користувачів.',
    notListened: 'Ніхто не слухав: невідомо, що дійшло (--listen).',
    caption: 'Час за весь запуск.',
    names: { latency: 'Затримка', transit: 'У дорозі', acknowledge: 'Відповідь' },
    notes: {
      latency: 'від фіксації, або від запланованого часу, якщо є розклад, до появи в сокеті користувача',
      transit: 'від передавання платформі до появи в сокеті користувача',
      acknowledge: 'від запиту до відповіді платформи',
    },
    way: 'Спосіб',
    gateway: 'шлюз',
    pushed: 'Надіслано',
    pushedNote: 'сповіщень передано платформі',
    failed: 'Не вдалося',
    failedNote: 'платформа відмовила, або їх не вдалося передати',
    delivered: 'Доставлено',
    deliveredNote: (users) =>
      `з них дійшли; слухали: ${ukrainianPlural(users, 'користувач', 'користувачі', 'користувачів')}`,
    lost: 'Втрачено',
    lostNote: 'надіслано тому, хто слухав, але вчасно не дійшли',
    duplicate: 'Дублікати',
    duplicateNote: 'доставок прийшли ще раз',
    chart: 'Час поруч',
    chartNote: 'Медіана, а також те, що перевищує кожне двадцяте й кожне соте. Вісь логарифмічна.',
    chartSpoken: (medians) => `Медіани: ${medians.join(', ')}; решта — в таблиці нижче.`,
  },

  database: {
    title: 'Що є в базі даних',
    intro: 'Рядки з позначкою запуску, пораховані в базі наприкінці.',
    caption: 'Як знайти ці рядки і що робити далі.',
    undoCaption: 'Запуск, який прибрано.',
    what: 'Що',
    value: 'Значення',
    run: 'Запуск',
    runNote: 'його ідентифікатор — позначка його рядків',
    place: 'Місце',
    placeNote: 'де вона стоїть у кожному вмісті',
    undo: 'Скасувати',
    undoNote: 'прибирає рядки цього запуску й більше нічого',
    resume: 'Продовжити',
    resumeNote: 'дописує рядки, яких бракує',
  },

  machine: {
    title: 'Ця машина',
    intro: 'Чого запуск коштував тут; чого він коштував серверу, невідомо.',
    cpu: 'Процесор',
    cpuNote: 'одного процесора, разом',
    cpuPerMillion: 'Процесор на мільйон рядків',
    cpuPerMillionNote: 'одного процесора',
    memory: 'Пам’ять',
    memoryNote: 'щонайбільше',
  },

  history,
}
