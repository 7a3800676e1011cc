/** Rows to make beside those that are always there. */
export interface SeedCounts {
  users: number
  relations: number
  lessons: number
  messages: number
  notifications: number
}

/** The sizes of `--seed-data`, in rows. */
export const seedSizes = {
  small: { users: 20, relations: 20, lessons: 60, messages: 300, notifications: 200 },
  medium: { users: 1000, relations: 1200, lessons: 10_000, messages: 50_000, notifications: 50_000 },
  large: { users: 100_000, relations: 100_000, lessons: 300_000, messages: 1_000_000, notifications: 1_000_000 },
} as const satisfies Record<string, SeedCounts>

export type SeedSize = keyof typeof seedSizes
