import { expect, test } from '@jest/globals'
import { notificationText } from '../../src/seeds/texts.ts'

test.each(['$&', "$'", '$1', 'Sofia'])('a name is taken as it is: %s', (name) => {
  expect(notificationText('lesson.created', 'en', name)).toEqual({
    title: 'New lesson',
    body: `${name} has scheduled a lesson`,
  })
})
