/** Latin words of one script run: what three or more of them in a row are is a sentence, and in no language but English. */
const sentence = /(?:[A-Za-z][a-z’']*[,;:]?\s+){2,}[A-Za-z][a-z’']*/g

/**
 * What is left in English in a text of another language: runs of three words and more.
 * @param names that are the same in every language: commands, options, names of people
 */
export function englishLeft(text: string, names: readonly (string | RegExp)[] = []): string[] {
  const without = names.reduce<string>((rest, name) => rest.replaceAll(name, ' · '), text)
  return without.match(sentence) ?? []
}
