/** What a report can be read in. */
export const languages = ['en', 'uk'] as const

/** One of {@link languages}. */
export type Language = (typeof languages)[number]

/**
 * What was asked for, else what the environment speaks, as POSIX has it: `LC_ALL`, `LC_MESSAGES`, `LANG`, the first that
 * is set. What is no language of ours is English.
 */
export function languageOf(wanted: Language | undefined, env: Readonly<Record<string, string | undefined>>): Language {
  if (wanted !== undefined) return wanted
  const locale = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((value) => value !== undefined && value !== '')
  const name = /^[A-Za-z]+/.exec(locale ?? '')?.[0].toLowerCase()
  return languages.find((language) => language === name) ?? 'en'
}
