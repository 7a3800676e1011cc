import type { Locale } from '../locale.ts'
import type { PayloadKind } from '../payload-kind.ts'
import { fill } from '../wording/fill.ts'
import { wordsOf } from '../wording/moment.ts'
import { actorDetails } from './details.ts'

const day = 86_400_000

const titles: Record<Locale, readonly string[]> = {
  uk: ['Запрошення до навчання', 'Нове запрошення', 'Вас запрошують на заняття', '{name} запрошує вас'],
  en: ['Invitation to learn', 'New invitation', 'You are invited', '{name} invites you'],
}

const bodies: Record<Locale, readonly string[]> = {
  uk: [
    '{name} запрошує вас навчатися разом.',
    '{name} хоче додати вас до списку учнів. Запрошення чинне до {day}.',
    '{name} пропонує займатися разом. Перегляньте запрошення до {day}.',
    'Нове запрошення: {name}. Прийміть або відхиліть його до {day}.',
    'Вас запрошує {name}. Після згоди можна планувати перше заняття.',
    '{name} чекає на вашу відповідь на запрошення.',
  ],
  en: [
    '{name} invites you to learn together.',
    '{name} would like to add you as a student. The invitation is valid until {day}.',
    '{name} suggests working together. Have a look at the invitation before {day}.',
    'New invitation from {name}. Accept or decline it by {day}.',
    '{name} has invited you. Once you accept, you can plan the first lesson.',
    '{name} is waiting for your answer to the invitation.',
  ],
}

export const relationInvite: PayloadKind<'relation.invite'> = {
  type: 'relation.invite',
  draw: ({ cast, random, locale, now }) => {
    const actor = random.pick(cast.people)
    const expiresAt = new Date(now.getTime() + random.integer(3, 14) * day)
    const values = { day: wordsOf(expiresAt, locale).day, name: actor.name }
    return {
      title: fill(random.pick(titles[locale]), values),
      body: fill(random.pick(bodies[locale]), values),
      ...actorDetails(actor),
      expires_at: expiresAt.toISOString(),
      url: '/relations',
      locale,
    }
  },
}
