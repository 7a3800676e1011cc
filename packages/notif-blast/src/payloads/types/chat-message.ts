import { idValue } from '../id-value.ts'
import type { Locale } from '../locale.ts'
import type { PayloadKind } from '../payload-kind.ts'
import { chatText, previewOf } from '../wording/chat-text.ts'
import { fill } from '../wording/fill.ts'
import { actorDetails } from './details.ts'

/** Characters that a list has room for. */
const previewLength = 80

const titles: Record<Locale, readonly string[]> = {
  uk: ['Нове повідомлення', '{name}', '{name} пише вам', 'Повідомлення в чаті заняття'],
  en: ['New message', '{name}', '{name} writes to you', 'Message in the lesson chat'],
}

export const chatMessage: PayloadKind<'chat.message'> = {
  type: 'chat.message',
  draw: ({ cast, random, locale }) => {
    const lesson = random.pick(cast.lessons)
    const [one, other] = random.chance(0.5) ? [lesson.tutor, lesson.student] : [lesson.student, lesson.tutor]
    const actor = cast.recipients?.has(String(one.id)) === true ? other : one
    const text = chatText(random, locale)
    return {
      title: fill(random.pick(titles[locale]), { name: actor.name }),
      body: `${actor.name}: ${text}`,
      preview: previewOf(text, previewLength),
      lesson_id: idValue(lesson.id),
      ...actorDetails(actor),
      url: lesson.id === null ? '/chat' : `/chat?lesson=${encodeURIComponent(lesson.id)}`,
      locale,
    }
  },
}
