import { ukrainianForm, ukrainianPlural, units } from '@m4sh/tools-core/language'
import type { BlastMessages } from '../index.ts'

const { whole } = units.uk

const ofUsers = (count: number): string =>
  `${whole(count)} ${ukrainianForm(count, 'користувача', 'користувачів', 'користувачів')}`

export const history: BlastMessages['history'] = {
  subject: {
    write: (rows, users) => `${ukrainianPlural(rows, 'рядок', 'рядки', 'рядків')} для ${ofUsers(users)}`,
    clear: (users) => `вилучено рядки ${ofUsers(users)}`,
    undo: 'вилучено рядки запуску',
  },
  target: (database, isPushed) => `${database}${isPushed ? ', із надсиланням' : ''}`,
  dryRun: (subject) => `${subject} (пробний запуск)`,
  rowsPerSecond: 'Рядків за секунду',
  rows: 'рядки',
  batches: 'Пачки',
  batch: (percentile) => `пачка ${percentile}`,
  faults: 'Що пішло не так',
  missing: 'не записано',
  lostPushes: 'не дійшло',
  errors: 'помилки',
  pushes: 'Надсилання (push)',
  push: (percentile) => `push ${percentile}`,
}
