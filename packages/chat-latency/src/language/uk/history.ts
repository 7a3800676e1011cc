import { ukrainianPlural } from '@m4sh/tools-core/language'
import type { ChatMessages } from '../index.ts'

export const history: ChatMessages['history'] = {
  subject: (count) => ukrainianPlural(count, 'повідомлення', 'повідомлення', 'повідомлень'),
  target: (lessons, host) => `${lessons.length === 1 ? 'урок' : 'уроки'} ${lessons.join(', ')} на ${host}`,
  latency: 'Затримка',
  answers: 'Відповідь платформи',
  answer: (percentile) => `відповідь ${percentile}`,
  faults: 'Що пішло не так',
  lost: 'втрачено',
  failed: 'не вдалося',
  duplicated: 'продубльовано',
  errors: 'помилки',
}
