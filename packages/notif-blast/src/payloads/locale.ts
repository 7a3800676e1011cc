/** Languages that payloads are written in: the platform's. */
export const locales = ['uk', 'en'] as const

export type Locale = (typeof locales)[number]
