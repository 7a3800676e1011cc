/** What narrows the rows of a table, or of all tables of a page that have none of their own. */
export interface Filter {
  /** Begins the names of what is chosen in the address: `ledger.kind=lost`. Empty for that of a page: `kind=lost`. */
  readonly id: string
  /** Of what may be searched for; empty where nothing has to be said. */
  readonly searchExample: string
  readonly facets: readonly Facet[]
}

/** A property of rows to choose by. */
export interface Facet {
  /** Key in `Row.facets`, and its name in the address. */
  readonly name: string
  readonly label: string
  /** Label of the choice that narrows nothing; `null` for the usual one. */
  readonly any: string | null
  readonly groups: readonly { readonly label: string | null; readonly options: readonly FacetOption[] }[]
}

export interface FacetOption {
  readonly value: string
  readonly label: string
  /** Rows of the whole that it lets through. */
  readonly count: number
}

/** Choices in the order in which rows have them, without those that no row has. */
export function facetOf(
  name: string,
  label: string,
  values: readonly string[],
  labelOf: (value: string) => string = (value) => value,
): Facet {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const options = [...counts].map(([value, count]) => ({ value, label: labelOf(value), count }))
  return { name, label, any: null, groups: [{ label: null, options }] }
}
