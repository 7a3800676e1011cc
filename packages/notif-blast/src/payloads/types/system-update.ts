import type { Locale } from '../locale.ts'
import type { PayloadKind } from '../payload-kind.ts'
import { fill } from '../wording/fill.ts'

const titles: Record<Locale, readonly string[]> = {
  uk: ['Оновлення {version}', 'Що нового', 'Платформу оновлено', 'Нова версія {version}'],
  en: ['Update {version}', "What's new", 'The platform has been updated', 'New version {version}'],
}

const bodies: Record<Locale, readonly string[]> = {
  uk: [
    'Дошка тепер зберігається частіше, навіть якщо зв’язок нестабільний.',
    'У чаті з’явилося редагування повідомлень: натисніть на своє повідомлення.',
    'Розклад показує час у вашому часовому поясі.',
    'Маркер і гумка на дошці працюють швидше на планшетах.',
    'Додано темну тему: увімкніть її в налаштуваннях профілю.',
    'Сповіщення можна вимкнути на час занять.',
    'Виправлено помилку, через яку нагадування надходили двічі.',
    'Завантаження сторінки занять прискорено вдвічі.',
    'На дошці можна вставляти зображення з буфера обміну.',
    'Пошук у чаті знаходить слова в усіх ваших заняттях.',
    'Запрошення тепер можна надіслати ще раз одним натисканням.',
    'Перенесене заняття одразу видно в розкладі обох учасників.',
    'Мобільна версія підтримує формули у повідомленнях.',
  ],
  en: [
    'The board is saved more often now, even on a shaky connection.',
    'You can edit messages in the chat: tap one of yours.',
    'The schedule shows times in your own time zone.',
    'Marker and eraser are faster on tablets.',
    'There is a dark theme: switch it on in your profile settings.',
    'Notifications can be muted during lessons.',
    'Reminders no longer arrive twice.',
    'The lessons page loads twice as fast.',
    'You can paste pictures from the clipboard onto the board.',
    'The search in the chat finds words in all of your lessons.',
    'An invitation can be sent again with one click.',
    'A lesson that was moved shows up at once in both schedules.',
    'The mobile version shows formulas in messages.',
  ],
}

/** Versions that the platform has had, and the next ones. */
const minors = { from: 9, to: 16 }

export const systemUpdate: PayloadKind<'system.update'> = {
  type: 'system.update',
  draw: ({ random, locale }) => {
    const version = `0.${random.integer(minors.from, minors.to)}.${random.integer(0, 5)}`
    return {
      title: fill(random.pick(titles[locale]), { version }),
      body: random.pick(bodies[locale]),
      version,
      url: `/updates/${version}`,
      locale,
    }
  },
}
