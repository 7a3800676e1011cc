import { describe, expect, test } from '@jest/globals'
import { DEFAULT_SOURCE_LINK, fileLink, isSourceLink, placeLink } from '../../src/report-html/source-link.ts'

describe('a link to the source', () => {
  test.each([
    [DEFAULT_SOURCE_LINK, '/home/me/app', 'vscode://file/home/me/app/src/a.js:3:7'],
    [DEFAULT_SOURCE_LINK, 'C:\\code\\app', 'vscode://file/C:/code/app/src/a.js:3:7'],
    ['file://{root}/{file}', '/home/me/app/', 'file:///home/me/app/src/a.js'],
    ['file://{root}/{file}', 'C:\\code\\app', 'file:///C:/code/app/src/a.js'],
    ['https://git.example.org/blob/main/{file}#L{line}', '/app', 'https://git.example.org/blob/main/src/a.js#L3'],
    [
      'jetbrains://web-storm/navigate/reference?project=app&path={file}:{line}',
      '/app',
      'jetbrains://web-storm/navigate/reference?project=app&path=src/a.js:3',
    ],
  ])('%s with %s', (template, root, link) => {
    expect(placeLink(fileLink(template, root, 'src/a.js'), 3, 7)).toBe(link)
  })

  test('a name cannot leave its part of the link', () => {
    const link = fileLink('https://git.example.org/{file}#L{line}', '', 'a?b#c "{line}" $& [id].vue')
    expect(placeLink(link, 3, 1)).toBe(
      'https://git.example.org/a%3Fb%23c%20%22%7Bline%7D%22%20%24%26%20%5Bid%5D.vue#L3',
    )
  })

  test('a lone surrogate in a name is no error', () => {
    expect(fileLink('https://git.example.org/{file}', '', 'a\uD800.js')).toBe('https://git.example.org/a%EF%BF%BD.js')
  })
})

describe('a template of links', () => {
  test.each([
    DEFAULT_SOURCE_LINK,
    'https://x.org/{file}',
    'http://x.org/{file}',
    'FILE://{root}/{file}',
    'idea://open?file={root}/{file}',
  ])('%s may be clicked', (template) => expect(isSourceLink(template)).toBe(true))

  test.each([
    'javascript:alert("{file}")',
    ' javascript:{file}',
    'data:text/html,{file}',
    'vbscript:{file}',
    '{file}',
    '//x.org/{file}',
    'https://x.org/',
    '',
  ])('%j may not', (template) => expect(isSourceLink(template)).toBe(false))
})
