import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The changesets of a checkout. @returns {{file: string, bumps: Record<string, string>, summary: string}[]} */
export function readChangesets(checkout) {
  const folder = join(checkout, '.changeset')
  return readdirSync(folder)
    .filter((file) => file.endsWith('.md') && file !== 'README.md')
    .map((file) => ({ file, ...parseChangeset(readFileSync(join(folder, file), 'utf8')) }))
}

export function parseChangeset(text) {
  const [, head, summary] = /^---\n(.*?)---\n(.*)$/s.exec(text) ?? []
  if (head === undefined) throw new Error(`This is no changeset:\n${text}`)
  const bumps = [...head.matchAll(/^['"]?([^'":]+)['"]?: *(\w+) *$/gm)].map(([, name, bump]) => [name, bump])
  return { bumps: Object.fromEntries(bumps), summary: summary.trim() }
}

export function readChangelog({ path }) {
  const file = join(path, 'CHANGELOG.md')
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}
