import { type Block } from './read-page.ts'
import { stepName } from './shell-steps.ts'

/** Remembers what of the page has been run. */
export class Tried {
  readonly #names = new Set<string>()

  add(block: Block, path: readonly (string | number)[] = []): void {
    this.#names.add(stepName(block, path))
  }

  has(name: string): boolean {
    return this.#names.has(name)
  }
}
