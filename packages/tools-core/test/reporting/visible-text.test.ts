import { expect, test } from '@jest/globals'
import { withVisibleText } from '../../src/reporting/visible-text.ts'

test('texts at any depth show what nobody sees; all else stays', () => {
  const value = { name: 'Ann\u202Enna', list: [{ at: 'a\u0007b', n: 1.5, none: null, yes: true, lost: undefined }] }
  const visible = withVisibleText(value)
  expect(visible.name).not.toContain('\u202E')
  expect(visible.name).toMatch(/^Ann.*202e.*nna$/i)
  expect(visible.list[0]).toMatchObject({ n: 1.5, none: null, yes: true, lost: undefined })
  expect(visible.list[0]?.at).not.toContain('\u0007')
  expect(value.name).toBe('Ann\u202Enna')
})

test('ordinary text stays as it is', () => {
  expect(withVisibleText(['Марія', 'naïve', '日本', ''])).toEqual(['Марія', 'naïve', '日本', ''])
})
