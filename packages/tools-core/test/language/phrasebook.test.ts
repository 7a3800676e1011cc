import { describe, expect, test } from '@jest/globals'
import { corePhrases } from '../../src/language/messages/phrases.ts'
import { definePhrases, sayer, ukrainianPlural } from '../../src/language/index.ts'
import { phraseFaults } from '../../src/testing/index.ts'
import { translator } from '../../src/language/phrasebook.ts'

const phrases = definePhrases({
  '{file} is gone.': 'Файлу {file} вже немає.',
  '{file} is gone (why?).': 'Файлу {file} вже немає (чому?).',
  '{#count} rows are left.': ({ count }) => `Лишилося ${ukrainianPlural(Number(count), 'рядок', 'рядки', 'рядків')}.`,
  'It took {#ms} ms{@more}.': 'Тривало {ms} мс{more}.',
  ', {#percent} % of it here': ', з них {percent} % тут',
})
const say = sayer(phrases)
const translate = translator([phrases])

describe('a phrasebook', () => {
  test('says in English what the report holds', () => {
    expect(say('{file} is gone.', { file: 'a.json' })).toBe('a.json is gone.')
    expect(say('It took {#ms} ms{@more}.', { ms: 1.5, more: '' })).toBe('It took 1.5 ms.')
  })

  test('reads it back', () => {
    expect(translate('a.json is gone.')).toBe('Файлу a.json вже немає.')
    expect(translate('a\nb is gone.')).toBe('Файлу a\nb вже немає.')
    expect(translate('3 rows are left.')).toBe('Лишилося 3 рядки.')
  })

  test('of two sentences that fit, the one that says more is meant', () => {
    expect(translate('a.json is gone (why?).')).toBe('Файлу a.json вже немає (чому?).')
  })

  test('sentences within sentences, and numbers as the language writes them', () => {
    const more = say(', {#percent} % of it here', { percent: 12.5 })
    expect(translate(say('It took {#ms} ms{@more}.', { ms: '12,345.6', more }))).toBe(
      'Тривало 12\u00A0345,6 мс, з них 12,5 % тут.',
    )
  })

  test('what differs is never read as a sentence, nor as a pattern of one', () => {
    expect(translate(say('{file} is gone.', { file: '{file} is gone' }))).toBe('Файлу {file} is gone вже немає.')
    expect(translate(say('{file} is gone.', { file: '$& 3 rows are left' }))).toBe(
      'Файлу $& 3 rows are left вже немає.',
    )
  })

  test('what nobody has translated is shown as it is', () => {
    expect(translate('Something else happened.')).toBe('Something else happened.')
    expect(translate('')).toBe('')
  })
})

test('the translations of the core hold what differs, and nothing else', () => {
  expect(phraseFaults(corePhrases)).toEqual([])
})

test('a translation that lacks something, or has more, is told', () => {
  const faulty = { '{file} is gone.': 'Файлу вже немає.', '{#n} rows': '{n} рядків у {file}' }
  expect(phraseFaults(faulty)).toEqual([
    '{file} is gone.: the translation lacks {file}',
    '{#n} rows: the sentence has no {file}',
  ])
})
