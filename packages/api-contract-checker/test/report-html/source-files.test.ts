import { describe, expect, test } from '@jest/globals'
import { SourceFiles } from '../../src/report-html/source-files.ts'

const none = () => null

describe('the code that a report shows', () => {
  test('keeps a line once, however many calls show it', () => {
    const files = new SourceFiles(none)
    const file = files.add('a.js', 0)
    expect(
      files.addCode(file, { line: 12, column: 1, code: { startLine: 10, lines: ['j', 'k', 'l', 'm', 'n'] } }),
    ).toEqual([10, 5])
    expect(
      files.addCode(file, { line: 14, column: 1, code: { startLine: 12, lines: ['l', 'm', 'n', 'o', 'p'] } }),
    ).toEqual([12, 5])
    files.addCode(file, { line: 30, column: 1, code: { startLine: 30, lines: ['z'] } })
    expect(files.toArray()).toEqual([
      {
        path: 'a.js',
        frontend: 0,
        code: [
          [10, 'j\nk\nl\nm\nn\no\np'],
          [30, 'z'],
        ],
      },
    ])
  })

  test('of a minified line shows the part around the call', () => {
    const files = new SourceFiles(none)
    const line = `${'x'.repeat(50_000)}CALL${'y'.repeat(50_000)}`
    files.addCode(files.add('a.min.js', 0), { line: 1, column: 50_001, code: { startLine: 1, lines: [line] } })
    const [, text] = files.toArray()[0]?.code[0] ?? []
    expect(text).toMatch(/^… x+CALLy+ …$/)
    expect(text?.length).toBeLessThan(400)
  })

  test('files of the same name in two frontends are two', () => {
    const files = new SourceFiles((path, frontend) => `https://git.example.org/${frontend}/${path}`)
    expect([files.add('a.js', 0), files.add('a.js', 1), files.add('a.js', 0)]).toEqual([0, 1, 0])
    expect(files.toArray().map(({ link }) => link)).toEqual([
      'https://git.example.org/0/a.js',
      'https://git.example.org/1/a.js',
    ])
  })

  test('a call whose source could not be read again has none', () => {
    const files = new SourceFiles(none)
    expect(files.addCode(files.add('a.js', 0), { line: 1, column: 1, code: null })).toBeUndefined()
  })
})
