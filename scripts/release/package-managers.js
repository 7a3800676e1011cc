import { existsSync, readdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { readManifest } from './workspace.js'

/**
 * How each package manager installs a package into an empty project. Yarn is Yarn 4, the one that is maintained (the classic
 * one has been frozen since 2020), with `node_modules`, as Plug'n'Play would measure Yarn more than the packages.
 *
 * `files` are those that the project needs so that the packages of this workspace come from `registry`. All others come
 * from where the user's settings say.
 */
export const packageManagers = {
  npm: {
    package: 'npm',
    command: ({ folder, node }) => (folder === null ? ['npm'] : [node, join(folder, 'npm/bin/npm-cli.js')]),
    files: ({ registry }) => ({ '.npmrc': `@m4sh:registry=${registry}\n` }),
    install: ({ cache, spec }) => [
      'install',
      spec,
      '--no-audit',
      '--no-fund',
      '--prefer-offline',
      `--cache=${join(cache, 'npm')}`,
    ],
  },
  pnpm: {
    package: 'pnpm',
    // Not started by Node: it is a program of its own.
    command: ({ folder }) => [join(folder, '.bin/pnpm')],
    files: ({ registry }) => ({ '.npmrc': `@m4sh:registry=${registry}\n` }),
    install: ({ cache, spec, builds }) => [
      'add',
      spec,
      '--prefer-offline',
      `--store-dir=${join(cache, 'pnpm')}`,
      `--cache-dir=${join(cache, 'pnpm-metadata')}`,
      // An install script that nobody has decided on fails the install; the READMEs tell of each.
      ...builds.map((name) => `--allow-build=${name}`),
    ],
  },
  yarn: {
    package: '@yarnpkg/cli-dist',
    command: ({ folder, node }) => [node, join(folder, '@yarnpkg/cli-dist/bin/yarn.js')],
    files: ({ registry, othersFrom, cache }) => ({
      '.yarnrc.yml': [
        'nodeLinker: node-modules',
        'enableTelemetry: false',
        `globalFolder: ${JSON.stringify(join(cache, 'yarn'))}`,
        `npmRegistryServer: ${JSON.stringify(othersFrom)}`,
        `npmScopes: { m4sh: { npmRegistryServer: ${JSON.stringify(registry.replace(/\/$/, ''))} } }`,
        'unsafeHttpWhitelist: [127.0.0.1]',
        // They were published a moment ago, and Yarn would wait until they are a day old.
        "npmPreapprovedPackages: ['@m4sh/*']",
        '',
      ].join('\n'),
    }),
    install: ({ spec }) => ['add', spec],
  },
}

/**
 * Has Yarn forget what the registry of this machine held at another time: it knows registries by their host alone, and would
 * look for packages where the last run had them.
 */
export async function forgetLocalPackages(cache) {
  const memories = join(cache, 'yarn/metadata/npm')
  if (!existsSync(memories)) return
  for (const format of readdirSync(memories)) {
    await rm(join(memories, format, '127.0.0.1'), { recursive: true, force: true })
  }
}

/** `npm 11.19.1` */
export function versionOf(manager, folder) {
  return `${manager} ${readManifest(join(folder, packageManagers[manager].package)).version}`
}
