import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { escapeInvisible, escapeTerminal, escapeTerminalJson, escapeTerminalLines } from '../../src/terminal/escape.ts'
import { fuzz, hostileText } from '../../src/testing/fuzz/index.ts'

/** What a terminal obeys: control characters, and what turns the order of the letters around. */
// oxlint-disable-next-line no-control-regex -- these are what it is about
const obeyed = /[\0-\x1F\x7F-\x9F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/

const holds = (property: (text: string) => void) => fc.assert(fc.property(hostileText, property), fuzz(300))

describe('a terminal', () => {
  test.each([
    ['\u001B[31mred\u001B[0m', String.raw`\x1b[31mred\x1b[0m`],
    ['a\nb\rc\0', String.raw`a\x0ab\x0dc\x00`],
    ['a\tb', 'a b'],
    ['\u009B\u202E\u2066\u200F', String.raw`\x9b\u202e\u2066\u200f`],
    ['żółw 漢字 😀', 'żółw 漢字 😀'],
    // The log of GitHub Actions is a terminal as well, and what it obeys begins a line.
    ['::add-mask::x', String.raw`\x3a:add-mask::x`],
    [' \u00A0::error::x', ` \u00A0${String.raw`\x3a:error::x`}`],
    ['std::vector', 'std::vector'],
    // Its older form it obeys anywhere.
    ['a ##[error]b', String.raw`a \x23#[error]b`],
  ])('%j', (text, escaped) => {
    expect(escapeTerminal(text)).toBe(escaped)
  })

  test('obeys nothing', () => {
    holds((text) => {
      expect(escapeTerminal(text)).not.toMatch(obeyed)
      expect(escapeTerminal(text)).not.toMatch(/^\s*::|##\[/)
    })
  })
})

describe('several lines', () => {
  test.each([
    ['one\ntwo', 'one\ntwo'],
    ['one\r\ntwo\n', 'one\ntwo\n'],
    ['a\n::error file=x::injected', String.raw`a${'\n'}\x3a:error file=x::injected`],
    ['\u001B]0;title\u0007', String.raw`\x1b]0;title\x07`],
    ['over\rwritten', String.raw`over\x0dwritten`],
  ])('%j', (text, escaped) => {
    expect(escapeTerminalLines(text)).toBe(escaped)
  })

  test('no line obeys anything', () => {
    holds((text) => {
      for (const line of escapeTerminalLines(text).split('\n')) {
        expect(line).not.toMatch(obeyed)
        expect(line).not.toMatch(/^\s*::|##\[/)
      }
    })
  })
})

test('a page or a sheet: what is invisible or turns letters around is shown, line ends stay', () => {
  expect(escapeInvisible('\u202Egnp.js\u0000\u009B\u2066\u061C')).toBe(String.raw`\u202egnp.js\x00\x9b\u2066\u061c`)
  expect(escapeInvisible('a\tb\r\nc ::error:: żółw 漢字 😀')).toBe('a\tb\r\nc ::error:: żółw 漢字 😀')
  holds((text) => {
    expect(escapeInvisible(text).replace(/[\t\r\n]/g, '')).not.toMatch(obeyed)
  })
})

test('JSON is the same value and obeys nothing', () => {
  expect(escapeTerminalJson('"\u009B\u202E\u061C"')).toBe(String.raw`"\u009b\u202e\u061c"`)
  holds((text) => {
    const json = escapeTerminalJson(JSON.stringify({ [text]: [text] }))
    expect(JSON.parse(json)).toEqual({ [text]: [text] })
    expect(json).not.toMatch(obeyed)
    expect(json).not.toMatch(/##\[/)
  })
})
