import type { Localization } from '@m4sh/tools-core/language'

/** Sentences that a field of the report holds one behind the other. */
export function translateAll({ translate }: Localization, text: string): string {
  return text
    .split(/(?<=\.) /)
    .map(translate)
    .join(' ')
}
