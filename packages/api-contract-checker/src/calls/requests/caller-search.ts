import { escapePattern } from '../syntax/escape-pattern.ts'
import type { Context } from '../evaluate/context.ts'
import type { Project } from '../modules/project.ts'
import type { ParsedSource } from '../syntax/parse-source.ts'
import type { InvocationNode } from '../syntax/source-index.ts'
import { CallIndex } from './call-index.ts'
import type { CalledNames } from './called-names.ts'
import { moduleWord } from '../modules/module-word.ts'

/** What may follow the word of a module in the specifier of an import. */
const specifierEnd = `(?:/index)?(?:\\.[cm]?[jt]sx?|\\.vue|\\.svelte)?['"\`]`

/** Finds who calls something, in files that nobody had a reason to parse before, if need be. */
export class CallerSearch {
  readonly #project: Project
  readonly #calls: CallIndex
  /** Names of functions that leave requests to their callers: calls of them in files parsed later count, too. */
  readonly #wanted = new Set<string>()

  constructor(project: Project) {
    this.#project = project
    this.#calls = new CallIndex(project)
  }

  add(path: string, parsed: ParsedSource): void {
    this.#calls.add(path, parsed)
  }

  /** Whether a function of that name is known to leave a request to its callers. */
  isWanted(name: string): boolean {
    return this.#wanted.has(name)
  }

  /** Calls in a file that hand on what is wanted. */
  handingOn({ index }: ParsedSource): InvocationNode[] {
    return [...this.#wanted].flatMap((name) => index.callsByArgument.get(name) ?? [])
  }

  /** Calls of a function, and calls that hand it on. */
  callersOf(context: Context, called: CalledNames): InvocationNode[] {
    this.#follow(context, called, ({ names, defaultOf }) => {
      const fresh = names.filter((name) => !this.#wanted.has(name))
      for (const name of fresh) this.#wanted.add(name)
      this.#parse(fresh, (words) => `(?<![\\w$])(?:${words})(?![\\w$])`)
      if (defaultOf !== null) this.#parse([moduleWord(defaultOf)], (word) => `(?<![\\w$])${word}${specifierEnd}`)
    })
    return this.#calls.callsOf(called)
  }

  /** Calls of a client by itself (`http({ url })`): only files in which something of its name is called are parsed. */
  callsOfClient(context: Context, called: CalledNames): InvocationNode[] {
    this.#follow(context, called, ({ names, defaultOf }) => {
      const calls = names.flatMap((name) => [`${name}(`, `${name}<`])
      this.#parse(calls, (words) => `(?<![\\w$])(?:${words})`)
      if (defaultOf !== null) this.#parseImporters(defaultOf)
    })
    return this.#calls.callsOf(called)
  }

  /** Adds the names under which a thing is handed on, as the files that do come up. */
  #follow(context: Context, called: CalledNames, search: (called: CalledNames) => void): void {
    for (let known = -1; known < called.names.length;) {
      known = called.names.length
      search(called)
      for (const name of this.#calls.otherNames(context, called))
        if (!called.names.includes(name)) called.names.push(name)
    }
  }

  #parse(words: readonly string[], toPattern: (words: string) => string): void {
    if (words.length === 0) return
    const pattern = new RegExp(toPattern(words.map(escapePattern).join('|')))
    for (const { path, text } of this.#project.files.values())
      // A search for the bare words is many times as fast as the pattern, and nearly always says no.
      if (!this.#project.isParsed(path) && words.some((word) => text.includes(word)) && pattern.test(text))
        this.#project.parse(path)
  }

  /** Files that import a module by its default and call what they imported. */
  #parseImporters(module: string): void {
    const word = moduleWord(module)
    const imports = new RegExp(
      `\\bimport\\s+([\\w$]+)[^'"\`;]*?\\bfrom\\s*['"][^'"]*${escapePattern(word)}${specifierEnd}`,
      'g',
    )
    for (const { path, text } of this.#project.files.values()) {
      if (this.#project.isParsed(path) || !text.includes(word)) continue
      const locals = [...text.matchAll(imports)].map(([, local = '']) => escapePattern(local))
      if (locals.some((local) => new RegExp(`(?<![\\w$.])${local}\\s*[(<]`).test(text))) this.#project.parse(path)
    }
  }
}
