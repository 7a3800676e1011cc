import { ukrainianPlural, units } from '@m4sh/tools-core/language'
import type { ScanMessages } from '../index.ts'

const { whole } = units.uk

export const bars: ScanMessages['bars'] = {
  critical: 'перевірки з критичними рядками',
  warning: 'перевірки з попередженнями',
  info: 'перевірки з рядками до відома',
  passed: 'пройдені перевірки',
  notMade: 'невиконані перевірки',
  text: (count, severities, isAfterRepair) =>
    `${ukrainianPlural(count, 'перевірка', 'перевірки', 'перевірок')}; ${isAfterRepair ? 'некоректні тепер' : 'знайдені рядки'}: ${severities}`,
}

export const checks: ScanMessages['checks'] = {
  intro: (severities, lacking) => `Некоректні рядки: ${severities}${lacking === null ? '' : `; ${lacking}`}.`,
  caption: 'Кожна перевірка і що вона знайшла; назви тих, що знайшли щось, ведуть до рядків.',
  captionRepaired:
    'Кожна перевірка, що вона знайшла до виправлення і скільки рядків некоректні тепер; назви тих, що знайшли щось, ведуть до рядків, якими вони були.',
  check: 'Перевірка',
  outcome: 'Результат',
  outcomeBefore: 'Було',
  broken: 'Знайдено',
  brokenBefore: 'До',
  brokenNow: 'Після',
  lookedAt: 'Рядків',
  share: 'Частка',
  change: 'Зміни',
  time: 'Час',
  repair: 'Виправлення',
  rowsOf: (check) => `Рядки перевірки ${check}.`,
  someRowsOf: (shown, check) => `Рядки перевірки ${check}, показано ${whole(shown)}.`,
  notShown: (rows) => `Не показано ${rows} (--samples, --all-samples).`,
  moreAbout: (check) => `Докладніше про ${check}`,
}

export const notChecked: ScanMessages['notChecked'] = {
  title: 'Не перевірено',
  intro: 'Що не переглянуто і чому: там можуть бути некоректні рядки.',
  caption: 'Невиконані перевірки, відсутні таблиці, стовпці, які, можливо, на щось указують.',
  what: 'Що',
  why: 'Чому',
  things: 'пунктів',
}

export const tables: ScanMessages['tables'] = {
  title: 'Таблиці',
  intro: 'Яку таблицю за що взято. Власні назви вказують у «tables» файлу конфігурації.',
  caption: 'Таблиці, відомі перевіркам, як вони є в цій базі даних.',
  name: 'Назва',
  table: 'Таблиця',
  kind: 'Вид',
  found: 'Як знайдено',
  rows: 'Рядків',
  columns: 'Стовпці',
  notThere: 'немає',
  kinds: {
    table: 'таблиця',
    partitioned: 'секціонована',
    view: 'подання',
    'materialized view': 'матеріалізоване подання',
    'foreign table': 'зовнішня таблиця',
  },
}

export const comparison: ScanMessages['comparison'] = {
  title: 'Після попереднього звіту',
  intro: (file, startedAt) =>
    `${startedAt === null ? `Файлу ${file} ще немає: кожен рядок новий.` : `Порівняно з ${file} від ${startedAt}.`} Рядки розрізняються за ключами там, де обидва звіти мають усі ключі.`,
  afterRepair: 'Порівняно базу даних такою, якою її лишило виправлення.',
  unchanged: 'Нічого не змінилося.',
  new: 'Нові',
  newNote: 'рядки, які раніше не були некоректними',
  fixed: 'Виправлені',
  fixedNote: 'рядки, які вже не є некоректними',
  open: 'Відкриті',
  openNote: 'рядки, які були некоректними й лишилися такими',
  caption: (count) => `Перевірки, в яких щось змінилося: ${whole(count)}.`,
  check: 'Перевірка',
  before: 'Було',
  now: 'Стало',
  newRows: 'Нові рядки',
  fixedRows: 'Виправлені рядки',
  notKnownWhich: 'невідомо які',
  andMore: (keys) => `і ще ${whole(keys)}`,
}

export const runIntro = 'Де запускали і з якими параметрами.'
