import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { loadAll } from 'js-yaml'

/** A fenced block of a page. */
export interface Block {
  /** Of its opening fence, from 1. */
  readonly line: number
  readonly language: Language
  readonly text: string
  /** The file that the line before it names, as in "`m4sh.config.json`:". */
  readonly file: string | null
  /** The headings that it stands under, from the second level on. */
  readonly headings: readonly string[]
}

/** What a block is for, by its language: each is tried in a way of its own. */
const languages = ['yaml', 'json', 'sh', 'sql', 'crontab'] as const
type Language = (typeof languages)[number]

/**
 * All fenced blocks of a Markdown page.
 * @throws for a language that nothing here knows how to try, and for a fence that is not closed
 */
export function readPage(file: URL): Block[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  const blocks: Block[] = []
  const headings: string[] = []
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    const heading = /^(#{2,6}) (.+)$/.exec(line)
    if (heading) headings.splice((heading[1]?.length ?? 0) - 2, Infinity, heading[2] ?? '')
    const fence = /^\s*(?<marks>`{3,}|~{3,})\s*(?<language>\S*)/.exec(line)?.groups
    if (!fence) continue
    const end = lines.findIndex((other, number) => number > at && other.trim() === fence['marks'])
    const place = `${basename(file.pathname)}:${at + 1}`
    if (end === -1) throw new Error(`${place}: the block is not closed`)
    blocks.push({
      line: at + 1,
      language: languageOf(fence['language'] ?? '', place),
      text: lines.slice(at + 1, end).join('\n'),
      file: fileBefore(lines.slice(0, at)),
      headings: [...headings],
    })
    at = end
  }
  return blocks
}

function languageOf(name: string, place: string): Language {
  const language = languages.find((known) => known === name)
  if (!language) throw new Error(`${place}: nothing here tries a block of "${name}", only of ${languages.join(', ')}`)
  return language
}

function fileBefore(lines: readonly string[]): string | null {
  const before = lines.findLast((line) => line !== '') ?? ''
  return /^`([^`]+)`:$/.exec(before)?.[1] ?? null
}

/** The documents of a block of YAML, as whoever reads it. */
export function documentsOf(block: Block): unknown[] {
  return loadAll(block.text)
}
