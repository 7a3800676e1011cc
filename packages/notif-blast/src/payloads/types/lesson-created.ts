import type { Locale } from '../locale.ts'
import type { PayloadKind } from '../payload-kind.ts'
import { fill } from '../wording/fill.ts'
import { wordsOf } from '../wording/moment.ts'
import { actorDetails, lessonDetails, lessonUrl, minutesOf, upcomingLesson } from './details.ts'

const titles: Record<Locale, readonly string[]> = {
  uk: ['Нове заняття', 'Заняття заплановано', 'Нове заняття в розкладі', 'Заняття {day}', 'Розклад оновлено'],
  en: ['New lesson', 'Lesson scheduled', 'New in your schedule', 'Lesson on {day}', 'Schedule updated'],
}

const bodies: Record<Locale, readonly string[]> = {
  uk: [
    'Нове заняття: {name}, {label}.',
    '{name} запрошує вас на заняття {on}.',
    'Заплановано заняття {on}. Викладає {name}.',
    'У розкладі нове заняття: {label}, {minutes} хв. Викладає {name}.',
    '{name} пропонує заняття {on}. Перевірте, чи вам зручно.',
    'Нове заняття {on}, тривалість {minutes} хв. Викладає {name}.',
    '{name} додає заняття до вашого розкладу: {label}.',
  ],
  en: [
    'New lesson with {name}: {label}.',
    '{name} invites you to a lesson {on}.',
    'You have a lesson {on}. Your tutor is {name}.',
    'New in your schedule: {label}, {minutes} min with {name}.',
    '{name} suggests a lesson {on}. Please check that it suits you.',
    '{name} has scheduled a lesson of {minutes} minutes {on}.',
    '{name} has added a lesson to your schedule: {label}.',
  ],
}

export const lessonCreated: PayloadKind<'lesson.created'> = {
  type: 'lesson.created',
  draw: (occasion) => {
    const { random, locale } = occasion
    const lesson = upcomingLesson(occasion)
    const values = { ...wordsOf(lesson.start, locale), name: lesson.tutor.name, minutes: minutesOf(lesson) }
    return {
      title: fill(random.pick(titles[locale]), values),
      body: fill(random.pick(bodies[locale]), values),
      ...lessonDetails(lesson),
      duration_minutes: minutesOf(lesson),
      ...actorDetails(lesson.tutor),
      url: lessonUrl(lesson),
      locale,
    }
  },
}
