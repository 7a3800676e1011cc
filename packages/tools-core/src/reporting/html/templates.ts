import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import ejs from 'ejs'

/** `templates/` lies beside `src/` and beside `dist/`. */
const templates = new URL('../../../templates/', import.meta.url)

/** Its license asks for this wherever it goes. */
const uplotNotice = '/*! uPlot: Copyright (c) 2022 Leon Sorokin, MIT License */'

/**
 * Markup of a template, in which every value is escaped. It finds its values in `page`, and may include what stands beside
 * it and the core's parts: `figures.ejs`, `chart.ejs`, `table.ejs`.
 */
export function renderTemplate(template: URL, values: object): string {
  const options = { filename: fileURLToPath(template), views: [fileURLToPath(templates)] }
  return ejs.compile(readFileSync(template, 'utf8'), { ...options, strict: true, localsName: 'page' })(values)
}

export function coreTemplate(name: string): URL {
  return new URL(name, templates)
}

/** Styles of a page with charts, tables and figures. */
export function pageStyles(): string {
  return `${readUplot('uPlot.min.css')}\n${readFileSync(coreTemplate('report.css'), 'utf8')}`
}

/** A page's own script, before it `drawChart`, which draws a {@link Chart} at its place. */
export function pageScript(script: URL): string {
  const parts = ["'use strict'", uplotNotice, readUplot('uPlot.iife.min.js')]
  return [...parts, ...[coreTemplate('charts.js'), script].map((file) => readFileSync(file, 'utf8'))].join('\n')
}

function readUplot(name: string): string {
  return readFileSync(createRequire(import.meta.url).resolve(`uplot/dist/${name}`), 'utf8')
}
