import type { Random } from '@m4sh/tools-core/values/random'
import type { Locale } from '../locale.ts'

/** Messages of a word or two. */
const short: Record<Locale, readonly string[]> = {
  uk: [
    'Добре 👍',
    'Дякую!',
    'Так',
    'Ні, завтра',
    'Ок',
    'Секунду…',
    'Чую вас добре',
    '🙂',
    'Вже йду',
    'Супер!',
    'Зрозуміло',
  ],
  en: [
    'OK 👍',
    'Thanks!',
    'Yes',
    'No, tomorrow',
    'Sure',
    'One second…',
    'I can hear you',
    '🙂',
    'On my way',
    'Great!',
    'Got it',
  ],
}

const openings: Record<Locale, readonly string[]> = {
  uk: ['Привіт! ', 'Добрий день! ', 'Дякую! ', 'Вибачте! ', 'Чудово! ', 'Гаразд. ', '', '', ''],
  en: ['Hi! ', 'Hello! ', 'Thanks! ', 'Sorry! ', 'Great! ', 'All right. ', '', '', ''],
}

/** Nothing in them says whether a woman or a man writes. */
const sentences: Record<Locale, readonly string[]> = {
  uk: [
    'Надсилаю домашнє завдання, подивіться, будь ласка.',
    'Повернімося до третьої задачі, там щось не сходиться.',
    'Не чути звуку, перезавантажую сторінку.',
    'Чому тут мінус, а не плюс?',
    'Графік уже на дошці, гляньте на точку перетину.',
    'Чи можемо перенести заняття на четвер?',
    'Тепер зрозуміло: це похідна складеної функції.',
    'Скільки часу залишилося до кінця заняття?',
    'Покажіть, будь ласка, ще раз перший крок.',
    'У підручнику інша відповідь: ¾, а не ⅔.',
    'Зараз під’єднаюся з телефона 📱',
    'Це слово пишеться з апострофом?',
    'Повторіть, будь ласка, правило про подвоєння приголосних.',
    'У мене за вікном сирена, перервімося на кілька хвилин.',
    'Світло вимкнули, працюю від павербанка.',
    'Наступного разу візьмемо тему «Тригонометрія».',
    'Скиньте, будь ласка, посилання на запис.',
    'Есе готове, залишилося перевірити коми.',
    'Контрольна в п’ятницю, треба повторити логарифми.',
    'Яка різниця між Past Simple і Present Perfect?',
    'Формула на дошці: S = πr².',
    'Завтра буду на п’ять хвилин пізніше.',
    'Результат пробного тесту — 172 бали 🎉',
    'Чи є ще вправи на цю тему?',
    'Дошка не відкривається, показує порожню сторінку.',
    'Розв’язок простіший, ніж здається: винесіть спільний множник за дужки.',
    'Оплату за цей місяць надіслано.',
    'Чудова робота, лише в останньому прикладі помилка у знаку.',
  ],
  en: [
    'Here is my homework, please have a look.',
    "Let's go back to the third problem, something does not add up.",
    'I cannot hear anything, reloading the page.',
    'Why is it a minus here and not a plus?',
    'The graph is on the board, look at the intersection.',
    'Could we move the lesson to Thursday?',
    'Now I see: that is the chain rule.',
    'How much time is left?',
    'Please show me the first step again.',
    'The book says ¾, not ⅔.',
    'Joining from my phone now 📱',
    'Is this word spelt with an apostrophe?',
    'Could you explain the rule about double consonants again?',
    "There is an air raid alert here, let's take a short break.",
    'The power is out, running on a battery.',
    'Next time we start with trigonometry.',
    'Please send me the link to the recording.',
    'The essay is done, only the commas are left to check.',
    'The test is on Friday, we should go over logarithms.',
    'What is the difference between Past Simple and Present Perfect?',
    'The formula is on the board: S = πr².',
    'I will be five minutes late tomorrow.',
    'The mock exam went well: 172 points 🎉',
    'Are there more exercises on this?',
    'The board does not open, it shows an empty page.',
    'It is simpler than it looks: take the common factor out of the brackets.',
    'The payment for this month is on its way.',
    'Well done, only the sign in the last example is wrong.',
  ],
}

/** What somebody writes in a lesson's chat: from a word to a few sentences. */
export function chatText(random: Random, locale: Locale): string {
  if (random.chance(0.15)) return random.pick(short[locale])
  const count = random.pick([1, 1, 1, 2, 2, 3])
  const said = Array.from({ length: count }, () => random.pick(sentences[locale]))
  return random.pick(openings[locale]) + [...new Set(said)].join(' ')
}

/** The beginning of a text, as lists show it. */
export function previewOf(text: string, length: number): string {
  const characters = Array.from(text)
  if (characters.length <= length) return text
  return `${characters
    .slice(0, length - 1)
    .join('')
    .trimEnd()}…`
}
