import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { escapeHtml, escapeMarkdown, escapeXml, scriptJson } from '../../src/reporting/escape.ts'
import { fuzz, hostileText } from '../../src/testing/fuzz/index.ts'
import { unescapeHtml } from '../../src/testing/html-document.ts'

/** What a terminal obeys: control characters, and what turns the order of the letters around. */
// oxlint-disable-next-line no-control-regex -- these are what it is about
const obeyed = /[\0-\x1F\x7F-\x9F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/

const holds = (property: (text: string) => void) => fc.assert(fc.property(hostileText, property), fuzz(300))

describe('HTML', () => {
  test('nothing can open an element, an entity or leave an attribute', () => {
    expect(escapeHtml(`<a href="x" title='y'>&amp;</a>`)).toBe(
      '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;',
    )
    holds((text) => {
      expect(escapeHtml(text)).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/)
      expect(unescapeHtml(escapeHtml(text))).toBe(text)
    })
  })
})

describe('XML', () => {
  test.each([
    ['what XML cannot hold', '\0\u0008\u000B\u001F\uFFFE\uFFFF', '\uFFFD'.repeat(6)],
    ['half of a surrogate pair', 'a\uD800b\uDFFF', 'a\uFFFDb\uFFFD'],
    ['both halves are one character', '😀', '😀'],
    ['line ends, which an attribute would turn into blanks', 'a\r\n\tb', 'a&#13;&#10;&#9;b'],
    ['the end of a CDATA section', ']]>', ']]&gt;'],
    ['what a terminal obeys', '\u007F\u009B\u202E', '&#127;&#155;&#8238;'],
  ])('%s', (_, text, escaped) => {
    expect(escapeXml(text)).toBe(escaped)
  })

  test('holds no control character', () => {
    holds((text) => expect(escapeXml(text)).not.toMatch(obeyed))
  })
})

describe('JSON in a script', () => {
  test('cannot end the script or open a comment', () => {
    expect(scriptJson('</script><!--\u2028')).toBe(String.raw`"\u003c/script\u003e\u003c!--\u2028"`)
    holds((text) => {
      expect(scriptJson({ text })).not.toMatch(/[<>\u2028\u2029]/)
      expect(JSON.parse(scriptJson({ text }))).toEqual({ text })
    })
  })

  test('of nothing is null', () => {
    expect(scriptJson(undefined)).toBe('null')
  })
})

describe('Markdown', () => {
  test.each([
    ['*a* _b_ `c` ~d~ #e $f$', String.raw`\*a\* \_b\_ \`c\` \~d\~ \#e \$f\$`],
    ['[x](javascript:1) ![y](z)', String.raw`\[x\](javascript:1) !\[y\](z)`],
    ['a|b', String.raw`a\|b`],
    [String.raw`a\|b`, String.raw`a\\\|b`],
    ['<b>&amp;</b>', '&lt;b&gt;&amp;amp;&lt;/b&gt;'],
    ['one\r\n\ttwo\u2028three\u2029four', 'one two three four'],
    ['\u001B[31mred\u009B', '\uFFFD\\[31mred\uFFFD'],
    ['\u202Eevil\u2066', '\uFFFDevil\uFFFD'],
    ['\uD800', '\uFFFD'],
  ])('%j', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped)
  })
})
