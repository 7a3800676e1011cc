import { ukrainianForm, ukrainianPlural, units } from '@m4sh/tools-core/language'
import type { ScanMessages } from '../index.ts'

const { whole } = units.uk

export const words: ScanMessages['words'] = {
  title: 'Перевірка цілісності даних',
  severities: { critical: 'критично', warning: 'попередження', info: 'до відома' },
  counted: {
    critical: (count) => ukrainianPlural(count, 'критичний', 'критичні', 'критичних'),
    warning: (count) => ukrainianPlural(count, 'попередження', 'попередження', 'попереджень'),
    info: (count) => `${whole(count)} до відома`,
  },
  none: 'немає',
  statuses: { passed: 'пройдено', failed: 'не пройдено', skipped: 'пропущено', error: 'помилка' },
  categories: {
    Relations: 'Зв’язки',
    Lessons: 'Уроки',
    Chat: 'Чат',
    Notifications: 'Сповіщення',
    Snapshots: 'Знімки',
    Users: 'Користувачі',
    Schema: 'Схема',
    Custom: 'Власні',
  },
  rows: (count) => ukrainianPlural(count, 'рядок', 'рядки', 'рядків'),
  moreRows: (count) => `ще ${ukrainianPlural(count, 'рядок', 'рядки', 'рядків')}`,
  keys: (count) => ukrainianPlural(count, 'ключ', 'ключі', 'ключів'),
  columns: (count) => ukrainianPlural(count, 'стовпець', 'стовпці', 'стовпців'),
  more: (count) => `ще ${whole(count)}`,
  ignored: (count) => `ще ${whole(count)} проігноровано`,
  lackingChecks: (count) => `не вдалося виконати ${ukrainianPlural(count, 'перевірку', 'перевірки', 'перевірок')}`,
  brokenNow: (severities) => `; некоректних тепер — ${severities}`,
  beforeAndNow: (before, now) => `до виправлення — ${before}, тепер — ${now}`,
  thresholdsAfter: 'Пороги щодо того, що лишилося після виправлення:',
  repaired: 'виправлено',
  byHand: 'вручну',
  whatToDo: 'Що робити',
  repairBy: (option) => `Виправлення через ${option}`,
  key: 'ключ',
  severity: 'серйозність',
  new: 'новий',
  referenceColumns: { column: 'стовпець', references: 'указує на', state: 'стан', evidence: 'підстава' },
  change: {
    notCompared: 'не порівняно',
    notLookedFor: 'раніше не перевіряли',
    new: (count) => ukrainianPlural(count, 'новий', 'нові', 'нових'),
    fixed: (count) => ukrainianPlural(count, 'виправлений', 'виправлені', 'виправлених'),
    open: (count) => ukrainianPlural(count, 'відкритий', 'відкриті', 'відкритих'),
    atLeast: (change) => `щонайменше ${change}`,
  },
  uncovered: (check, count, because) =>
    `${check}: ще ${whole(count)} ${ukrainianForm(count, 'рядок', 'рядки', 'рядків')}, бо ${because}`,
}
