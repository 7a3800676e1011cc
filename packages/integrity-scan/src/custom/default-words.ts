import { say } from '../language/phrases.ts'

/** What is said of a check of which the config file says no more than its title. */
export function defaultExplanation(title: string): string {
  return say('{title}. The config file describes this check.', { title })
}

export const defaultAdvice = say('See the config file, which describes this check.')
