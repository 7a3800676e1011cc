/**
 * Sentences that are born where things happen, and that the JSON report holds in English: warnings, reasons, messages of
 * findings. The English sentence is the key of its translation, as in gettext, so the JSON needs nothing beside it, and
 * a report that was written long ago can be read in another language.
 *
 * `{name}` in a key stands for what differs and is shown as it is; `{#name}` for a number, written as the language has it;
 * `{@name}` for what is itself a sentence of a phrasebook. The translation holds `{name}` for each of them, or makes a
 * text of them.
 */
export type Phrasebook = Readonly<Record<string, Translation<string>>>

type Translation<Hole extends string> = string | ((parts: Readonly<Record<Hole, string>>) => string)

/** Names of what differs in a sentence. */
type Holes<Sentence extends string> = Sentence extends `${string}{${infer Hole}}${infer Rest}`
  ? PlainName<Hole> | Holes<Rest>
  : never

type PlainName<Hole extends string> = Hole extends `${'@' | '#'}${infer Name}` ? Name : Hole

type Parts<Sentence extends string> = [Holes<Sentence>] extends [never]
  ? []
  : [parts: Readonly<Record<Holes<Sentence>, string | number>>]

/** Says one of the sentences in English, ready for a report. A sentence that has no translation does not compile. */
export type Say<Book> = <Sentence extends keyof Book & string>(sentence: Sentence, ...parts: Parts<Sentence>) => string

/** Typed by itself: each translation knows what differs in its sentence. */
export function definePhrases<const Sentence extends string>(phrases: {
  readonly [Key in Sentence]: Translation<Holes<Key>>
}): { readonly [Key in Sentence]: Translation<Holes<Key>> } {
  return phrases
}

const hole = /\{[@#]?(\w+)\}/g

/** @throws {TypeError} from what it returns, for a sentence that is not in the book */
export function sayer<Book extends object>(book: Book): Say<Book> {
  return (sentence, ...[parts]) => {
    if (!Object.hasOwn(book, sentence)) throw new TypeError(`no phrasebook has "${sentence}"`)
    return filled(sentence, parts ?? {})
  }
}

function filled(sentence: string, parts: Readonly<Record<string, string | number>>): string {
  return sentence.replace(hole, (whole, name: string) => String(parts[name] ?? whole))
}

interface Pattern {
  /** What stands before, between and behind the holes. */
  readonly literals: readonly string[]
  readonly holes: readonly { readonly name: string; readonly mark: string }[]
  readonly translation: Translation<string>
  /** Characters that do not differ: of two sentences that fit, the one with more of them is meant. */
  readonly weight: number
}

/**
 * Reads English sentences of these books and says them in the other language. What is in none of them is given back as it
 * is: a sentence may be lost on its reader, but never to him.
 */
export function translator(books: readonly Phrasebook[]): (text: string) => string {
  // Made when the first sentence comes: most runs have none, and those in English ask for none.
  let patterns: readonly Pattern[] | null = null
  const translate = (text: string): string => {
    patterns ??= books.flatMap((book) => Object.entries(book).map(toPattern)).sort((a, b) => b.weight - a.weight)
    for (const { literals, holes, translation } of patterns) {
      const found = partsBetween(literals, text)
      if (found === null) continue
      const parts = Object.fromEntries(
        holes.map(({ name, mark }, at) => {
          const part = found[at] ?? ''
          // What is the whole text again would never end.
          if (mark === '@') return [name, part === text ? part : translate(part)]
          return [name, mark === '#' ? inUkrainian(part) : part]
        }),
      )
      return typeof translation === 'function' ? translation(parts) : filled(translation, parts)
    }
    return text
  }
  return translate
}

function toPattern([sentence, translation]: readonly [string, Translation<string>]): Pattern {
  const literals = sentence.split(/\{[@#]?\w+\}/)
  return {
    literals,
    holes: [...sentence.matchAll(/\{([@#]?)(\w+)\}/g)].map(([, mark = '', name = '']) => ({ name, mark })),
    translation,
    weight: literals.join('').length,
  }
}

/**
 * What of a text stands between these literals, each as early as it may; `null` where they are not in it in this order, or
 * leave something over. No expression: names and errors from outside are a part of what is read, and may be made to have
 * one go back and forth.
 */
function partsBetween(literals: readonly string[], text: string): readonly string[] | null {
  const [first = '', ...others] = literals
  const last = others.pop()
  if (last === undefined) return text === first ? [] : null
  const end = text.length - last.length
  if (!text.startsWith(first) || !text.endsWith(last) || end < first.length) return null
  const parts: string[] = []
  let from = first.length
  for (const literal of others) {
    const at = text.indexOf(literal, from)
    if (at === -1 || at + literal.length > end) return null
    parts.push(text.slice(from, at))
    from = at + literal.length
  }
  return [...parts, text.slice(from, end)]
}

/** `12 345,6` of `12,345.6`. */
function inUkrainian(figure: string): string {
  return figure.replaceAll(',', '\u00A0').replace('.', ',')
}
