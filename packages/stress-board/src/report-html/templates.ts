import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import ejs from 'ejs'

/** Its license asks for this wherever it goes. */
const uplotNotice = '/*! uPlot: Copyright (c) 2022 Leon Sorokin, MIT License */'

/** Markup of a template, in which every value is escaped. */
export function renderTemplate(name: string, values: object): string {
  const filename = fileURLToPath(templateUrl(name))
  return ejs.compile(readTemplate(name), { filename, strict: true, localsName: 'page' })(values)
}

/** Styles of both pages, those of the charts first. */
export function pageStyles(): string {
  return `${readUplot('uPlot.min.css')}\n${readTemplate('page.css')}`
}

/** A page's own script, with what draws its charts. */
export function pageScript(name: string): string {
  const parts = [
    "'use strict'",
    uplotNotice,
    readUplot('uPlot.iife.min.js'),
    readTemplate('charts.js'),
    readTemplate(name),
  ]
  return parts.join('\n')
}

function readTemplate(name: string): string {
  return readFileSync(templateUrl(name), 'utf8')
}

function readUplot(name: string): string {
  return readFileSync(createRequire(import.meta.url).resolve(`uplot/dist/${name}`), 'utf8')
}

/** `templates/` lies beside `src/` and beside `dist/`. */
function templateUrl(name: string): URL {
  return new URL(`../../templates/${name}`, import.meta.url)
}
