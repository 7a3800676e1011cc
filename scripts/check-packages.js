// `pnpm check:packages [package …]`: the short way to know whether a package can be published as it is built here. Packs,
// holds the tarballs against publint and attw, installs by npm on this Node into an empty project, and runs there.
import { dirname, join } from 'node:path'
import { checkRelease } from './release/check-release.js'
import { packPackages } from './release/pack.js'
import { printOutcome, printResults } from './release/print-results.js'
import { withScratch } from './release/with-scratch.js'
import { choosePackages, pnpmCommand, readPackages, root } from './release/workspace.js'

await withScratch(async ({ folder, signal, run }) => {
  const packages = readPackages()
  const chosen = choosePackages(packages, process.argv.slice(2)).map((each) => each.folder)
  const packed = await packPackages(packages, { pnpm: pnpmCommand(), to: join(folder, 'tarballs'), run })
  const result = await checkRelease(packed, chosen, {
    folder,
    signal,
    run,
    checkout: root,
    cache: join(root, 'node_modules/.cache/release-check'),
    nodes: [{ line: process.version, folder: dirname(process.execPath) }],
    managers: ['npm'],
    tools: null,
    say: console.log,
    report: printOutcome,
  })
  return printResults(result)
})
