import { join } from 'node:path'

/**
 * Clones what lies in the working tree, committed or not, ignored files aside: a release is made of a clean checkout, and
 * what was built here at some time must not help it. Neither the branch nor the index of the workspace is touched.
 */
export async function cloneWorkspace(root, { to, run }) {
  const env = { ...process.env, GIT_INDEX_FILE: join(to, '..', 'index') }
  const git = async (...args) => (await run(['git', ...args], { cwd: root, env })).trim()
  await git('read-tree', 'HEAD')
  await git('add', '--all')
  const commit = await commitOf(await git('write-tree'), git)
  await run(['git', 'clone', '--quiet', '--shared', '--no-checkout', root, to])
  await run(['git', 'checkout', '--quiet', '--detach', commit], { cwd: to })
}

async function commitOf(tree, git) {
  if (tree === (await git('rev-parse', 'HEAD^{tree}'))) return git('rev-parse', 'HEAD')
  const author = ['-c', 'user.name=release-check', '-c', 'user.email=release-check@localhost']
  return git(...author, 'commit-tree', tree, '-p', 'HEAD', '-m', 'The working tree')
}
