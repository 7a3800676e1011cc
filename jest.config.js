import { existsSync, readdirSync } from 'node:fs'

const packages = readdirSync(new URL('./packages/', import.meta.url)).filter((name) =>
  existsSync(new URL(`./packages/${name}/package.json`, import.meta.url)),
)

/** Folders with tests of their own: the packages, and the documents, whose recipes are run. */
const folders = [...packages.map((name) => `packages/${name}`), 'docs']

/** One project a folder, so that `--selectProjects <name>` runs one alone. @type {import('jest').Config} */
export default {
  reporters: ['default', '<rootDir>/scripts/closing-line-reporter.js'],
  // More runs of each property than there are by default take what they take.
  testTimeout: process.env.M4SH_FUZZ_RUNS ? 3_600_000 : 30_000,
  // Most tests wait for sockets, databases and browsers; more at once would make those that look at the clock wrong.
  maxWorkers: 2,
  // A worker keeps the modules of every test that it has run: with four gigabytes the last take a multiple of what they take
  // alone.
  workerIdleMemoryLimit: '1GB',
  projects: [...folders.map(projectOf), { displayName: 'scripts', rootDir: '<rootDir>/scripts', transform: {} }],
}

function projectOf(folder) {
  return {
    displayName: folder.replace('packages/', ''),
    rootDir: `<rootDir>/${folder}`,
    testMatch: ['<rootDir>/test/**/*.test.ts'],
    testPathIgnorePatterns: ['/node_modules/', '/fixtures/'],
    modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/test/fixtures/', '<rootDir>/examples/'],
    extensionsToTreatAsEsm: ['.ts'],
    transform: {
      '^.+\\.ts$': [
        '@swc/jest',
        {
          jsc: {
            target: 'es2023',
            parser: { syntax: 'typescript' },
            experimental: { keepImportAttributes: true },
          },
          module: { type: 'es6' },
        },
      ],
    },
    // Tests run the sources of every workspace package, never a stale build.
    testEnvironmentOptions: { customExportConditions: ['@m4sh/source', 'node', 'node-addons'] },
  }
}
