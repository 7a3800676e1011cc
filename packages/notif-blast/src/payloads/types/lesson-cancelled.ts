import type { Locale } from '../locale.ts'
import type { PayloadKind } from '../payload-kind.ts'
import { fill } from '../wording/fill.ts'
import { wordsOf } from '../wording/moment.ts'
import { actorDetails, lessonDetails, lessonUrl, upcomingLesson } from './details.ts'

const titles: Record<Locale, readonly string[]> = {
  uk: ['Заняття скасовано', 'Зміни в розкладі', 'Заняття {day} скасовано', 'Заняття не відбудеться'],
  en: ['Lesson cancelled', 'Your schedule has changed', 'Lesson on {day} cancelled', 'The lesson will not take place'],
}

const bodies: Record<Locale, readonly string[]> = {
  uk: [
    'Заняття {on} скасовано. {name} просить вибачення.',
    '{name} скасовує заняття {on}.',
    'Скасовано: {name}, {label}.',
    'Заняття {on} не відбудеться. {name} запропонує інший час.',
    'Заняття {on} скасовано. Новий час можна узгодити в чаті: {name}.',
  ],
  en: [
    'The lesson {on} is cancelled. {name} apologises.',
    '{name} has cancelled the lesson {on}.',
    'Cancelled: {name}, {label}.',
    'The lesson {on} will not take place. {name} will suggest another time.',
    'The lesson {on} is cancelled. Agree on another time with {name} in the chat.',
  ],
}

const explanations: Record<Locale, string> = { uk: ' Причина: {reason}.', en: ' Reason: {reason}.' }

const reasons: Record<Locale, readonly string[]> = {
  uk: [
    'хвороба',
    'поїздка',
    'збіг у розкладі',
    'немає світла',
    'проблеми з інтернетом',
    'сімейні обставини',
    'контрольна в школі',
    'повітряна тривога',
    'конференція в цей час',
  ],
  en: [
    'illness',
    'travelling that day',
    'a clash in the schedule',
    'a power cut',
    'trouble with the internet',
    'family matters',
    'a test at school',
    'an air raid alert',
    'a conference at that time',
  ],
}

export const lessonCancelled: PayloadKind<'lesson.cancelled'> = {
  type: 'lesson.cancelled',
  draw: (occasion) => {
    const { random, locale } = occasion
    const lesson = upcomingLesson(occasion)
    const actor = random.chance(0.6) ? lesson.tutor : lesson.student
    const values = { ...wordsOf(lesson.start, locale), name: actor.name }
    const reason = random.chance(0.6) ? random.pick(reasons[locale]) : null
    const body = fill(random.pick(bodies[locale]), values)
    return {
      title: fill(random.pick(titles[locale]), values),
      body: reason === null ? body : body + fill(explanations[locale], { reason }),
      ...lessonDetails(lesson),
      reason,
      ...actorDetails(actor),
      url: lessonUrl(lesson),
      locale,
    }
  },
}
