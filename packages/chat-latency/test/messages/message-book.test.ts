import { describe, expect, test } from '@jest/globals'
import { EarlyArrivals } from '../../src/messages/early-arrivals.ts'
import { messageId } from '../../src/messages/message-id.ts'
import { MessageBook } from '../../src/messages/message-book.ts'

/** With so many messages. */
function bookOf(count: number, tag = 'mabc'): MessageBook {
  const book = new MessageBook(tag)
  for (let index = 0; index < count; index++) book.add(0, index, false)
  return book
}

describe('a message is found', () => {
  const book = bookOf(1300)
  const [first, , , second] = book.records

  test.each([40, 80, 4000])('by its own text of %i characters', (size) => {
    for (const record of [first, second, book.records[1299]]) {
      if (!record) throw new Error('there is no such message')
      const text = book.textOf(record, size)
      expect(text).toHaveLength(size)
      expect(book.find({ text, id: null })).toBe(record)
    }
  })

  test.each([
    ['trimmed', 'mabc-3'],
    ['in another text', 'Tutor wrote: “mabc-3 The quick brown fox”'],
    ['in markup', '<p>mabc-3&nbsp;The quick</p>'],
    ['with a line end', 'mabc-3\nThe quick'],
  ])('%s', (_, text) => {
    expect(book.find({ text, id: null })).toBe(second)
  })

  test.each([
    ['of another run', 'mabd-3 The quick'],
    ['with a number that is too large', 'mabc-zzz The quick'],
    ['without a number', 'mabc- The quick'],
    ['empty', ''],
    ['no text', 3],
    ['nothing', undefined],
    ['an object', { text: 'mabc-3' }],
  ])('but not one that is %s', (_, text) => {
    expect(book.find({ text, id: null })).toBeUndefined()
    expect(book.find({ text, id: '77' })).toBeUndefined()
  })
})

test('an id is known once it is noted, and the first one stays', () => {
  const book = bookOf(2)
  const [one, two] = book.records
  if (!one || !two) throw new Error('there are no messages')
  book.identify(one, null)
  expect(one.id).toBeNull()
  book.identify(one, '7')
  book.identify(one, '8')
  book.identify(two, '9')
  expect([one.id, two.id]).toEqual(['7', '9'])
  expect(book.find({ text: 'censored', id: '7' })).toBe(one)
  expect(book.find({ text: undefined, id: '9' })).toBe(two)
  expect(book.find({ text: '', id: '8' })).toBeUndefined()
  // What is written counts before what the platform counts.
  expect(book.find({ text: 'mabc-1 x', id: '7' })).toBe(two)
})

test.each([
  [7, '7'],
  ['0198c0de-0000-7000-8000-000000000001', '0198c0de-0000-7000-8000-000000000001'],
  [0, '0'],
  [null, null],
  [undefined, null],
  [{}, null],
  [true, null],
])('%j is the id %j', (value, id) => {
  expect(messageId(value)).toBe(id)
})

describe('messages that came before it was known that they are ours', () => {
  test('are given once, with each time that they came', () => {
    const early = new EarlyArrivals()
    early.note('7', 10)
    early.note('8', 11)
    early.note('7', 12)
    early.note(null, 13)
    expect(early.take('7')).toEqual([10, 12])
    expect(early.take('7')).toEqual([])
    expect(early.take(null)).toEqual([])
    expect(early.take('8')).toEqual([11])
  })

  test('the latest thousand are kept', () => {
    const early = new EarlyArrivals()
    for (let id = 0; id < 1001; id++) early.note(String(id), id)
    expect(early.take('0')).toEqual([])
    expect(early.take('1')).toEqual([1])
    expect(early.take('1000')).toEqual([1000])
  })
})
