import { capital, ukrainianForm, ukrainianPlural, units } from '@m4sh/tools-core/language'
import type { FailOn } from '../../judge.ts'
import type { ScanMessages } from '../index.ts'

const { listed, whole } = units.uk

export const verdict: ScanMessages['verdict'] = {
  noneFound: 'Некоректних рядків не знайдено.',
  noneFoundBy: (checks) => `Виконано ${checksText(checks)}: некоректних рядків не знайдено.`,
  noneMade: 'Жодної перевірки не виконано.',
  noneCouldBeMade: 'Жодної перевірки не вдалося виконати.',
  found: (rows, severities) => `${foundRows(rows, severities)}.`,
  foundNoneNew: (rows, severities) => `${foundRows(rows, severities)}, нових серед них немає.`,
  foundHarmless: (rows, severities) => `${foundRows(rows, severities)}, але на вердикт вони не впливають.`,
  noneLeft: 'Некоректних рядків не лишилося.',
  leftNoneNew: 'Серед рядків, що лишилися, нових немає.',
  leftHarmless: 'Рядки, що лишилися, на вердикт не впливають.',
  stopped: 'Сканування зупинено достроково.',
  unfinished: (checks) => `Не вдалося довести до кінця ${checksText(checks)}.`,
  notDone: 'Завдання не вдалося виконати.',
  failing: (rows, failOn, { areNew, areLeft }) =>
    `${areLeft ? ukrainianForm(rows, 'лишився', 'лишилися', 'лишилося') : 'знайдено'} ${failingRows(rows, failOn, areNew)}`,
  failed: (reasons) => (reasons.length === 0 ? 'Цей запуск не пройдено.' : `${capital(listed(reasons))}.`),

  unchanged: 'Нічого не змінено.',
  nothingToRepair: 'Нічого не змінено: немає нічого, що виправляє --fix.',
  allLeftAlone: (rows) => `Нічого не змінено: не зачеплено ${rowsText(rows)}.`,
  wouldRepair: (rows) => `Нічого не змінено: --fix виправив би щонайбільше ${rowsText(rows)}.`,
  repaired: (rows, brokenNow) => `Виправлено ${rowsText(rows)}${brokenNow}.`,
  rolledBack: (reason) => `Нічого не змінено, бо виправлення відкочено${reason === null ? '' : `: ${reason}`}.`,

  nothingToUndo: 'Скасовувати нічого: виправлення було відкочено.',
  undoRolledBack: 'Нічого не змінено: скасування відкочено.',
  wouldBringBack: (rows, left) => `Нічого не змінено: --undo повернув би ${rowsText(rows)}${leftAlone(left)}.`,
  broughtBack: (rows, left) => `Повернуто ${rowsText(rows)}${leftAlone(left)}.`,
}

function foundRows(rows: number, severities: string): string {
  return `Знайдено ${failingRows(rows, 'info', false)} (${severities})`
}

function failingRows(count: number, failOn: FailOn, areNew: boolean): string {
  const fresh = areNew ? `${ukrainianForm(count, 'новий', 'нові', 'нових')} ` : ''
  const noun = ukrainianForm(count, 'рядок', 'рядки', 'рядків')
  if (failOn === 'critical')
    return `${whole(count)} ${fresh}${ukrainianForm(count, 'критичний', 'критичні', 'критичних')} ${noun}`
  if (failOn === 'warning') return `${whole(count)} ${fresh}${noun} рівня «критично» або «попередження»`
  return `${whole(count)} ${fresh}${ukrainianForm(count, 'некоректний', 'некоректні', 'некоректних')} ${noun}`
}

function rowsText(count: number): string {
  return ukrainianPlural(count, 'рядок', 'рядки', 'рядків')
}

function checksText(count: number): string {
  return ukrainianPlural(count, 'перевірку', 'перевірки', 'перевірок')
}

function leftAlone(rows: number): string {
  return rows === 0 ? '' : `; не зачеплено: ${whole(rows)}`
}
