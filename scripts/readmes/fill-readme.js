/**
 * A README with its generated parts made anew, and the English texts that they asked for.
 * @param {(readme: string, translate: (english: string) => string) => string} generate
 * @param {Readonly<Record<string, string>>} [texts] of its language, by the English ones; none for the English README
 * @returns {{text: string, asked: readonly string[], missing: readonly string[]}} `missing` stay English in `text`
 */
export function fillReadme(readme, generate, texts) {
  const asked = new Set()
  const has = (english) => texts === undefined || Object.hasOwn(texts, english)
  const text = generate(readme, (english) => {
    asked.add(english)
    return texts !== undefined && has(english) ? texts[english] : english
  })
  return { text, asked: [...asked], missing: [...asked].filter((english) => !has(english)) }
}
