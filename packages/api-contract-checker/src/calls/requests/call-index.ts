import { exportsOf } from '../modules/module-exports.ts'
import type { Project } from '../modules/project.ts'
import { ts } from '../syntax/compiler.ts'
import type { ParsedSource } from '../syntax/parse-source.ts'
import { namesOf } from '../syntax/scope.ts'
import type { InvocationNode } from '../syntax/source-index.ts'
import type { FunctionNames } from './function-names.ts'

/** Another name that something has in one file. */
interface Alias {
  file: ParsedSource
  local: string
}

/** The calls of all files parsed so far, by the names under which functions are called in them. */
export class CallIndex {
  readonly #project: Project
  readonly #calls = new Map<string, InvocationNode[]>()
  /** Local names by imported or taken-out name, where they differ. */
  readonly #aliases = new Map<string, Alias[]>()
  /** Default imports, under a name of the importer's choice. */
  readonly #defaults: (Alias & { path: string; specifier: string })[] = []
  /** `export { default as http } from './http'`: names under which default exports are handed on. */
  readonly #handedOn: { name: string; path: string; specifier: string }[] = []

  constructor(project: Project) {
    this.#project = project
  }

  add(path: string, file: ParsedSource): void {
    for (const byName of [file.index.callsByName, file.index.callsByArgument])
      for (const [name, calls] of byName) {
        const known = this.#calls.get(name)
        if (known) known.push(...calls)
        else this.#calls.set(name, [...calls])
      }
    this.#addAliases(path, file)
    for (const [name, target] of exportsOf(file.source).named)
      if (target.kind === 'reexport' && target.imported === 'default' && name !== 'default')
        this.#handedOn.push({ name, path, specifier: target.specifier })
  }

  /** Names under which other modules hand on the default export of a file. */
  namesOfDefault(defaultOf: string): string[] {
    return this.#handedOn
      .filter(({ path, specifier }) => this.#project.resolveImport(path, specifier).includes(defaultOf))
      .map(({ name }) => name)
  }

  #addAliases(path: string, file: ParsedSource): void {
    for (const [local, declaration] of namesOf(file.source) ?? []) {
      if (declaration.kind === 'import') {
        const { imported, specifier } = declaration
        if (imported !== local && imported !== '*') this.#addAlias(imported, { file, local })
        if (imported === 'default') this.#defaults.push({ file, local, path, specifier })
      } else if (declaration.kind === 'variable') {
        const taken = declaration.element?.propertyName
        if (taken && ts.isIdentifier(taken)) this.#addAlias(taken.text, { file, local })
      }
    }
  }

  #addAlias(name: string, alias: Alias): void {
    const known = this.#aliases.get(name)
    if (known) known.push(alias)
    else this.#aliases.set(name, [alias])
  }

  /** Calls that may be of a function of these names, and calls that hand it on. */
  callsOf({ names, defaultOf }: FunctionNames): InvocationNode[] {
    const calls = names.flatMap((name) => this.#calls.get(name) ?? [])
    for (const name of names)
      for (const { file, local } of this.#aliases.get(name) ?? []) calls.push(...callsIn(file, local))
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

function callsIn({ index }: ParsedSource, name: string): InvocationNode[] {
  return [...(index.callsByName.get(name) ?? []), ...(index.callsByArgument.get(name) ?? [])]
}
