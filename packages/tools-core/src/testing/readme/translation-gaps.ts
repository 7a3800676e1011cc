/** What stands under one heading, which is in it. */
interface Section {
  readonly marks: string
  readonly title: string
  readonly text: string
}

/**
 * Where a README in another language no longer says what the English one says, section by section: code blocks (but for the
 * comments of a shell), code in the text, figures, links, lines of tables and lists. Empty where it says the same, as far as
 * that can be told without reading.
 */
export function translationGaps(english: string, translation: string): readonly string[] {
  const [wanted, present] = [sectionsOf(english), sectionsOf(translation)]
  const [outline, other] = [outlineOf(wanted), outlineOf(present)]
  if (outline !== other) return [`headings are ${outline} in English, and ${other} in the translation`]
  return wanted.flatMap(({ title, text }, at) =>
    facts.flatMap(([kind, read]) =>
      differences(read(text), read(present[at]?.text ?? '')).map((difference) => `${title}: ${kind} ${difference}`),
    ),
  )
}

const fence = /^(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1$/gm

function sectionsOf(readme: string): readonly Section[] {
  // What looks like a heading within a block of code is passed over together with it.
  const found = [...readme.matchAll(new RegExp(`${fence.source}|^(#{1,6}) (.*)$`, 'gm'))]
  const headings = found.filter(([, , marks]) => marks !== undefined)
  return headings.map(({ index, 2: marks = '', 3: title = '' }, at) => ({
    marks,
    title,
    text: readme.slice(index, headings[at + 1]?.index),
  }))
}

function outlineOf(sections: readonly Section[]): string {
  return sections.map(({ marks }) => marks).join(' ')
}

function differences(wanted: readonly string[], present: readonly string[]): readonly string[] {
  const [lacking, foreign] = [without(wanted, present), without(present, wanted)]
  return [
    ...(lacking.length > 0 ? [`only in English: ${lacking.join(', ')}`] : []),
    ...(foreign.length > 0 ? [`only in the translation: ${foreign.join(', ')}`] : []),
  ]
}

/** What is left of a list when each of the other has taken one away. */
function without(list: readonly string[], taken: readonly string[]): readonly string[] {
  const left = [...list]
  for (const each of taken) {
    const at = left.indexOf(each)
    if (at !== -1) left.splice(at, 1)
  }
  return left
}

/** What is the same in any language, and how it is read from a section. */
const facts: readonly (readonly [kind: string, read: (text: string) => readonly string[]])[] = [
  ['blocks', (text) => [...text.matchAll(fence)].map(([block]) => withoutComments(block))],
  // How often a name is said, and when, is the language's own.
  ['code', (text) => [...new Set([...proseOf(text).matchAll(inlineCode)].map(([code]) => code))]],
  ['figures', (text) => figuresOf(proseOf(text))],
  ['links', (text) => [...proseOf(text).matchAll(target)].map(([, link = '']) => inEnglish(link))],
  ['lines', (text) => [...proseOf(text).matchAll(/^[|-]/gm)].map(([mark]) => mark)],
]

const inlineCode = /`[^`\n]+`/g
const target = /\]\(([^)\s]+)\)/g

/** Comments of a shell are read by people, and may be in their language. */
function withoutComments(block: string): string {
  return block.startsWith('```sh\n') ? block.replaceAll(/(^|\s)# .*$/gm, '$1#') : block
}

function proseOf(text: string): string {
  return text.replaceAll(fence, '').replaceAll(/<!--[\s\S]*?-->/g, '')
}

/** `1,000` is `1 000` elsewhere, and `0.5` is `0,5`; both are told as `1000` and `0.5`. */
function figuresOf(text: string): readonly string[] {
  const words = text.replaceAll(inlineCode, '').replaceAll(target, ']')
  return [...words.matchAll(/\d+(?:[.,\u00A0\u202F]\d+)*/g)].map(([figure]) =>
    figure.replaceAll(/[\u00A0\u202F]|,(?=\d{3}(?!\d))/g, '').replaceAll(',', '.'),
  )
}

/** A README links to READMEs of its language, and to their headings in its words. */
function inEnglish(link: string): string {
  return link.replace(/README\.\w+\.md/, 'README.md').replace(/^((?:[^#]*README\.md)?)#.*/, '$1#')
}
