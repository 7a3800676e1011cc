import type { NotificationType } from '../database/database.ts'
import type { Random } from '@m4sh/tools-core/values/random'

export type Locale = 'uk' | 'en'

const openings: Record<Locale, readonly string[]> = {
  uk: ['Привіт!', 'Добрий день!', 'Дякую!', 'Так,', 'Вибачте,', 'Чудово,', 'Гаразд,', 'Слухайте,', ''],
  en: ['Hi!', 'Hello!', 'Thanks!', 'Yes,', 'Sorry,', 'Great,', 'All right,', 'Listen,', ''],
}
const sentences: Record<Locale, readonly string[]> = {
  uk: [
    'я надіслала домашнє завдання',
    'давайте повернемося до третьої задачі',
    'не чути звуку, перезавантажу сторінку',
    'чому тут мінус, а не плюс?',
    'подивіться на дошку, я намалював графік',
    'можемо перенести заняття на четвер?',
    'я зрозумів, це похідна складеної функції',
    'скільки часу залишилося до кінця уроку?',
    'покажіть, будь ласка, ще раз перший крок',
    'відповідь у підручнику інша: ¾, а не ⅔',
    'зараз під’єднаюся з телефона 📱',
    'це слово пишеться з апострофом',
  ],
  en: [
    'I have sent the homework',
    "let's go back to the third problem",
    'I cannot hear you, let me reload the page',
    'why is it a minus here and not a plus?',
    'look at the board, I drew the graph',
    'could we move the lesson to Thursday?',
    'got it, that is the chain rule',
    'how much time is left?',
    'please show me the first step again',
    'the book says ¾, not ⅔',
    'joining from my phone now 📱',
    'this word takes the past perfect',
  ],
}

const titles: Record<Locale, Record<NotificationType, readonly [title: string, body: string]>> = {
  uk: {
    'lesson.created': ['Нове заняття', '{name} запланував(-ла) заняття'],
    'lesson.reminder': ['Заняття за годину', '{name}: заняття почнеться за годину'],
    'lesson.cancelled': ['Заняття скасовано', '{name} скасував(-ла) заняття'],
    'chat.message': ['Нове повідомлення', '{name}: подивіться на дошку'],
    'relation.invite': ['Запрошення', '{name} запрошує вас на навчання'],
    'relation.accepted': ['Запрошення прийнято', '{name} прийняв(-ла) запрошення'],
    'system.announcement': ['Оголошення', 'У неділю вночі платформа оновлюється'],
    'system.update': ['Оновлення', 'Дошка тепер зберігається частіше'],
  },
  en: {
    'lesson.created': ['New lesson', '{name} has scheduled a lesson'],
    'lesson.reminder': ['Lesson in an hour', 'Your lesson with {name} starts in an hour'],
    'lesson.cancelled': ['Lesson cancelled', '{name} has cancelled a lesson'],
    'chat.message': ['New message', '{name}: have a look at the board'],
    'relation.invite': ['Invitation', '{name} invites you to learn together'],
    'relation.accepted': ['Invitation accepted', '{name} has accepted your invitation'],
    'system.announcement': ['Announcement', 'The platform is updated on Sunday night'],
    'system.update': ['Update', 'The board is now saved more often'],
  },
}

export function chatText(random: Random, locale: Locale): string {
  return `${random.pick(openings[locale])} ${random.pick(sentences[locale])}`.trimStart()
}

export function notificationText(
  type: NotificationType,
  locale: Locale,
  name: string,
): { title: string; body: string } {
  const [title, body] = titles[locale][type]
  return { title, body: body.replace('{name}', () => name) }
}
