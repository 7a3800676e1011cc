import type { Locale } from '../locale.ts'
import type { PayloadKind } from '../payload-kind.ts'
import { fill } from '../wording/fill.ts'
import { actorDetails } from './details.ts'

const titles: Record<Locale, readonly string[]> = {
  uk: ['Запрошення прийнято', '{name} приймає запрошення', 'Є згода на навчання', 'Час планувати заняття'],
  en: ['Invitation accepted', '{name} has accepted', 'Ready to learn together', 'Time to plan a lesson'],
}

const bodies: Record<Locale, readonly string[]> = {
  uk: [
    'Запрошення прийнято: {name}. Можна планувати перше заняття.',
    '{name} приймає ваше запрошення.',
    'Ви та {name} тепер навчаєтеся разом.',
    'Відтепер {name} у вашому списку. Напишіть кілька слів у чат!',
    '{name} погоджується навчатися разом і чекає на перше заняття.',
    'Гарна новина: {name} приймає запрошення. Оберіть час першого заняття.',
  ],
  en: [
    'Invitation accepted: {name}. You can plan the first lesson now.',
    '{name} has accepted your invitation.',
    'You and {name} are learning together now.',
    '{name} is on your list now. Say hello in the chat!',
    '{name} agrees to learn together and looks forward to the first lesson.',
    'Good news: {name} has accepted. Choose a time for the first lesson.',
  ],
}

export const relationAccepted: PayloadKind<'relation.accepted'> = {
  type: 'relation.accepted',
  draw: ({ cast, random, locale }) => {
    const actor = random.pick(cast.people)
    return {
      title: fill(random.pick(titles[locale]), { name: actor.name }),
      body: fill(random.pick(bodies[locale]), { name: actor.name }),
      ...actorDetails(actor),
      status: 'active',
      url: '/relations',
      locale,
    }
  },
}
