import { expect, test } from '@jest/globals'
import { languageOf } from '../../src/language/index.ts'

test.each([
  [{}, 'en'],
  [{ LANG: 'C.UTF-8' }, 'en'],
  [{ LANG: 'uk_UA.UTF-8' }, 'uk'],
  [{ LANG: 'uk' }, 'uk'],
  [{ LANG: 'UK_ua' }, 'uk'],
  [{ LANG: 'pl_PL.UTF-8' }, 'en'],
  [{ LANG: 'ukx' }, 'en'],
  [{ LANG: 'uk_UA.UTF-8', LC_ALL: 'C' }, 'en'],
  [{ LANG: 'en_US.UTF-8', LC_MESSAGES: 'uk_UA' }, 'uk'],
  [{ LC_ALL: '', LANG: 'uk_UA' }, 'uk'],
])('%p speaks %s', (env, language) => expect(languageOf(undefined, env)).toBe(language))

test('what is asked for is spoken whatever the environment says', () => {
  expect(languageOf('en', { LANG: 'uk_UA.UTF-8' })).toBe('en')
})
