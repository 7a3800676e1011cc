import * as fc from 'fast-check'

/** What means something to a reader of one of the formats, and whatever lies at the borders of Unicode. */
const pieces = {
  control: [
    '\0',
    '\u0007',
    '\b',
    '\t',
    '\n',
    '\r',
    '\r\n',
    '\u000B',
    '\u007F',
    '\u009B',
    '\u001B[31m',
    '\u001B]0;x\u0007',
  ],
  unicode: ['\u0085', '\u2028', '\u2029', '\uFEFF', '\uFFFE', '\uFFFF', '\uD800', '\uDFFF', '😀', 'e\u0301', '漢', 'ї'],
  direction: ['\u061C', '\u200E', '\u200F', '\u202A', '\u202E', '\u2066', '\u2069'],
  markup: [
    '<',
    '>',
    '&',
    '"',
    "'",
    '`',
    '&lt;',
    '&#60;',
    ']]>',
    '<![CDATA[',
    '<!--',
    '-->',
    '<?xml ?>',
    '<!doctype x>',
  ],
  elements: ['</script>', '<script>alert(1)</script>', '</style>', '</title>', '<img src=x onerror=alert(1)>'],
  attributes: ['javascript:alert(1)', '" onload="alert(1)', "' onload='alert(1)"],
  // oxlint-disable-next-line no-template-curly-in-string -- text like the others
  templates: ['<%= 1 %>', '${x}', '{{x}}', '$&', '$1'],
  objects: ['__proto__', 'constructor', 'toString', 'undefined', 'NaN'],
  formulas: ['=', '+', '-', '@', "=cmd|'/C calc'!A0", '＝', ';', ',', '""', ';=1', ';"=1'],
  markdown: ['|', '\\', '\\|', '*', '_', '[x](y)', '![x](y)', '# ', '~~', '$x$', '> ', '---', '\n\n|x|y|\n'],
  commands: ['::error::x', '::', '##[error]'],
  addresses: ['%', '%0A', '%25', ':', '/', '../', '?', '#'],
  plain: [' ', 'a', 'Z', '0'],
}

/** A text made to be taken for something else. */
export const hostileText: fc.Arbitrary<string> = fc.string({
  unit: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...Object.values(pieces).flat()) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 1 }) },
  ),
  maxLength: 8,
})

/** The same, now and then as long as a page. */
export const hostileLongText: fc.Arbitrary<string> = fc.oneof(
  { weight: 9, arbitrary: hostileText },
  {
    weight: 1,
    arbitrary: fc.tuple(hostileText, fc.integer({ min: 100, max: 2000 })).map(([text, times]) => text.repeat(times)),
  },
)

/** As UTF-8 holds it: half of a surrogate pair is none of its characters. */
export function asUtf8(text: string): string {
  return Buffer.from(text).toString()
}
