import type { Forms } from '../../language/forms.ts'

export { type Forms, forms } from '../../language/forms.ts'

/** What is put into the braces of a sentence; numbers are written as the language does. `count` chooses the form. */
export type Said = Readonly<Record<string, string | number>>

/** `Link to {what}` with its pieces. The scripts of a page have the same by the same name: templates/page.js. */
export function say(sentence: string | Forms, values: Said = {}, locale = 'en'): string {
  const { count } = values
  const text =
    typeof sentence === 'string'
      ? sentence
      : (sentence[new Intl.PluralRules(locale).select(Number(count))] ?? sentence.other)
  return text.replace(/\{(\w+)\}/g, (braces, name: string) => {
    const value = values[name]
    return typeof value === 'number' ? value.toLocaleString(locale) : (value ?? braces)
  })
}
