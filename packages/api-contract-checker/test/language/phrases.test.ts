import { describe, expect, test } from '@jest/globals'
import type { Phrasebook } from '@m4sh/tools-core/language'
import { phraseFaults, wordFaults } from '@m4sh/tools-core/testing'
import { phrases } from '../../src/language/phrases.ts'
import { translateAll } from '../../src/language/translate-all.ts'
import { english, ukrainian } from '../languages.ts'
import { call, compare, frontend } from '../match/build.ts'
import { sentencesLeft } from '../sentences-left.ts'

const { translate } = ukrainian

test('translations hold what differs, and nothing else', () => {
  expect(phraseFaults(phrases)).toEqual([])
})

test.each(Object.entries<Phrasebook[string]>(phrases))('none is taken for another: %s', (sentence, translation) => {
  const names = [...sentence.matchAll(/\{([@#]?)(\w+)\}/g)]
  const parts = Object.fromEntries(names.map(([, mark, name = '']) => [name, mark === '#' ? '7' : `<${name}>`]))
  const fill = (text: string) => text.replace(/\{[@#]?(\w+)\}/g, (_, name: string) => parts[name] ?? '')
  expect(translate(fill(sentence))).toBe(typeof translation === 'function' ? translation(parts) : fill(translation))
})

test.each(['called by the cron jobs only', 'obsolete: it goes with 0.15, and nobody in support needs it.'])(
  'what users write stays as it is: %s',
  (reason) => expect(translate(reason)).toBe(reason),
)

test('words of rows have the same pieces in each language', () => {
  expect(wordFaults(english.messages.rows, ukrainian.messages.rows)).toEqual([])
})

describe('sentences are read back', () => {
  test.each([
    ['2 syntax errors: read as far as possible', '2 синтаксичні помилки: прочитано, наскільки вдалося'],
    ['larger than 2.0 MB (12.5 MB): not read as source', 'більший за 2,0 МБ (12,5 МБ): не прочитано як джерельний код'],
    [
      'No endpoint answers the request /rooms/. The nearest is GET /api/rooms/.',
      'Жоден ендпоінт не відповідає на запит /rooms/. Найближчий — GET /api/rooms/.',
    ],
    [
      'No call reaches GET /a/. It could be reached by 5 unresolved calls.',
      'Жоден виклик не веде до GET /a/. До нього можуть вести 5 нерозпізнаних викликів.',
    ],
    [
      'GET /a/ has no query parameter "x". It has a, b and 3 more.',
      'GET /a/ не має параметра запиту «x». Він має a, b і ще 3.',
    ],
    [
      'GET /a/: one of its parameters is left out: the reference #/x leads nowhere.',
      'GET /a/: один із параметрів пропущено: посилання #/x нікуди не веде.',
    ],
    ['POST /a/: its request body is left out: it is no object.', 'POST /a/: тіло запиту пропущено: це не об’єкт.'],
    [
      'The path /a/ is left out: the reference ./b.yaml could not be read: there is no such file.',
      'Шлях /a/ пропущено: не вдалося прочитати посилання ./b.yaml: такого файлу немає.',
    ],
    [
      'a.yaml has a key twice in one mapping (line 3, column 1); the last one counts.',
      'У a.yaml той самий ключ стоїть в об’єкті двічі (рядок 3, стовпець 1); діє останній.',
    ],
    [
      'The baseline entry trailing-slash: GET /a in src/a.js expired on 2026-01-01; its finding counts again.',
      'Строк запису еталона минув 2026-01-01, його зауваження знову враховується: trailing-slash: GET /a у src/a.js.',
    ],
  ])('%s', (sentence, translation) => expect(translate(sentence)).toBe(translation))
})

describe('how prefixes were found', () => {
  const schema = ['GET /api/v1/users/', 'POST /api/v1/lessons/', 'GET /api/chat/history/']
  const below = frontend(['GET /v1/users/', 'POST /v1/lessons/', 'GET /chat/history/'], { basePath: '/api' })
  const bare = frontend(['GET /v1/users/', 'POST /v1/lessons/', 'GET /chat/history/'])
  const other = frontend(['GET /songs/', 'GET /games/'], { basePath: '/api' })
  const wholeUrls = ['GET /api/v1/users/', 'POST /api/v1/lessons/', 'GET /api/chat/history/'].map((one) =>
    call(one, { host: 'prod.example' }),
  )

  test.each([
    ['by the client’s base path', compare(schema, below), '/api — базовий шлях клієнта; у схемі є 3 з 3 різних шляхів'],
    ['by trying', compare(schema, bare), 'Знайдено добором: у схемі є 3 з 3 різних шляхів axios, якщо префікс'],
    ['not at all', compare(schema, other), 'Жоден префікс не перетворює шляхи axios (/api) на шляхи схеми'],
    ['not, without calls', compare(schema, frontend([])), 'Немає викликів, які можна порівняти.'],
    [
      'by flag, without calls',
      compare(schema, frontend([]), { backendPrefix: '/y' }),
      'Немає викликів, які можна порівняти. Задано --backend-prefix: /y у схемі.',
    ],
    [
      'by both flags',
      compare(schema, bare, { frontendPrefix: '/api', backendPrefix: '' }),
      'Задано обидва префікси: /api у фронтенді, без префікса у схемі; ',
    ],
    [
      'by one flag, the other by trying',
      compare(schema, bare, { frontendPrefix: '/api' }),
      'Задано --frontend-prefix: /api у фронтенді, другий знайдено добором; у схемі є 3 з 3',
    ],
    ['by a flag that fits nothing', compare(schema, other, { backendPrefix: '/y' }), 'Задано --backend-prefix: /y у'],
    ['of whole URLs', compare(schema, wholeUrls), 'Виклики містять повні URL хосту prod.example; '],
  ])('%s', (_, { result }, beginning) => {
    const told = translateAll(ukrainian, result.prefixes.reason)
    expect(told.slice(0, beginning.length)).toBe(beginning)
    expect(sentencesLeft(told)).toEqual([])
  })
})
