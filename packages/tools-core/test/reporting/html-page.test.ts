import { createHash } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { escapeHtml } from '../../src/reporting/escape.ts'
import { type HtmlPage, renderHtmlPage } from '../../src/reporting/html-page.ts'
import { fuzz, hostileText } from '../../src/testing/fuzz/index.ts'
import { readHtml, unescapeHtml } from '../../src/testing/html-document.ts'

const plain: HtmlPage = {
  title: 'Rooms',
  bodyHtml: '<main id="main"></main>',
  css: 'main { margin: 0 }',
  script: 'document.title',
  data: { rooms: [1] },
}

function pageOf(change: Partial<HtmlPage>) {
  const html = renderHtmlPage({ ...plain, ...change })
  const { errors, elements } = readHtml(html)
  expect(errors).toEqual([])
  const all = (name: string) => elements.filter((element) => element.name === name)
  const policy = all('meta').find(({ attributes }) => attributes['http-equiv'] === 'Content-Security-Policy')
  const [data, script, ...others] = all('script')
  return { html, elements, all, data, script, others, policy: policy?.attributes['content']?.split('; ') ?? [] }
}

const hash = (text = '') => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

test('one document, with its data in an element that runs nothing', () => {
  const { html, all, data, script, others } = pageOf({})
  expect(html).toMatch(/^<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n/)
  expect(all('title')[0]?.text).toBe('Rooms')
  expect(data).toEqual({
    name: 'script',
    attributes: { type: 'application/json', id: 'report-data' },
    text: '{"rooms":[1]}',
  })
  expect(script).toEqual({ name: 'script', attributes: {}, text: 'document.title' })
  expect(others).toEqual([])
})

describe('the policy', () => {
  test('allows what is written into the page, and nothing else', () => {
    const { policy, all, script } = pageOf({})
    expect(policy).toEqual([
      "default-src 'none'",
      `style-src ${hash(all('style')[0]?.text)}`,
      `script-src ${hash(script?.text)}`,
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
    ])
  })

  test('lets the script talk to its own server where the page asks for it, and to nobody else', () => {
    const { policy } = pageOf({ connectsToServer: true })
    expect(policy.filter((directive) => directive.startsWith('connect-src'))).toEqual(["connect-src 'self'"])
    expect(policy).toContain("default-src 'none'")
  })

  test('stands before whatever it is about', () => {
    const names = pageOf({}).elements.map(({ name }) => name)
    expect(names.slice(0, 4)).toEqual(['html', 'head', 'meta', 'meta'])
  })

  test('is of the text as a browser reads it: line ends are LF', () => {
    const { policy, script, all } = pageOf({ script: 'a\r\nb\rc\0', css: 'a\r\n{}' })
    expect(script?.text).toBe('a\nb\nc\uFFFD')
    expect(policy).toContain(`script-src ${hash(script?.text)}`)
    expect(policy).toContain(`style-src ${hash(all('style')[0]?.text)}`)
  })
})

test('needs nothing else: no address but its own anchors', () => {
  const { elements } = pageOf({})
  const addresses = elements.flatMap(({ attributes }) => [attributes['src'], attributes['href']])
  expect(addresses.filter((address) => address !== undefined)).toEqual(['#main'])
})

test.each([
  ['style', { css: 'a::after { content: "</STYLE x" }' }],
  ['style', { css: '<!-- a -->' }],
  ['script', { script: 'x = "</script>"' }],
  ['script', { script: 'x = "<!--"' }],
] as const)('a %s that would end early is a bug of the tool: %j', (element, change) => {
  expect(() => renderHtmlPage({ ...plain, ...change })).toThrow(
    new TypeError(`the ${element} of a page would end early`),
  )
})

test('hostile texts: no element, no script and no attribute more; title and data read back as they were', () => {
  const names = pageOf({ bodyHtml: '<main id="main" title=""></main>' }).elements.map(({ name }) => name)
  fc.assert(
    fc.property(hostileText, (text) => {
      const bodyHtml = `<main id="main" title="${escapeHtml(text)}">${escapeHtml(text)}</main>`
      const { elements, all, data } = pageOf({ title: text, bodyHtml, data: { [text]: text } })
      expect(elements.map(({ name }) => name)).toEqual(names)
      expect(unescapeHtml(all('title')[0]?.text ?? '')).toBe(text)
      expect(all('main')[0]?.attributes).toEqual({ id: 'main', title: text })
      expect(JSON.parse(data?.text ?? '')).toEqual({ [text]: text })
    }),
    fuzz(100),
  )
})
