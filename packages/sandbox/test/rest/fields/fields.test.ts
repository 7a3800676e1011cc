import { describe, expect, test } from '@jest/globals'
import { nullable, optional, readFields, schemaOf, withDefault, type Field } from '../../../src/rest/fields/field.ts'
import { instant, instantOrDay } from '../../../src/rest/fields/instant.ts'
import { integer } from '../../../src/rest/fields/integer.ts'
import { jsonObject, listOf, section } from '../../../src/rest/fields/json.ts'
import { choice, email, text, uuid } from '../../../src/rest/fields/text.ts'

/** The value, or what is wrong with it. */
function read(field: Field<unknown>, given: unknown): unknown {
  const reading = field.read(given)
  return 'problem' in reading ? reading.problem : reading.value
}

describe('text', () => {
  test.each([
    [' a ', 'a'],
    [1.5, '1.5'],
    ['👋👋👋👋', '👋👋👋👋'],
    ['👋👋👋👋👋', ['Ensure this field has no more than 4 characters.']],
    ['\u00a0\t', ['This field may not be blank.']],
    [false, ['Not a valid string.']],
    [{}, ['Not a valid string.']],
    [null, ['This field may not be null.']],
    ['a\0', ['Null characters are not allowed.']],
    ['\udfff', ['Surrogate characters are not allowed: U+DFFF.']],
  ])('%j', (given, wanted) => {
    expect(read(text({ maxLength: 4 }), given)).toEqual(wanted)
  })

  test('may be blank, or keep its spaces, where it is said so', () => {
    expect(read(text({ isBlankAllowed: true }), '  ')).toBe('')
    expect(read(text({ keepsSpace: true }), ' a ')).toBe(' a ')
    expect(read(text({ minLength: 2 }), 'a')).toEqual(['Ensure this field has at least 2 characters.'])
  })
})

describe('integer', () => {
  test.each([
    [5, 5],
    ['5', 5],
    [' -3 ', ['Ensure this value is greater than or equal to 1.']],
    [0, ['Ensure this value is greater than or equal to 1.']],
    [11, ['Ensure this value is less than or equal to 10.']],
    [1.5, ['A valid integer is required.']],
    ['1e1', ['A valid integer is required.']],
    ['', ['A valid integer is required.']],
    [true, ['A valid integer is required.']],
    ['9007199254740993', ['A valid integer is required.']],
    [null, ['This field may not be null.']],
  ])('%j', (given, wanted) => {
    expect(read(integer({ minimum: 1, maximum: 10 }), given)).toEqual(wanted)
  })
})

describe('instant', () => {
  test.each([
    ['2026-02-28T23:59:59.999999Z', '2026-02-28T23:59:59.999Z'],
    ['2026-03-29T03:00+03:00', '2026-03-29T00:00:00.000Z'],
    ['2026-03-29 03:00:00', '2026-03-29T03:00:00.000Z'],
    ['2026-03-29t03:00:00z', '2026-03-29T03:00:00.000Z'],
    ['2026-03-29T03:00:00-0930', '2026-03-29T12:30:00.000Z'],
    ['2028-02-29T00:00Z', '2028-02-29T00:00:00.000Z'],
  ])('%s is %s', (given, wanted) => {
    expect(read(instant(), given)).toEqual(new Date(wanted))
  })

  test.each([
    '2026-02-29T00:00Z',
    '2026-01-01T24:30Z',
    '2026-01-01T24:00Z',
    '0000-12-31T00:00Z',
    '2026-13-01T00:00Z',
    '2026-01-01',
    '12026-01-01T00:00Z',
    'now',
    5,
  ])('%s is none', (given) => {
    expect(read(instant(), given)).toEqual([expect.stringMatching(/^Datetime has wrong format/)])
  })

  test.each([
    ['9999-12-30T23:59:59.999Z', new Date('9999-12-30T23:59:59.999Z')],
    ['0001-01-02T00:00Z', new Date('0001-01-02T00:00Z')],
    ['9999-12-31T23:59:59Z', ['Datetime value out of range.']],
    ['9999-12-30T23:59:59-00:01', ['Datetime value out of range.']],
    ['0001-01-01T00:00Z', ['Datetime value out of range.']],
  ])('at the edge: %s', (given, wanted) => {
    expect(read(instant(), given)).toEqual(wanted)
  })

  test('a day is its first moment, or its last', () => {
    expect(read(instantOrDay('start'), '2026-05-01')).toEqual(new Date('2026-05-01T00:00:00Z'))
    expect(read(instantOrDay('end'), '2026-05-01')).toEqual(new Date('2026-05-01T23:59:59.999Z'))
    expect(read(instantOrDay('end'), '2026-05-32')).toEqual([expect.any(String)])
  })
})

describe('email', () => {
  test.each(['a@b.co', 'A.B+c@sub.example.org', 'ім’я@m4sh.test'])('%s is one', (given) => {
    expect(read(email(), given)).toBe(given)
  })

  test.each(['a', 'a@b', '@b.co', 'a@-b.co', 'a b@c.co', 'a@b..co', 'a@b.co, c@d.co', "a'--@"])(
    '%s is none',
    (given) => {
      expect(read(email(), given)).toEqual(['Enter a valid email address.'])
    },
  )

  test('a long one that is none takes no time', () => {
    const before = performance.now()
    read(email(), `${'a@'.repeat(120)}!`)
    expect(performance.now() - before).toBeLessThan(1000)
  })
})

describe('others', () => {
  test('choice, uuid, null', () => {
    expect(read(choice(['a', 'b']), 'b')).toBe('b')
    expect(read(choice(['a', 'b']), 'constructor')).toEqual(['"constructor" is not a valid choice.'])
    expect(read(choice(['a', 'b']), ['a'])).toEqual(['"["a"]" is not a valid choice.'])
    expect(read(uuid(), '0B4C1A52-6F3E-4F6C-9D0E-3A1F0A6F5C11')).toBe('0b4c1a52-6f3e-4f6c-9d0e-3a1f0a6f5c11')
    expect(read(uuid(), '0b4c1a526f3e4f6c9d0e3a1f0a6f5c11x')).toEqual(['Must be a valid UUID.'])
    expect(read(nullable(uuid()), null)).toBeNull()
  })

  test('lists tell of the first item that is wrong, sections of every field', () => {
    expect(read(listOf(integer()), [1, 'x', 'y'])).toEqual({ 1: ['A valid integer is required.'] })
    expect(read(section({ a: integer(), b: text() }), { a: 'x' })).toEqual({
      a: ['A valid integer is required.'],
      b: ['This field is required.'],
    })
    expect(read(jsonObject(), { deep: [{ a: '\0' }] })).toEqual([expect.stringMatching(/^Null characters/)])
  })
})

describe('readFields', () => {
  const fields = { a: integer(), b: optional(text()), c: withDefault(choice(['x', 'y']), 'x') }

  test('reads what is there, fills in what is not, leaves the rest', () => {
    expect(readFields(fields, { a: '1', more: true })).toEqual({ a: 1, b: undefined, c: 'x' })
  })

  test('what an object inherits is not given', () => {
    const given = Object.create({ a: 1 }) as Record<string, unknown>
    expect(() => readFields({ a: integer(), toString: integer() }, given)).toThrow('Invalid input.')
  })

  test('the schema says the same', () => {
    expect(schemaOf(fields)).toEqual({
      type: 'object',
      properties: {
        a: { type: 'integer' },
        b: { type: 'string', minLength: 1 },
        c: { type: 'string', enum: ['x', 'y'], default: 'x' },
      },
      required: ['a'],
    })
  })
})
