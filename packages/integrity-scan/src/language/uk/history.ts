import { ukrainianForm, ukrainianPlural, units } from '@m4sh/tools-core/language'
import type { ScanMessages } from '../index.ts'

const { whole } = units.uk

const dryRun = ' (пробний запуск)'

export const history: ScanMessages['history'] = {
  scanned: (checks, rows) =>
    `${ukrainianPlural(checks, 'перевірка', 'перевірки', 'перевірок')} ${whole(rows)} ${ukrainianForm(rows, 'рядка', 'рядків', 'рядків')}`,
  repaired: (scan, isDryRun) => `${scan}, з виправленням${isDryRun ? dryRun : ''}`,
  undone: (isDryRun) => `скасування виправлення${isDryRun ? dryRun : ''}`,
  brokenRows: 'Некоректні рядки',
  critical: 'критичні',
  warning: 'попередження',
  info: 'до відома',
  sinceEarlier: 'Після попереднього звіту',
  new: 'нові',
  notMade: 'Невиконані перевірки',
  failedToRun: 'з помилкою',
  skipped: 'пропущено',
  time: 'Час перевірок',
  checks: 'перевірки',
}
