// The yardstick: reads and parses every source file below a folder with the TypeScript parser that ts-morph carries,
// scripts of Vue components included, and does nothing else.
import { createRequire } from 'node:module'
import { readFileSync, readdirSync } from 'node:fs'
import { join, sep } from 'node:path'

const from = createRequire(new URL('../../packages/api-contract-checker/package.json', import.meta.url))
const { ts } = from('ts-morph')
const { parse } = from('@vue/compiler-sfc')

const leftOut = /(?:^|[\\/])(?:node_modules|dist|__tests__|tests?)[\\/]|\.(?:test|spec)\./
let files = 0
for (const entry of readdirSync(process.argv[2], { recursive: true })) {
  const kind = /\.(vue|[cm]?[jt]sx?)$/.exec(entry)?.[1]
  if (!kind || leftOut.test(entry.split(sep).join('/')) || entry.endsWith('.d.ts')) continue
  let text = readFileSync(join(process.argv[2], entry), 'utf8')
  if (kind === 'vue') {
    const { descriptor } = parse(text, { sourceMap: false, templateParseOptions: { prefixIdentifiers: false } })
    text = [descriptor.script, descriptor.scriptSetup].map((block) => block?.content ?? '').join('\n')
  }
  ts.createSourceFile(entry, text, ts.ScriptTarget.ESNext, true)
  files++
}
console.error(files)
