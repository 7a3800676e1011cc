import { ukrainianPlural, units } from '@m4sh/tools-core/language'
import type { ScanMessages } from '../index.ts'

const { whole } = units.uk

export const summary: ScanMessages['summary'] = {
  brokenRows: 'Некоректні рядки',
  brokenBefore: 'Некоректні до --fix',
  brokenAfter: 'Некоректні після --fix',
  checks: 'Перевірки',
  checksBefore: 'Перевірки до --fix',
  checkCounts: {
    failed: (checks) => `із зауваженнями — ${whole(checks)}`,
    passed: (checks) => `пройдено — ${whole(checks)}`,
    skipped: (checks) => `пропущено — ${whole(checks)}`,
    error: (checks) => `з помилкою — ${whole(checks)}`,
  },
  compared: 'Порівняння',
  comparedAfter: 'Порівняння після --fix',
  comparedWith: (fresh, fixed, open, file, startedAt) =>
    `нових — ${whole(fresh)}, виправлених — ${whole(fixed)}, відкритих — ${whole(open)}; ${startedAt === null ? `попереднього звіту ${file} ще немає` : `попередній звіт: ${startedAt} (${file})`}`,
  database: 'База даних',
  asOf: 'Станом на',
  asOfText: (takenAt, isolation, connections) =>
    `${takenAt}, ${isolation}, ${ukrainianPlural(connections, 'з’єднання', 'з’єднання', 'з’єднань')}`,
  time: 'Час',
  timeText: (catalog, checks) => `${catalog} на каталог, ${checks} на перевірки`,
}

export const tiles: ScanMessages['tiles'] = {
  critical: 'Критично',
  criticalNote: 'рядки, через які в людей щось не працює',
  warning: 'Попередження',
  warningNote: 'рядки, які найімовірніше хибні',
  info: 'До відома',
  infoNote: 'рядки, про які варто знати',
  beforeRepair: (rows, note) => `до виправлення — ${whole(rows)}; ${note}`,
  new: 'Нові',
  newNote: (fixed, open) => `після попереднього звіту; зникли — ${whole(fixed)}, досі відкриті — ${whole(open)}`,
  repaired: 'Виправлено',
  repairedNote: (brokenNow) => `рядки${brokenNow}`,
  rolledBackNote: 'рядки: усе відкочено',
  wouldBeRepaired: 'Було б виправлено',
  wouldBeRepairedNote: 'рядки, які виправив би --fix',
  checksMade: 'Виконано перевірок',
  checksMadeOf: (made, all) => `${whole(made)} з ${whole(all)}`,
  checksMadeNote: (failed, passed, isAfterRepair) =>
    `${isAfterRepair ? 'після виправлення ' : ''}із зауваженнями — ${whole(failed)}, пройдено — ${whole(passed)}`,
  broughtBack: 'Повернуто',
  wouldBeBroughtBack: 'Було б повернуто',
  broughtBackNote: 'рядки',
  thereAlready: 'Уже на місці',
  thereAlreadyNote: 'рядки, що вже такі, як були',
  leftAlone: 'Не зачеплено',
  leftAloneNote: 'рядки, які відтоді змінив хтось інший',
}
