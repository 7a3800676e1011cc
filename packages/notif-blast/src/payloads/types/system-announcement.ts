import type { Locale } from '../locale.ts'
import type { Occasion, Payload, PayloadKind } from '../payload-kind.ts'
import { fill } from '../wording/fill.ts'
import { wordsOf } from '../wording/moment.ts'

const hour = 3_600_000
const day = 24 * hour

type Texts = Record<Locale, readonly (readonly [title: string, body: string])[]>

/** Speak of a time at which something is not there. */
const maintenance: Texts = {
  uk: [
    ['Планові роботи', 'Платформа буде недоступна {on}: оновлюємо сервери, це триватиме {minutes} хв.'],
    [
      'Технічна перерва',
      'Технічна перерва почнеться {on} і триватиме не довше ніж {minutes} хв. Чат і дошка тимчасово не працюватимуть.',
    ],
    ['Оновлення бази даних', 'Можливі короткі перебої: оновлення почнеться {on} і займе близько {minutes} хв.'],
    ['Роботи на дошці', 'Збережіть малюнки заздалегідь: дошка не працюватиме {on}. Перерва триватиме {minutes} хв.'],
    ['Перенесення серверів', 'Переносимо сервери ближче до вас. Початок робіт: {label}, тривалість {minutes} хв.'],
  ],
  en: [
    [
      'Scheduled maintenance',
      'The platform will be unavailable {on} for {minutes} minutes while we update the servers.',
    ],
    ['Technical break', 'A technical break starts {on} and takes up to {minutes} minutes. Chat and board will pause.'],
    [
      'Database upgrade',
      'Short interruptions are possible: the upgrade starts {on} and takes about {minutes} minutes.',
    ],
    ['Work on the board', 'Save your drawings in time: the board will be off {on} for {minutes} minutes.'],
    ['Moving the servers', 'We are moving the servers closer to you. Start: {label}, for {minutes} minutes.'],
  ],
}

const news: Texts = {
  uk: [
    ['Підтримка у свята', 'У святкові дні служба підтримки відповідає довше, ніж зазвичай.'],
    ['Безпека вашого облікового запису', 'Ніколи не повідомляйте пароль: наша підтримка про нього не питає.'],
    ['Опитування', 'Допоможіть нам стати кращими: дайте відповіді на п’ять коротких запитань.'],
    ['Якщо зникло світло', 'Заняття можна продовжити з телефона: відкрийте його за тим самим посиланням.'],
    ['Правила спільноти', 'Ми оновили правила спільноти. Перегляньте їх, будь ласка.'],
    ['Вебінар для викладачів', 'Запрошуємо на безплатний вебінар про роботу з дошкою. Почнеться {on}.'],
    ['Зміна часу', 'Невдовзі переводимо годинники. Перевірте час найближчих занять у розкладі.'],
  ],
  en: [
    ['Support on holidays', 'During the holidays our support answers more slowly than usual.'],
    ['Keep your account safe', 'Never tell anybody your password: our support does not ask for it.'],
    ['A short survey', 'Help us to get better: answer five short questions.'],
    ['When the power is out', 'You can go on with a lesson on your phone: open it by the same link.'],
    ['Community rules', 'We have updated the community rules. Please have a look at them.'],
    ['Webinar for tutors', 'You are invited to a free webinar about working with the board. It starts {on}.'],
    ['The clocks change', 'The clocks change soon. Check the times of your next lessons in the schedule.'],
  ],
}

export const systemAnnouncement: PayloadKind<'system.announcement'> = {
  type: 'system.announcement',
  draw: (occasion) => (occasion.random.chance(0.5) ? drawMaintenance(occasion) : drawNews(occasion)),
}

/** At night, one of the days to come. */
function drawMaintenance({ random, locale, now }: Occasion): Payload {
  const midnight = Math.floor(now.getTime() / day) * day
  const start = new Date(midnight + random.integer(1, 10) * day + random.integer(0, 4) * (hour / 2))
  const minutes = random.pick([15, 20, 30, 45, 60, 90, 120])
  const [title, body] = random.pick(maintenance[locale])
  return {
    title,
    body: fill(body, { ...wordsOf(start, locale), minutes }),
    severity: minutes > 60 ? 'warning' : 'info',
    starts_at: start.toISOString(),
    ends_at: new Date(start.getTime() + minutes * 60_000).toISOString(),
    url: '/announcements',
    locale,
  }
}

function drawNews({ random, locale, now }: Occasion): Payload {
  const midnight = Math.floor(now.getTime() / day) * day
  const start = new Date(midnight + random.integer(2, 20) * day + random.integer(13, 17) * hour)
  const [title, body] = random.pick(news[locale])
  return { title, body: fill(body, { ...wordsOf(start, locale) }), severity: 'info', url: '/announcements', locale }
}
