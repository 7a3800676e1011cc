import { expect, test } from '@jest/globals'
import { fillReadme } from '../readmes/fill-readme.js'

const generate = (readme, translate) => `${readme}${translate('Load')}: ${translate('Clients')}`

test('texts are taken from the language, and all that were asked for are told', () => {
  expect(fillReadme('# ', generate, { Load: 'Навантаження', Clients: 'Клієнти' })).toEqual({
    text: '# Навантаження: Клієнти',
    asked: ['Load', 'Clients'],
    missing: [],
  })
})

test('what has no translation is named, though an object may have such a member', () => {
  const asking = (readme, translate) => generate(readme, translate) + translate('constructor')
  expect(fillReadme('', asking, { Load: 'Навантаження' }).missing).toEqual(['Clients', 'constructor'])
})

test('the English README lacks nothing', () => {
  expect(fillReadme('', generate)).toEqual({ text: 'Load: Clients', asked: ['Load', 'Clients'], missing: [] })
})
