import { ukrainianForm, ukrainianPlural, units } from '@m4sh/tools-core/language'
import type { StressMessages } from '../index.ts'

const { whole } = units.uk

export const history: StressMessages['history'] = {
  subject: (clients, lessons) =>
    `${ukrainianPlural(clients, 'клієнт', 'клієнти', 'клієнтів')} на ${whole(lessons)} ${ukrainianForm(lessons, 'уроці', 'уроках', 'уроках')}`,
  target: (lessons, host) => `${/,|\.\./.test(lessons) ? 'уроки' : 'урок'} ${lessons} на ${host}`,
  latency: 'Затримка',
  deliveries: 'Доставлено',
  delivered: 'доставлено',
  inTime: 'вчасно',
  faults: 'Що пішло не так',
  lost: 'втрачено',
  diverged: 'розбіжні дошки',
  duplicated: 'продубльовано',
  errors: 'помилки',
  throughput: 'Пропускна здатність',
  received: 'отримано',
  sent: 'надіслано',
}
