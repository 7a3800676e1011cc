// Prints tables of ratios, measured side by side in one run: `pnpm bench [name …]`.
// Never part of the tests: the machines that run those are shared, and no absolute time means anything there.
import { readdirSync } from 'node:fs'

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('-'))
const names = readdirSync(new URL('.', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)

for (const name of wanted.length > 0 ? wanted : names) {
  if (!names.includes(name)) throw new Error(`no bench is called ${name}: there are ${names.join(', ')}`)
  const { bench } = await import(new URL(`${name}/bench.js`, import.meta.url).href)
  await bench()
}
