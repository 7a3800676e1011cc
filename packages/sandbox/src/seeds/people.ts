import { faker as english } from '@faker-js/faker/locale/en'
import { faker as ukrainian } from '@faker-js/faker/locale/uk'
import type { Role } from '../database/database.ts'
import { Random } from '@m4sh/tools-core/values/random'
import type { Locale } from './texts.ts'

export interface Person {
  firstName: string
  lastName: string
  locale: Locale
  timezone: string
}

/** Faker makes 44,000 names a second; a few hundred of each kind, combined, are as good and cost nothing. */
const poolSize = 300
const timezones: Record<Locale, readonly string[]> = {
  uk: ['Europe/Kyiv', 'Europe/Kyiv', 'Europe/Kyiv', 'Europe/Warsaw', 'Europe/Berlin'],
  en: ['Europe/London', 'America/New_York', 'Europe/Berlin', 'Asia/Tokyo', 'UTC'],
}

const fakers = { uk: ukrainian, en: english }

interface NamePool {
  male: readonly (readonly [first: string, last: string])[]
  female: readonly (readonly [first: string, last: string])[]
}

/** Makes people: seven of ten with Ukrainian names. */
export class People {
  readonly #random: Random
  readonly #pools: Record<Locale, NamePool>

  constructor(seed: number) {
    this.#random = new Random(seed, 1)
    this.#pools = { uk: namePool('uk', seed), en: namePool('en', seed) }
  }

  next(): Person {
    const random = this.#random
    const locale = random.chance(0.7) ? 'uk' : 'en'
    const pool = this.#pools[locale][random.chance(0.5) ? 'male' : 'female']
    return {
      firstName: random.pick(pool)[0],
      lastName: random.pick(pool)[1],
      locale,
      timezone: random.pick(timezones[locale]),
    }
  }
}

/** Ukrainian family names differ by sex, so first and last names are drawn from the same half. */
function namePool(locale: Locale, seed: number): NamePool {
  const faker = fakers[locale]
  faker.seed(seed)
  const half = (sex: 'male' | 'female'): NamePool['male'] =>
    Array.from({ length: poolSize }, () => [faker.person.firstName(sex), faker.person.lastName(sex)] as const)
  return { male: half('male'), female: half('female') }
}

/** Every tenth teaches. */
export function roleOf(position: number): Role {
  return position % 10 === 0 ? 'tutor' : 'student'
}
