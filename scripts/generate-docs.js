// `pnpm docs:generate`: writes what the READMEs can take from the commands themselves (tables of flags and exit codes, the
// list of tools) between its marks. With `--check` it writes nothing, names what is stale and ends with 1.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { fillSections, generateParts } from '../packages/tools-core/dist/cli/docs/index.js'
import { loadCommands } from './tool-commands.js'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * READMEs by the end of their names. What stands for a language gives each English text of the tables in it.
 * @type {Record<string, ((english: string) => string) | undefined>}
 */
const readmes = { 'README.md': undefined }

const commands = await loadCommands()
const stale = Object.entries(readmes).flatMap(([name, translate]) => [
  ...update(`${root}${name}`, (text) => fillSections(text, { tools: toolsTable(translate ?? ((english) => english)) })),
  ...[...commands].flatMap(([tool, command]) =>
    update(`${root}packages/${tool}/${name}`, (text) => generateParts(command, text, translate)),
  ),
])

const isCheck = process.argv.includes('--check')
for (const { file, text } of stale) {
  if (!isCheck) writeFileSync(file, text)
  console.log(`${file.slice(root.length)}: ${isCheck ? 'is stale, run pnpm docs:generate' : 'written'}`)
}
process.exitCode = isCheck && stale.length > 0 ? 1 : 0

/** A file that would change, with what it would hold. */
function update(file, generate) {
  if (!existsSync(file)) return []
  const before = readFileSync(file, 'utf8')
  const text = generate(before)
  return text === before ? [] : [{ file, text }]
}

function toolsTable(translate) {
  const head = [translate('tool'), translate('question it answers'), translate('one command'), translate('its report')]
  const rows = [...commands].map(([tool, command]) => [
    `[\`@m4sh/${tool}\`](packages/${tool}/README.md)`,
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
