import { createRequire } from 'node:module'
import type * as sfc from '@vue/compiler-sfc'

/** The script of a component file, at its own place in a text otherwise blank. */
export interface ComponentScript {
  text: string
  /** Extension that the script counts as. */
  extension: string
}

/** Expressions in a template that can send a request: an HTTP word, or a call with a path in quotes or in a constant. */
const interesting =
  /\b(?:fetch|axios|ky|sendBeacon|request|get|post|put|patch|delete)\b|\$(?:http|axios|api)\b|\(\s*(?:['"`]\/|[A-Z][A-Z\d_]+\b)/

let compiler: typeof sfc | undefined

/** `@vue/compiler-sfc` takes 0.2 s to load: only a tree with components in it pays. */
function vueCompiler(): typeof sfc {
  compiler ??= createRequire(import.meta.url)('@vue/compiler-sfc') as typeof sfc
  return compiler
}

/** Both script blocks of a Vue component and the template's expressions that can send a request. */
export function vueScript(fileName: string, text: string): ComponentScript {
  const { descriptor } = vueCompiler().parse(withoutDullTemplate(text), {
    filename: fileName,
    sourceMap: false,
    ignoreEmpty: true,
    templateParseOptions: { prefixIdentifiers: false },
  })
  const kept = new BlankedText(text)
  let extension = '.js'
  for (const block of [descriptor.script, descriptor.scriptSetup]) {
    if (!block) continue
    kept.keep(block.loc.start.offset, block.loc.end.offset)
    if (block.lang) extension = `.${block.lang}`
  }
  const template = descriptor.template
  if (template?.ast && interesting.test(template.content)) keepTemplateExpressions(template.ast, kept, text)
  return { text: kept.toString(), extension }
}

/**
 * Two thirds of the compiler's time go into the template: one in which nothing can send a request is blanked out first,
 * where its tags stand at the beginning of a line as they do by convention.
 */
function withoutDullTemplate(text: string): string {
  const opening = /^<template\b[^>]*>/m.exec(text)
  const end = text.lastIndexOf('\n</template>')
  if (!opening || end < opening.index) return text
  const start = opening.index + opening[0].length
  const content = text.slice(start, end)
  // A script inside of what was taken for the template: the tags do not stand where they should.
  if (interesting.test(content) || /^<\/?(?:script|template)\b/m.test(content)) return text
  return text.slice(0, start) + blank(content) + text.slice(end)
}

interface TemplateNode {
  type: number
  props?: { type: number; name: string; exp?: { loc: { start: { offset: number }; end: { offset: number } } } }[]
  children?: unknown[]
  content?: { loc?: { start: { offset: number }; end: { offset: number } } }
}

const interpolation = 5
const directive = 7

function keepTemplateExpressions(root: unknown, kept: BlankedText, text: string): void {
  const visit = (node: TemplateNode): void => {
    for (const property of node.props ?? []) {
      // `v-for` and `v-slot` hold no plain expression.
      if (property.type !== directive || property.name === 'for' || property.name === 'slot' || !property.exp) continue
      keepExpression(kept, text, property.exp.loc.start.offset, property.exp.loc.end.offset)
    }
    if (node.type === interpolation && node.content?.loc)
      keepExpression(kept, text, node.content.loc.start.offset, node.content.loc.end.offset)
    for (const child of node.children ?? []) visit(child as TemplateNode)
  }
  visit(root as TemplateNode)
}

/**
 * Keeps one template expression as a statement of its own: the quotes around it become braces, so its position stays. An
 * object or function at its beginning would be read as a block or declaration there: it gets parentheses.
 */
function keepExpression(kept: BlankedText, text: string, start: number, end: number): void {
  const expression = text.slice(start, end)
  if (start < 2 || end + 1 >= text.length || !interesting.test(expression)) return
  const isValue = /^\s*(?:\{|(?:async\s+)?function\b)/.test(expression)
  kept.keep(start, end)
  if (isValue) kept.put(start - 2, '{')
  kept.put(start - 1, isValue ? '(' : '{')
  kept.put(end, isValue ? ')' : '}')
  if (isValue) kept.put(end + 1, '}')
}

const svelteScript = /<script\b([^>]*)>([\s\S]*?)<\/script\s*>/gi
const svelteStyle = /<style\b[^>]*>[\s\S]*?<\/style\s*>/gi

/**
 * The scripts of a Svelte component and the `{…}` expressions of its markup that can send a request. Svelte's own
 * compiler is not needed to find them, and would be the heaviest dependency of the package.
 */
export function svelteComponentScript(text: string): ComponentScript {
  const kept = new BlankedText(text)
  let extension = '.js'
  let markup = text
  for (const match of text.matchAll(svelteScript)) {
    const start = match.index + match[0].indexOf('>', '<script'.length + (match[1]?.length ?? 0)) + 1
    kept.keep(start, start + (match[2]?.length ?? 0))
    if (/\blang\s*=\s*["']?(?:ts|typescript)\b/i.test(match[1] ?? '')) extension = '.ts'
    markup = cover(markup, match.index, match[0].length)
  }
  for (const match of text.matchAll(svelteStyle)) markup = cover(markup, match.index, match[0].length)
  for (const [start, end] of braces(markup)) {
    const inner = markup.slice(start + 1, end)
    if (!interesting.test(inner)) continue
    const [from, to] = svelteExpression(inner)
    keepExpression(kept, text, start + 1 + from, start + 1 + to)
  }
  return { text: kept.toString(), extension }
}

/** What stands between braces of Svelte's markup and is script: `{#await <expression> then x}`, `{@html <expression>}`. */
function svelteExpression(inner: string): [from: number, to: number] {
  const keyword = /^(?:#(?:if|each|await|key)|:else if|@\w+)\s/.exec(inner)
  if (!keyword) return /^[#:/]/.test(inner) ? [0, 0] : [0, inner.length]
  const from = keyword[0].length
  const rest = inner.slice(from)
  const names = keyword[0].startsWith('#each')
    ? /\sas\s/
    : keyword[0].startsWith('#await')
      ? /\s(?:then|catch)\b/
      : null
  const end = names ? rest.search(names) : -1
  return [from, end === -1 ? inner.length : from + end]
}

function cover(text: string, start: number, length: number): string {
  return text.slice(0, start) + ' '.repeat(length) + text.slice(start + length)
}

/** Outermost `{…}` pairs, strings skipped. */
function* braces(text: string): Generator<[number, number]> {
  let depth = 0
  let start = 0
  let quote = ''
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at)
    if (depth > 0 && quote !== '') {
      if (char === '\\') at++
      else if (char === quote) quote = ''
    } else if (depth > 0 && (char === '"' || char === "'" || char === '`')) quote = char
    else if (char === '{' && depth++ === 0) start = at
    else if (char === '}' && depth > 0 && --depth === 0) yield [start, at]
  }
}

/** A text in which only chosen stretches remain; the rest is spaces, line ends kept. */
class BlankedText {
  readonly #text: string
  readonly #pieces: { start: number; text: string }[] = []

  constructor(text: string) {
    this.#text = text
  }

  keep(start: number, end: number): void {
    this.#pieces.push({ start, text: this.#text.slice(start, end) })
  }

  put(at: number, char: string): void {
    this.#pieces.push({ start: at, text: char })
  }

  toString(): string {
    let out = ''
    let at = 0
    for (const piece of this.#pieces.sort((a, b) => a.start - b.start)) {
      if (piece.start < at) continue
      out += blank(this.#text.slice(at, piece.start)) + piece.text
      at = piece.start + piece.text.length
    }
    return out + blank(this.#text.slice(at))
  }
}

function blank(text: string): string {
  return text.replace(/[^\r\n\u2028\u2029]+/g, (run) => ' '.repeat(run.length))
}
