export interface Person {
  /** `null` for somebody invented: a payload never points to a row that is somebody else's. */
  readonly id: number | string | null
  /** In full. */
  readonly name: string
}

export interface CastLesson {
  /** `null` for one that is invented. */
  readonly id: number | string | null
  readonly tutor: Person
  readonly student: Person
  readonly start: Date
  readonly end: Date
}

/** Who and what notifications speak of: taken from the database where it has any, else invented. */
export interface Cast {
  readonly people: readonly Person[]
  readonly lessons: readonly CastLesson[]
  /** Ids of those who get the notifications, as texts: they do not write to themselves. Empty where they are many. */
  readonly recipients?: ReadonlySet<string>
}
