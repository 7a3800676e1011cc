import { ukrainianPlural, units } from '@m4sh/tools-core/language'
import type { ScanMessages } from '../index.ts'

const { whole } = units.uk

export const text: ScanMessages['text'] = {
  foundBefore: 'Знайдено до виправлення:',
  afterRepair: (severities) => `після виправлення: ${severities}`,
  morePassed: (checks) => `ще ${whole(checks)} пройдено (--verbose покаже всі)`,
  repair: (how) => `виправлення: ${how}`,
  ofRows: (rows) => `з ${whole(rows)}`,
  whatItMeans: 'Що це означає',
  more: 'Докладніше',
  andMoreRows: (rows) => `… і ще ${rowsText(rows)}`,
  notChecked: 'Не перевірено',
  moreNotChecked: (things) => `… і ще ${whole(things)} (--verbose покаже все)`,

  repairs: 'Виправлення',
  repairsRolledBack: 'Виправлення відкочено: нічого не змінено',
  nothingToRepair: 'Виправлення: немає нічого, що виправляє --fix',
  repairsPlanned: 'Що зробив би --fix (пробний запуск: нічого не змінено)',
  action: (rows, table, action) => `${rowsText(rows)} таблиці ${table}: ${action}`,
  actionRolledBack: (action) => `${action}, потім відкочено`,
  keys: (keys) => `ключі ${keys}`,
  leftAlone: (rows) => `не зачеплено: ${rows}`,
  byHand: 'Що потребує людини',
  before: 'До',
  after: 'Після',
  undo: 'Скасувати',

  broughtBack: 'Повернуто',
  wouldBringBack: 'Що повернув би --undo (пробний запуск)',
  file: 'Файл',
  run: 'Запуск',
  restored: (rows, alreadyThere) =>
    `${rowsText(rows)}${alreadyThere === 0 ? '' : `; уже на місці: ще ${whole(alreadyThere)}`}`,
}

function rowsText(count: number): string {
  return ukrainianPlural(count, 'рядок', 'рядки', 'рядків')
}
