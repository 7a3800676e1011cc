import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import ejs from 'ejs'
import type { Language } from '../../language/index.ts'
import { encodePercent } from '../../values/encode-percent.ts'
import { pageWords } from './page-words.ts'
import { escapeHtml } from '../escape.ts'
import { type Forms, type Said, say } from './say.ts'

/** `templates/` lies beside `src/` and beside `dist/`. */
const templates = new URL('../../../templates/', import.meta.url)

/** Its license asks for this wherever it goes. */
const uplotNotice = '/*! uPlot: Copyright (c) 2022 Leon Sorokin, MIT License */'

/** In their order: print beats what is for the screen. */
const styleSheets = ['report.css', 'charts.css', 'tables.css', 'print.css']

/** Each uses what those before it declare. */
const reportScripts = ['filters.js', 'tables.js', 'address.js', 'copy.js', 'report.js']

/**
 * Markup of a template, in which every value is escaped. It finds its values in `page`, with them `words` and `say` of the
 * language, `sentence` for texts that name flags and `encode` for links, and may include what stands beside it and the core's
 * parts: `figures.ejs`, `chart.ejs`, `table.ejs`.
 */
export function renderTemplate(template: URL, values: object, language: Language): string {
  // What is included a hundred times is read and compiled once.
  const options = { filename: fileURLToPath(template), views: [fileURLToPath(templates)], cache: true }
  const render = ejs.compile(readFileSync(template, 'utf8'), { ...options, strict: true, localsName: 'page' })
  const sayHere = (sentence: string | Forms, parts?: Said) => say(sentence, parts, language)
  return render({
    words: pageWords[language],
    say: sayHere,
    sentence: withWholeFlags,
    encode: encodePercent,
    ...values,
  })
}

/** Markup of a text in which no line breaks behind the hyphens of a flag. */
function withWholeFlags(text: string): string {
  return escapeHtml(text).replace(/(?<![\w-])--[a-z][\w-]*/g, '<span class="flag">$&</span>')
}

export function coreTemplate(name: string): URL {
  return new URL(name, templates)
}

/** Styles of a page with charts, tables and figures. */
export function pageStyles(): string {
  return [readUplot('uPlot.min.css'), ...styleSheets.map((name) => read(coreTemplate(name)))].join('\n')
}

/** A page's own script, before it `drawChart`, which draws a {@link Chart} at its place. */
export function pageScript(script: URL): string {
  return joined([script])
}

/** The scripts of a report, and the tool's own behind them. */
export function reportScript(own?: URL): string {
  return joined([...reportScripts.map(coreTemplate), ...(own ? [own] : [])])
}

function joined(scripts: readonly URL[]): string {
  const first = ["'use strict'", uplotNotice, readUplot('uPlot.iife.min.js')]
  return [...first, ...[coreTemplate('page.js'), coreTemplate('charts.js'), ...scripts].map(read)].join('\n')
}

function read(file: URL): string {
  return readFileSync(file, 'utf8')
}

function readUplot(name: string): string {
  return readFileSync(createRequire(import.meta.url).resolve(`uplot/dist/${name}`), 'utf8')
}
