import type { Chart } from './chart.ts'
import type { Figure } from './figure.ts'
import type { Table } from './table.ts'
import type { Tone } from './tone.ts'

/** A part of the page: what is asked, what was found in numbers, in pictures, and row by row. */
export interface Section {
  readonly id: string
  readonly title: string
  readonly intro: string
  /** How many it is about, beside the title and in the contents; left out where that says nothing. */
  readonly count?: { readonly text: string; readonly tone: Tone }
  /** Sentences that stand out. */
  readonly remarks: readonly string[]
  readonly figures: readonly Figure[]
  readonly charts: readonly Chart[]
  readonly tables: readonly Table[]
  /** Of the tool's own template, ready to print: what stands before the tables. */
  readonly markup?: string
  /** Parts of the report that it shows, such as `result.latency`: what is copied of it. */
  readonly paths: readonly string[]
}

export function section(parts: Pick<Section, 'id' | 'title' | 'intro'> & Partial<Section>): Section {
  return { remarks: [], figures: [], charts: [], tables: [], paths: [], ...parts }
}
