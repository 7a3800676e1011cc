/**
 * Pieces in braces that a sentence of one language has and the same sentence of another lacks, by the path of the sentence,
 * in whichever form; also forms that a Ukrainian sentence of numbers lacks.
 */
export function wordFaults(words: object, translated: object): string[] {
  const wanted = new Map(sentencesOf(words).map(({ path, forms }) => [path, piecesOf(forms.other)]))
  return sentencesOf(translated).flatMap(({ path, forms }) => {
    const original = wanted.get(path) ?? ''
    const told = Object.entries(forms).flatMap(([form, text]) => {
      const pieces = piecesOf(text)
      // A language may say one without its number.
      if (form === 'one' || pieces === original) return []
      const at = form === 'other' ? path : `${path}.${form}`
      return [`${at} has "${pieces}" in the place of "${original}"`]
    })
    return [...told, ...lackingForms(forms).map((form) => `${path} has no "${form}"`)]
  })
}

type Forms = Readonly<Record<string, string>> & { readonly other: string }

interface Sentence {
  readonly path: string
  readonly forms: Forms
}

/** A sentence of one form is its `other`. */
function sentencesOf(value: object, path = ''): Sentence[] {
  return Object.entries(value).flatMap(([key, one]: [string, unknown]): Sentence[] => {
    const at = path === '' ? key : `${path}.${key}`
    if (typeof one === 'string') return [{ path: at, forms: { other: one } }]
    if (typeof one !== 'object' || one === null) return []
    return isForms(one) ? [{ path: at, forms: one }] : sentencesOf(one, at)
  })
}

function isForms(value: object): value is Forms {
  return 'other' in value && Object.values(value).every((form) => typeof form === 'string')
}

/** Without a number, and with one behind `з`, the noun is the same for all but one. */
function lackingForms(forms: Forms): string[] {
  if (forms['one'] === undefined || !/(?<!(?:^|\s)з )\{count\}/.test(forms.other)) return []
  return ['few', 'many'].filter((form) => forms[form] === undefined)
}

function piecesOf(sentence: string): string {
  const names = [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  return [...new Set(names)].sort().join(' ')
}
