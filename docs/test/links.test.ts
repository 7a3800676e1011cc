import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'

const root = new URL('../../', import.meta.url)

const packages = ['', ...readdirSync(new URL('packages/', root)).map((name) => `packages/${name}/`)]

test.each([
  ...packages.flatMap((folder) => [`${folder}README.md`, `${folder}README.uk.md`]),
  'SECURITY.md',
  'docs/ci.md',
  'docs/decisions/0013-recipes-that-run.md',
  'packages/stress-board/docs/several-machines.md',
])('the links of %s lead somewhere', (name) => {
  const page = new URL(name, root)
  const links = [...prose(page).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link = '']) => link)
  expect(links.length).toBeGreaterThan(0)
  expect(links.filter((link) => !leadsSomewhere(new URL(link, page)))).toEqual([])
})

function leadsSomewhere(target: URL): boolean {
  const file = new URL(target)
  file.hash = ''
  return existsSync(file) && (target.hash === '' || anchorsOf(file).includes(decodeURIComponent(target.hash.slice(1))))
}

/** As GitHub makes them of headings. */
function anchorsOf(page: URL): string[] {
  return [...prose(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

function prose(page: URL): string {
  return readFileSync(page, 'utf8').replace(/^(`{3,}|~{3,})[\s\S]*?^\1$/gm, '')
}
