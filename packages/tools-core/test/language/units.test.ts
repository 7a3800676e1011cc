import { describe, expect, test } from '@jest/globals'
import { ukrainianPlural, units } from '../../src/language/index.ts'

const { uk } = units
/** As the numbers of a language are grouped: with a space that does not break. */
const spaced = (text: string) => text.replaceAll(' ', '\u00A0')

describe('numbers in Ukrainian', () => {
  test.each([
    [uk.ms(0.54), '0,54 мс'],
    [uk.ms(12_500), '12,5 с'],
    [uk.ms(null), '–'],
    [uk.share(0.998), '99,8 %'],
    [uk.share(1), '100 %'],
    [uk.perSecond(0.5), '0,5/с'],
    [uk.bytes(1536), '1,54 кБ'],
    [uk.bytesPerSecond(1536), '1,54 кБ/с'],
    [units.en.bytes(999_400), '999 kB'],
    [units.en.bytes(999_999), '1 MB'],
    [units.en.ms(9999.4), '9999 ms'],
    [units.en.ms(9999.7), '10.0 s'],
    [uk.figure(8.108108108), '8,10811'],
    [uk.fixed(12, 1), '12,0'],
    [uk.seconds(2.5), '2,5 с'],
    [uk.listed(['а', 'б', 'в']), 'а, б і в'],
    [uk.whole(1_234_567), spaced('1 234 567')],
  ])('%s', (text, expected) => expect(text).toBe(expected))

  test.each([
    [0, '0 рядків'],
    [1, '1 рядок'],
    [2, '2 рядки'],
    [5, '5 рядків'],
    [11, '11 рядків'],
    [21, '21 рядок'],
    [112, '112 рядків'],
    [1003, spaced('1 003').concat(' рядки')],
    ['1,021', spaced('1 021').concat(' рядок')],
    [spaced('1 003'), spaced('1 003').concat(' рядки')],
  ])('%s counted', (count, text) => expect(ukrainianPlural(count, 'рядок', 'рядки', 'рядків')).toBe(text))
})
