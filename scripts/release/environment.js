import { delimiter } from 'node:path'

/** Who starts this through a package manager hands down its settings; those of another one, or of the workspace, are not meant. */
const ofPackageManager = /^(?:npm_|pnpm_|PNPM_PACKAGE_NAME$|INIT_CWD$|NODE$)/

/** The environment of a package manager: the user's own, with `folders` first in the path. */
export function installEnvironment(folders, variables = process.env) {
  const own = Object.entries(variables).filter(([name]) => !ofPackageManager.test(name))
  return { ...Object.fromEntries(own), PATH: pathWith(folders, variables) }
}

/** The environment of a tool that is tried: nothing that would set one of its flags, or have it write to the page of a CI job. */
export function tryEnvironment(folders, variables = process.env) {
  const { HOME, LANG, TMPDIR } = variables
  return { HOME, LANG, TMPDIR, PATH: pathWith(folders, variables) }
}

function pathWith(folders, { PATH = '' }) {
  return [...folders, ...PATH.split(delimiter).filter((folder) => !folder.includes('node_modules'))].join(delimiter)
}
