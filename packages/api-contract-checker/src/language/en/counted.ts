/** A sentence in each form that a language has for numbers; `other` where no other fits. */
export type Counted = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string }

/** In English; another language has more forms, or one. */
export function counted(one: string, other: string): Counted {
  return { one, other }
}
