import type { Random } from '@m4sh/tools-core/values/random'
import type { Cast, CastLesson, Person } from './cast.ts'
import type { Locale } from './locale.ts'

const hour = 3_600_000
const day = 24 * hour

/** The same people in both scripts, transliterated as Ukrainian passports do it. */
const firstNames: readonly Readonly<Record<Locale, string>>[] = [
  { uk: 'Олена', en: 'Olena' },
  { uk: 'Андрій', en: 'Andrii' },
  { uk: 'Ірина', en: 'Iryna' },
  { uk: 'Богдан', en: 'Bohdan' },
  { uk: 'Наталія', en: 'Nataliia' },
  { uk: 'Тарас', en: 'Taras' },
  { uk: 'Оксана', en: 'Oksana' },
  { uk: 'Сергій', en: 'Serhii' },
  { uk: 'Софія', en: 'Sofiia' },
  { uk: 'Максим', en: 'Maksym' },
  { uk: 'Соломія', en: 'Solomiia' },
  { uk: 'Дмитро', en: 'Dmytro' },
  { uk: 'Юлія', en: 'Yuliia' },
  { uk: 'Назар', en: 'Nazar' },
  { uk: 'Катерина', en: 'Kateryna' },
  { uk: 'Ігор', en: 'Ihor' },
  { uk: 'Дарина', en: 'Daryna' },
  { uk: 'Остап', en: 'Ostap' },
  { uk: 'Марія', en: 'Mariia' },
  { uk: 'Олексій', en: 'Oleksii' },
  { uk: 'Вікторія', en: 'Viktoriia' },
  { uk: 'Юрій', en: 'Yurii' },
  { uk: 'Зоряна', en: 'Zoriana' },
  { uk: 'Василь', en: 'Vasyl' },
]

/** Such as are the same for women and men. */
const lastNames: readonly Readonly<Record<Locale, string>>[] = [
  { uk: 'Шевченко', en: 'Shevchenko' },
  { uk: 'Коваленко', en: 'Kovalenko' },
  { uk: 'Бондаренко', en: 'Bondarenko' },
  { uk: 'Ткаченко', en: 'Tkachenko' },
  { uk: 'Кравчук', en: 'Kravchuk' },
  { uk: 'Мельник', en: 'Melnyk' },
  { uk: 'Олійник', en: 'Oliinyk' },
  { uk: 'Лисенко', en: 'Lysenko' },
  { uk: 'Поліщук', en: 'Polishchuk' },
  { uk: 'Гончаренко', en: 'Honcharenko' },
  { uk: 'Мороз', en: 'Moroz' },
  { uk: 'Савчук', en: 'Savchuk' },
  { uk: 'Руденко', en: 'Rudenko' },
  { uk: 'Гнатюк', en: 'Hnatiuk' },
  { uk: 'Павленко', en: 'Pavlenko' },
  { uk: 'Захарченко', en: 'Zakharchenko' },
  { uk: 'Ющенко', en: 'Yushchenko' },
  { uk: 'Романюк', en: 'Romaniuk' },
  { uk: 'Сердюк', en: 'Serdiuk' },
  { uk: 'Яременко', en: 'Yaremenko' },
  { uk: 'Вдовиченко', en: 'Vdovychenko' },
  { uk: 'Кузьменко', en: 'Kuzmenko' },
]

/** Where and when a cast is. */
export interface Setting {
  readonly locale: Locale
  readonly now: Date
}

/** People and lessons that are nowhere in the database: none of them has an id. */
export function inventedCast(random: Random, { locale, now }: Setting): Cast {
  const people = Array.from({ length: 80 }, () => inventPerson(random, locale))
  // A quarter teaches the others.
  const [tutors, students] = [people.slice(0, 20), people.slice(20)]
  const lessons = Array.from({ length: 240 }, () =>
    inventLesson(random, random.pick(tutors), random.pick(students), now),
  )
  return { people, lessons }
}

function inventPerson(random: Random, locale: Locale): Person {
  return { id: null, name: `${random.pick(firstNames)[locale]} ${random.pick(lastNames)[locale]}` }
}

/** In the two weeks to come, by day, at full or half hours. */
function inventLesson(random: Random, tutor: Person, student: Person, now: Date): CastLesson {
  const midnight = Math.floor(now.getTime() / day) * day
  const start = midnight + random.integer(1, 14) * day + random.integer(12, 34) * (hour / 2)
  return {
    id: null,
    tutor,
    student,
    start: new Date(start),
    end: new Date(start + random.pick([45, 60, 60, 60, 90]) * 60_000),
  }
}
