import type { StressMessages } from '../index.ts'
import { clients } from './nouns.ts'

/** The page that fills while the run goes on. */
export const live: StressMessages['live'] = {
  title: 'Дошка під навантаженням: наживо',
  subject: (count, rooms, lessons, host) =>
    `${clients(count)} ${rooms === 1 ? 'в уроці' : 'в уроках'} ${lessons} на ${host}`,
  noScript:
    'Ця сторінка заповнюється під час запуску, і для цього потрібен JavaScript. Перезавантажте її, коли запуск закінчиться: звіт обходиться без нього.',
  figures: 'Показники',
  statuses: {
    connecting: 'З’єднання …',
    waiting: 'Очікування першої секунди запуску.',
    running: 'Запуск триває.',
    over: 'Запуск закінчено. Далі буде його звіт.',
    lost: 'Немає зв’язку: запуск закінчився або його зупинено. Тут лишається те, що надійшло останнім.',
  },
  time: { label: 'Час', note: 'від початку' },
  clients: { label: 'Клієнти', note: 'під’єднано' },
  sent: 'Надіслано',
  received: 'Отримано',
  rateNote: (all) => `за останню секунду; повідомлень усього: ${all}`,
  latency: (percentile) => `Затримка ${percentile}`,
  latencyNote: (last) => `за весь запуск; за останню секунду ${last}`,
  errors: 'Помилки',
  errorsNote: (last) => `усього; за останню секунду ${last}`,
}
