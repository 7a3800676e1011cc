import type { Locale } from '../locale.ts'
import type { Occasion, Payload } from '../payload-kind.ts'
import { fill } from '../wording/fill.ts'

const titles: Record<Locale, readonly string[]> = {
  uk: ['Сповіщення', 'Новина для вас', 'Зверніть увагу', 'Важлива інформація', 'Нова подія'],
  en: ['Notification', 'News for you', 'Please note', 'Something important', 'A new event'],
}

const bodies: Record<Locale, readonly string[]> = {
  uk: [
    'У вашому обліковому записі є зміни. Перегляньте їх у профілі.',
    'Для вас є нове повідомлення від команди платформи.',
    '{name} ділиться з вами новиною.',
    'Перегляньте подробиці на сторінці сповіщень.',
    'З’явилася нова можливість. Спробуйте її на наступному занятті.',
    'Вас чекає нова пропозиція: {name} радить її переглянути.',
  ],
  en: [
    'Something has changed in your account. Have a look at your profile.',
    'There is a new message for you from the platform team.',
    '{name} has some news for you.',
    'You will find the details on the notifications page.',
    'There is something new. Try it in your next lesson.',
    'There is a new offer for you: {name} recommends having a look.',
  ],
}

/** What a type says that is none of the platform's eight: something that fits any. */
export function drawUnknownType({ cast, random, locale }: Occasion): Payload {
  const { name } = random.pick(cast.people)
  return {
    title: random.pick(titles[locale]),
    body: fill(random.pick(bodies[locale]), { name }),
    severity: random.pick(['info', 'info', 'info', 'warning']),
    url: '/notifications',
    locale,
  }
}
