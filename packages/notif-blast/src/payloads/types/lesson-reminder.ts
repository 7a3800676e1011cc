import type { Locale } from '../locale.ts'
import type { PayloadKind } from '../payload-kind.ts'
import { fill } from '../wording/fill.ts'
import { wordsOf } from '../wording/moment.ts'
import { actorDetails, lessonDetails, lessonUrl, upcomingLesson } from './details.ts'

const titles: Record<Locale, readonly string[]> = {
  uk: [
    'Нагадування про заняття',
    'Не забудьте про заняття',
    'Заняття о {clock}',
    'Скоро заняття',
    '{name} чекає на вас',
  ],
  en: [
    'Lesson reminder',
    "Don't forget your lesson",
    'Lesson at {clock}',
    'Your lesson is coming up',
    '{name} is waiting',
  ],
}

const bodies: Record<Locale, readonly string[]> = {
  uk: [
    'Нагадуємо про заняття: {label}. Викладає {name}.',
    'Заняття {on}. {name} чекає на вас.',
    'Не забудьте про заняття {on}: викладає {name}.',
    'Заняття {on}. Дошка й чат уже відкриті, викладає {name}.',
    'Перевірте мікрофон і камеру: заняття {on}. Викладає {name}.',
    'Підготуйте запитання: {name} чекає на вас. Заняття {on}.',
    '{name}, {label}. До зустрічі на занятті!',
    'Домашнє завдання готове? Заняття {on}, викладає {name}.',
  ],
  en: [
    'A reminder of your lesson with {name}: {label}.',
    'Your lesson with {name} starts {on}.',
    "Don't forget your lesson {on} with {name}.",
    'Lesson {on}. The board and the chat are open already; your tutor is {name}.',
    'Check your microphone and camera: your lesson with {name} is {on}.',
    'Get your questions ready: {name} expects you {on}.',
    '{name}, {label}. See you there!',
    'Is the homework done? Your lesson with {name} is {on}.',
  ],
}

/** Minutes before the lesson. */
const leads = [10, 15, 15, 30, 60, 60, 1440]

export const lessonReminder: PayloadKind<'lesson.reminder'> = {
  type: 'lesson.reminder',
  draw: (occasion) => {
    const { random, locale } = occasion
    const lesson = upcomingLesson(occasion)
    const values = { ...wordsOf(lesson.start, locale), name: lesson.tutor.name }
    return {
      title: fill(random.pick(titles[locale]), values),
      body: fill(random.pick(bodies[locale]), values),
      ...lessonDetails(lesson),
      remind_before_minutes: random.pick(leads),
      ...actorDetails(lesson.tutor),
      url: lessonUrl(lesson),
      locale,
    }
  },
}
