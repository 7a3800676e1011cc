/** A sentence in each form that a language has for numbers; `other` where no other fits. */
export type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string }

/** A sentence of two forms, as English has them: another language may have more, or one. */
export function forms(one: string, other: string): Forms {
  return { one, other }
}
