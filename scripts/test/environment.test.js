import { expect, test } from '@jest/globals'
import { installEnvironment, tryEnvironment } from '../release/environment.js'

const variables = {
  HOME: '/home/olena',
  PATH: '/workspace/node_modules/.bin:/usr/bin',
  HTTPS_PROXY: 'http://proxy:3128',
  NPM_CONFIG_REGISTRY: 'https://npm.example.org',
  npm_config_user_agent: 'pnpm/12',
  npm_execpath: '/opt/pnpm',
  pnpm_config_verify_deps_before_run: 'false',
  INIT_CWD: '/workspace',
  GITHUB_STEP_SUMMARY: '/tmp/summary.md',
  M4SH_TOKEN: 'secret',
}

test('a package manager has the settings of the user, not those of the one that started the check', () => {
  expect(installEnvironment(['/node-22'], variables)).toEqual({
    HOME: '/home/olena',
    PATH: '/node-22:/usr/bin',
    HTTPS_PROXY: 'http://proxy:3128',
    NPM_CONFIG_REGISTRY: 'https://npm.example.org',
    GITHUB_STEP_SUMMARY: '/tmp/summary.md',
    M4SH_TOKEN: 'secret',
  })
})

test('a tool that is tried has nothing that sets a flag of it or has it write to a CI job', () => {
  expect(tryEnvironment(['/node-22'], variables)).toEqual({ HOME: '/home/olena', PATH: '/node-22:/usr/bin' })
})
