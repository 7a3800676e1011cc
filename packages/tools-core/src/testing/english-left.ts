/** Three Latin words in a row, or more: in a text of another script that is a sentence which nobody has translated. */
const sentence = /(?:[A-Za-z][a-z’']*[,;:]?\s+){2,}[A-Za-z][a-z’']*/g

/**
 * What is left in English in a text of another language: runs of three words and more.
 * @param names that are the same in every language: commands, options, names of people
 */
export function englishLeft(text: string, names: readonly (string | RegExp)[] = []): string[] {
  const without = names.reduce<string>((rest, name) => rest.replaceAll(name, ' · '), text)
  return without.match(sentence) ?? []
}

/** All texts of what a page is made of, however deep. */
export function textsIn(part: unknown): string[] {
  if (typeof part === 'string') return [part]
  return typeof part === 'object' && part !== null ? Object.values(part).flatMap(textsIn) : []
}
