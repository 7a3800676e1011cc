import { maxSteps, type Context } from '../evaluate/context.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import { exportsOf } from '../modules/module-exports.ts'
import type { Project } from '../modules/project.ts'
import type { ParsedSource } from '../syntax/parse-source.ts'
import type { Renaming } from '../syntax/renamings.ts'
import { namesOf } from '../syntax/scope.ts'
import type { InvocationNode } from '../syntax/source-index.ts'
import type { CalledNames } from './called-names.ts'

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
  /** Second names by the first. */
  readonly #renamings = new Map<string, { file: ParsedSource; renaming: Renaming }[]>()
  readonly #defaults: DefaultImport[] = []
  /** `export { default as http } from './http'`: names under which default exports are handed on. */
  readonly #handedOn: { name: string; path: string; specifier: string }[] = []

  constructor(project: Project) {
    this.#project = project
  }

  add(path: string, file: ParsedSource): void {
    const { callsByName, callsByArgument, renamings } = file.index
    for (const byName of [callsByName, callsByArgument])
      for (const [name, calls] of byName) append(this.#calls, name, calls)
    for (const [name, known] of renamings)
      append(
        this.#renamings,
        name,
        known.map((renaming) => ({ file, renaming })),
      )
    for (const [local, declaration] of namesOf(file.source) ?? [])
      if (declaration.kind === 'import' && declaration.imported === 'default')
        this.#defaults.push({ file, local, path, specifier: declaration.specifier })
    for (const [name, target] of exportsOf(file.source).named)
      if (target.kind === 'reexport' && target.imported === 'default' && name !== 'default')
        this.#handedOn.push({ name, path, specifier: target.specifier })
  }

  /** Names under which other modules hand on what they know by one of these names. */
  otherNames(context: Context, called: CalledNames): string[] {
    const { defaultOf } = called
    const handedOn = this.#handedOn.filter(
      ({ path, specifier }) => defaultOf !== null && this.#project.resolveImport(path, specifier).includes(defaultOf),
    )
    const renamed = called.names
      .flatMap((name) => this.#renamings.get(name) ?? [])
      .filter(({ file, renaming }) => isHandedOn(renaming, file) && isSame(context, renaming, called))
    return [...handedOn.map(({ name }) => name), ...renamed.map(({ renaming }) => renaming.name)]
  }

  /** Calls that may be of what has these names, and calls that hand it on. */
  callsOf({ names, defaultOf }: CalledNames): InvocationNode[] {
    const calls = names.flatMap((name) => this.#calls.get(name) ?? [])
    for (const name of names)
      for (const { file, renaming } of this.#renamings.get(name) ?? []) calls.push(...callsIn(file, renaming.name))
    if (defaultOf === null) return calls
    for (const { file, local, path, specifier } of this.#defaults)
      if (this.#leadsTo(path, specifier, defaultOf)) calls.push(...callsIn(file, local))
    return calls
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

function append<T>(lists: Map<string, T[]>, key: string, items: readonly T[]): void {
  const list = lists.get(key)
  if (list) for (const item of items) list.push(item)
  else lists.set(key, [...items])
}
