// `pnpm docs:generate`: writes what the READMEs can take from the commands themselves (tables of flags and exit codes, the
// list of tools) between its marks, in each language. With `--check` it writes nothing, names what is stale and ends with 1.
// A text without a translation, and a translation of what nobody says any more, are told and end it with 1 either way.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { fillSections, generateParts } from '../packages/tools-core/dist/cli/docs/index.js'
import { fillReadme } from './readmes/fill-readme.js'
import { uk } from './readmes/uk/index.js'
import { loadCommands } from './tool-commands.js'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * READMEs by their names, with the texts of their languages.
 * @type {Record<string, {texts?: Record<string, string>, folder?: string}>}
 */
const readmes = { 'README.md': {}, 'README.uk.md': { texts: uk, folder: 'scripts/readmes/uk' } }

const commands = await loadCommands()
const isCheck = process.argv.includes('--check')
const problems = Object.entries(readmes).flatMap(([name, language]) => update(name, language))
for (const problem of problems) console.log(problem)
process.exitCode = problems.length > 0 ? 1 : 0

/** Writes the READMEs of a language, or tells which are stale. @returns {string[]} what is wrong */
function update(name, { texts, folder }) {
  const filled = filesOf(name).map(({ file, generate }) => {
    const before = readFileSync(`${root}${file}`, 'utf8')
    return { file, before, ...fillReadme(before, generate, texts) }
  })
  const missing = filled.flatMap((each) =>
    each.missing.map((english) => `${each.file}: no translation of "${english}", add it in ${folder}/`),
  )
  // One with holes is not written: English would stand among the rest, and look as if it were meant.
  const stale = filled.filter((each) => each.missing.length === 0 && each.text !== each.before)
  for (const { file, text } of isCheck ? [] : stale) {
    writeFileSync(`${root}${file}`, text)
    console.log(`${file}: written`)
  }
  const asked = new Set(filled.flatMap((each) => each.asked))
  const unused = Object.keys(texts ?? {}).filter((english) => !asked.has(english))
  return [
    ...missing,
    ...unused.map((english) => `${folder}/: nothing says "${english}" any more, remove it`),
    ...(isCheck ? stale.map(({ file }) => `${file}: is stale, run pnpm docs:generate`) : []),
  ]
}

/** The READMEs of a name that have generated parts. */
function filesOf(name) {
  return [
    { file: name, generate: (text, translate) => fillSections(text, { tools: toolsTable(name, translate) }) },
    ...[...commands].map(([tool, command]) => ({
      file: `packages/${tool}/${name}`,
      generate: (text, translate) => generateParts(command, text, translate),
    })),
  ]
}

function toolsTable(name, translate) {
  const head = [translate('tool'), translate('question it answers'), translate('one command'), translate('its report')]
  const rows = [...commands].map(([tool, command]) => [
    `[\`@m4sh/${tool}\`](packages/${tool}/${name})`,
    translate(command.describe),
    `\`npx @m4sh/${command.examples[0].command}\``,
    pictureOf(tool, translate),
  ])
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/** Made by `pnpm docs:pictures`; the sandbox writes no report. */
function pictureOf(tool, translate) {
  const file = `docs/pictures/${tool}.webp`
  if (!existsSync(`${root}${file}`)) return ''
  return `<a href="${file}"><img src="${file}" width="220" alt="${translate('Report of')} ${tool}"></a>`
}
