import { describe, expect, test } from '@jest/globals'
import { describePage, isHtml } from '../../src/spec/html-page.ts'
import { cpuTime } from '../cpu-time.ts'

describe('a web page', () => {
  test.each([
    '<!doctype html><p>',
    '\uFEFF\n <!DOCTYPE  html>',
    '<html lang="en">',
    '<head>',
    '<body class="x">',
    '<!-- a --><!-- <p> -->\n<html>',
    '<?xml version="1.0"?>\n<!DOCTYPE html>',
  ])('is %j', (text) => {
    expect(isHtml(text)).toBe(true)
  })

  test.each([
    '',
    '{"openapi": "3.0.3"}',
    'openapi: 3.0.3',
    '<p>',
    '<!-- <html> ',
    '<headline>',
    '<?xml version="1.0"?><feed>',
  ])('is not %j', (text) => {
    expect(isHtml(text)).toBe(false)
  })
})

test('what is no schema cannot keep the reader busy', () => {
  const page = (body: string) =>
    describePage({ body: `<html>${body}`, url: 'http://h/', withheld: null }, 'x', (url) => url)
  const texts = [
    // The first would take minutes, if comments were tried in every combination.
    '<!---->'.repeat(34) + 'x',
    '<!--'.repeat(200_000),
    '<?xml '.repeat(200_000),
  ]
  expect(cpuTime(() => texts.map(isHtml))).toBeLessThan(2000)
  const bodies = ['<input ', '<title', 'url : ', 'data-url = ', 'Redoc.init( '].map((piece) => piece.repeat(100_000))
  expect(cpuTime(() => bodies.map(page))).toBeLessThan(2000)
})

test('a login page is known by its beginning', () => {
  const at = (blanks: number) =>
    describePage(
      { body: `<html>${' '.repeat(blanks)}<input name="p" TYPE = 'password'>`, url: 'http://h/', withheld: null },
      'http://h/',
      (url) => url,
    ).kind
  expect([at(0), at(60_000), at(70_000)]).toEqual(['auth', 'auth', 'html'])
})
