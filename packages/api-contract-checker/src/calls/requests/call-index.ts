import { append } from '../../append.ts'
import { maxSteps, type Context } from '../evaluate/context.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import { exportsOf } from '../modules/module-exports.ts'
import type { Project } from '../modules/project.ts'
import type { ParsedSource } from '../syntax/parse-source.ts'
import type { Renaming } from '../syntax/renamings.ts'
import { namesOf } from '../syntax/scope.ts'
import type { InvocationNode } from '../syntax/source-index.ts'
import type { CalledNames } from './called-names.ts'
import { mayBeAlias, moduleWord, specifierWord } from '../modules/module-word.ts'

/** A default import, under a name of the importer's choice. */
interface DefaultImport {
  file: ParsedSource
  local: string
  path: string
  specifier: string
}

/** The calls of all files parsed so far, by the names under which functions are called in them. */
export class CallIndex {
  readonly #project: Project
  readonly #calls = new Map<string, InvocationNode[]>()
  readonly #files: ParsedSource[] = []
  /** By the word that names the module. */
  readonly #defaults = new Map<string | null, DefaultImport[]>()
  /** Words of modules that hand the default export of another one on as their own. */
  readonly #barrels = new Set<string>()
  /** `export { default as http } from './http'`: names under which default exports are handed on. */
  readonly #handedOn: { name: string; path: string; specifier: string }[] = []

  constructor(project: Project) {
    this.#project = project
  }

  add(path: string, file: ParsedSource): void {
    this.#files.push(file)
    const { callsByName, callsByArgument } = file.index
    for (const byName of [callsByName, callsByArgument])
      for (const [name, calls] of byName) for (const call of calls) append(this.#calls, name, call)
    for (const [local, declaration] of namesOf(file.source) ?? [])
      if (declaration.kind === 'import' && declaration.imported === 'default') {
        const { specifier } = declaration
        const word = mayBeAlias(specifier) ? null : specifierWord(path, specifier)
        append(this.#defaults, word, { file, local, path, specifier })
      }
    for (const [name, target] of exportsOf(file.source).named) {
      if (target.kind !== 'reexport' || target.imported !== 'default') continue
      if (name === 'default') this.#barrels.add(moduleWord(path))
      else this.#handedOn.push({ name, path, specifier: target.specifier })
    }
  }

  /** Names under which other modules hand on what they know by one of these names. */
  otherNames(context: Context, called: CalledNames): string[] {
    const { defaultOf } = called
    const handedOn = this.#handedOn.filter(
      ({ path, specifier }) => defaultOf !== null && this.#project.resolveImport(path, specifier).includes(defaultOf),
    )
    const renamed = this.#renamingsOf(called).filter(
      ({ file, renaming }) => isHandedOn(renaming, file) && isSame(context, renaming, called),
    )
    return [...handedOn.map(({ name }) => name), ...renamed.map(({ renaming }) => renaming.name)]
  }

  /** Calls that may be of what has these names, and calls that hand it on. */
  callsOf(called: CalledNames): InvocationNode[] {
    const { names, defaultOf } = called
    const calls = names.flatMap((name) => this.#calls.get(name) ?? [])
    for (const { file, renaming } of this.#renamingsOf(called)) calls.push(...callsIn(file, renaming.name))
    if (defaultOf === null) return calls
    for (const word of new Set([moduleWord(defaultOf), ...this.#barrels, null]))
      for (const { file, local, path, specifier } of this.#defaults.get(word) ?? [])
        if (this.#leadsTo(path, specifier, defaultOf)) calls.push(...callsIn(file, local))
    return calls
  }

  #renamingsOf({ names }: CalledNames): { file: ParsedSource; renaming: Renaming }[] {
    return this.#files.flatMap((file) =>
      names.flatMap((name) => (file.index.renamings.get(name) ?? []).map((renaming) => ({ file, renaming }))),
    )
  }

  /** Whether an import means a file, or a module that may hand its default export on as its own. */
  #leadsTo(path: string, specifier: string, defaultOf: string): boolean {
    const [found] = this.#project.resolveImport(path, specifier)
    if (found === undefined) return false
    if (this.#project.resolveImport(path, specifier).includes(defaultOf)) return true
    const parsed = this.#project.isParsed(found) ? this.#project.parse(found) : null
    return parsed !== null && exportsOf(parsed.source).named.get('default')?.kind === 'reexport'
  }
}

/** Whether a second name is one by which other files know the thing. */
export function isHandedOn({ isMember, name }: Renaming, { source }: ParsedSource): boolean {
  return isMember || exportsOf(source).named.has(name)
}

/** `{ load: json }` names the function `json` only where `json` is that function. */
function isSame(context: Context, { value }: Renaming, { is }: CalledNames): boolean {
  if (!value) return true
  context.budget = maxSteps
  return evaluate(context, value, null).some((one) => is(one.value))
}

export function callsIn({ index }: ParsedSource, name: string): InvocationNode[] {
  return [...(index.callsByName.get(name) ?? []), ...(index.callsByArgument.get(name) ?? [])]
}
