import { ExpectedError } from '../../errors/errors.ts'

/** What came of something that may refuse what it was given. */
export type Outcome<T> = { readonly value: T; readonly refusal: null } | { readonly refusal: ExpectedError }

/** The value, or the error that tells a user what is wrong; anything else that is thrown is a bug, and thrown again. */
export function outcomeOf<T>(run: () => T): Outcome<T> {
  try {
    return { value: run(), refusal: null }
  } catch (error) {
    return refused(error)
  }
}

export async function outcomeOfAsync<T>(run: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await run(), refusal: null }
  } catch (error) {
    return refused(error)
  }
}

function refused(error: unknown): Outcome<never> {
  if (!(error instanceof ExpectedError)) throw error
  // Somebody has to do something about it.
  if (!/\w{2}/.test(error.message)) throw new TypeError(`it says nothing: ${JSON.stringify(error.message)}`)
  return { refusal: error }
}
