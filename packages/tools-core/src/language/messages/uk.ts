import { capital } from '../capital.ts'
import { ukrainianForm, ukrainianPlural } from '../plural.ts'
import { units } from '../units.ts'
import type { CoreMessages } from './index.ts'

const { whole } = units.uk

/** What all reports share, in Ukrainian. */
export const uk: CoreMessages = {
  unknown: 'невідомо',
  span: {
    none: 'без значень',
    always: (value) => `завжди ${value}`,
    fromTo: (least, most) => `від ${least} до ${most}`,
  },
  verdict: {
    pass: 'Успішно',
    fail: 'Не пройдено',
    invalid: 'Недійсно',
    error: 'Помилка',
    invalidSentence:
      'Ця машина надто повільна для такого вимірювання: показники говорять більше про неї, ніж про платформу, тож нічого не підтверджують і нічого не спростовують.',
    stopped: 'Запуск зупинено достроково: показники охоплюють час до зупинки.',
    slowMachine: 'Ця машина надто повільна для точного вимірювання: час говорить більше про неї, ніж про платформу.',
  },
  textVerdict: {
    pass: 'успішно',
    fail: 'не пройдено',
    invalid: 'недійсно: ця машина надто повільна для такого вимірювання',
    error: 'помилка',
    stopped: ', зупинено достроково',
  },
  thresholds: {
    noneSet: 'порогів не задано',
    held: (count) =>
      count === 1 ? 'поріг витримано' : `витримано всі ${ukrainianPlural(count, 'поріг', 'пороги', 'порогів')}`,
    missed: (count, all) =>
      `не витримано ${whole(count)} з ${whole(all)} ${ukrainianForm(all, 'порога', 'порогів', 'порогів')}`,
    caption: 'З чим порівнювали запуск і що вийшло насправді.',
    threshold: 'Поріг',
    actual: 'Фактично',
    outcome: 'Результат',
    isHeld: 'витримано',
    isMissed: 'не витримано',
    notJudged: 'не оцінено',
  },
  table: {
    what: 'Що',
    samples: 'Вимірів',
    max: 'Найбільше',
    mean: 'Середнє',
    rest: (shown, all, noun) => `Показано перші ${whole(shown)} з ${whole(all)} ${noun}. У JSON-звіті є всі.`,
  },
  percentiles: {
    title: 'Процентилі',
    note: 'Скільки тривало все, крім найповільнішого: на 99 % — усе, крім одного зі ста. Обидві осі логарифмічні.',
    spoken: (what, min, median, p99, max) =>
      `${capital(what)} за процентилями: найменше ${min}, медіана ${median}, на 99 % — ${p99}, найбільше ${max}.`,
    fold: 'Процентилі в числах',
    percentile: 'Процентиль',
    tooFew: (count, percentile) => `найдовший час із ${whole(count)}: для p${percentile} цього замало`,
  },
  errors: {
    title: 'Помилки',
    intro: 'Невдалі з’єднання, розірвані сокети, запити без результату.',
    none: 'Немає.',
    caption: (count) => `${ukrainianPlural(count, 'помилка', 'помилки', 'помилок')} за видами, найчастіші спочатку.`,
    kind: 'Вид',
    count: 'Кількість',
    share: 'Частка',
    kinds: 'видів',
  },
  generator: {
    title: 'Генератор навантаження',
    intro: 'Машина, що створює навантаження, вимірює і себе: її власне запізнення виглядає як затримка платформи.',
    verdict: 'Вердикт',
    levels: {
      ok: { word: 'Встигав', note: 'ніщо не вказує, що ця машина додала затримки' },
      warn: { word: 'На межі', note: 'частина затримки може бути власною затримкою цієї машини' },
      invalid: { word: 'Не встигав', note: 'час говорить більше про цю машину, ніж про платформу' },
    },
    tileNote: (lag, cpu) => `на p99 ця машина надсилала з запізненням ${lag} і займала ${cpu} процесора`,
    caption: 'Власні запізнення генератора.',
    sendLag: 'Запізнення надсилання',
    sendLagNote: 'від часу, коли повідомлення мало піти, до справжнього надсилання',
    turnWait: 'Очікування черги',
    turnWaitNote: 'скільки доставка чекала в цьому процесі, перш ніж дістати позначку часу',
    eventLoopLag: 'Запізнення циклу подій',
    eventLoopLagNote: 'на скільки запізнювалися таймери цього процесу',
    cpu: 'Процесор',
    cpuNote: (seconds) => `одного процесора; разом ${seconds}`,
    cpuOfThreadNote: (seconds) => `одного процесора в найзавантаженішому потоці; разом ${seconds}`,
    threads: 'Потоки',
    threadsNote: 'поділили між собою кімнати',
    runWait: 'Очікування процесора',
    runWaitNote: 'часу система виконувала щось інше',
    steal: 'Відібрано (steal)',
    stealNote: 'процесорного часу машини дісталося іншим віртуальним машинам',
    memory: 'Пам’ять',
    memoryNote: 'щонайбільше',
    floor: 'Нижня межа',
    floorNote: (p99) => `найменша затримка, яку може виміряти цей процес, ${p99} на p99; вона входить у показники вище`,
  },
  run: {
    title: 'Що запускали',
    caption: 'Запуск і його машина.',
    fact: 'Факт',
    value: 'Значення',
    tool: 'інструмент',
    started: 'початок',
    duration: 'тривалість',
    seed: 'зерно (seed)',
    noSeed: 'немає',
    shard: 'частина',
    shardOf: (index, total) => `${index} з ${total}`,
    machine: 'машина',
    machineText: (platform, cpus, node) =>
      `${platform}, ${ukrainianPlural(cpus, 'процесор', 'процесори', 'процесорів')}, Node ${node}`,
    id: 'ідентифікатор',
    options: 'Параметри',
    optionsCaption: 'Усі параметри, що щось означають, разом зі стандартними. Час — у мілісекундах.',
    option: 'Параметр',
  },
}
