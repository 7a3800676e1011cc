import { describe, expect, test } from '@jest/globals'
import { UsageError } from '../../src/errors/errors.ts'
import { createTemporaryFolder } from '../../src/testing/temporary-folder.ts'
import { alsoAsJson, type DestinationFlags, resolveDestinations } from '../../src/reporting/destinations.ts'

/** `path format` of each destination. */
function resolved(flags: Partial<DestinationFlags>): string[] {
  const all = { outputs: [], formats: [], json: false, defaultPath: '/reports/run.html', ...flags }
  return resolveDestinations(all).map(({ path, format }) => `${path} ${format}`)
}

function refusal(flags: Partial<DestinationFlags>): { message: string; hint: string | undefined } {
  try {
    resolved(flags)
  } catch (error) {
    if (error instanceof UsageError) return { message: error.message, hint: error.hint }
    throw error
  }
  throw new Error('it was accepted')
}

describe('the format follows the extension', () => {
  test.each([
    ['txt', 'text'],
    ['log', 'text'],
    ['json', 'json'],
    ['html', 'html'],
    ['htm', 'html'],
    ['csv', 'csv'],
    ['xml', 'junit'],
    ['sarif', 'sarif'],
    ['md', 'markdown'],
    ['markdown', 'markdown'],
    ['JSON', 'json'],
    ['sarif.json', 'json'],
  ])('.%s is %s', (extension, format) => {
    expect(resolved({ outputs: [`/r.${extension}`] })).toEqual([`/r.${extension} ${format}`])
  })

  test.each(['/report', '/r.pdf', '/r.', '/r.constructor', '/folder.html/report'])('%s says none', (path) => {
    const { message, hint } = refusal({ outputs: [path] })
    expect(message).toBe(`--output ${path}: its extension says no format`)
    expect(hint).toContain('.html')
    expect(hint).toContain('--format')
  })

  test('a folder that is there is called one', async () => {
    const folder = await createTemporaryFolder()
    try {
      const { message, hint } = refusal({ outputs: [folder.path] })
      expect(message).toBe(`--output ${folder.path}: it is a folder`)
      expect(hint).toBe(`Name a file in it, such as ${folder.join('report.html')}.`)
    } finally {
      await folder.remove()
    }
  })

  test('stdout is for people', () => {
    expect(resolved({ outputs: ['-'] })).toEqual(['- text'])
  })
})

describe('--format beats the extension', () => {
  test('a single one is for all outputs', () => {
    expect(resolved({ outputs: ['/a.html', '/b', '-'], formats: ['csv'] })).toEqual(['/a.html csv', '/b csv', '- csv'])
  })

  test('several go by their order', () => {
    expect(resolved({ outputs: ['/a', '/b.html', '-'], formats: ['junit', 'sarif', 'json'] })).toEqual([
      '/a junit',
      '/b.html sarif',
      '- json',
    ])
  })

  test.each([
    [['/a', '/b', '/c'], ['csv', 'json'], '2 --format for 3 --output'],
    [['/a.html'], ['csv', 'json'], '2 --format for 1 --output'],
  ])('%j with %j is refused', (outputs, formats, message) => {
    expect(refusal({ outputs, formats })).toEqual({
      message,
      hint: 'Give one --format for all outputs, or one for each in the same order.',
    })
  })

  test('an unknown one is refused, and the known ones are named', () => {
    expect(refusal({ formats: ['pdf'] })).toEqual({
      message: '--format pdf is unknown',
      hint: 'Known formats: text, json, html, csv, junit, sarif, markdown.',
    })
  })
})

describe('without --output', () => {
  test.each<[given: Partial<DestinationFlags>, wanted: string[]]>([
    [{}, ['/reports/run.html html']],
    [{ json: true }, ['/reports/run.json json']],
    [{ formats: ['sarif'] }, ['/reports/run.sarif sarif']],
    [{ formats: ['sarif'], json: true }, ['/reports/run.sarif sarif']],
    [
      { formats: ['text', 'junit', 'markdown', 'csv', 'html'] },
      [
        '/reports/run.txt text',
        '/reports/run.xml junit',
        '/reports/run.md markdown',
        '/reports/run.csv csv',
        '/reports/run.html html',
      ],
    ],
    [{ formats: ['csv', 'csv'] }, ['/reports/run.csv csv']],
    [{ defaultPath: '/reports/run' }, ['/reports/run json']],
    [{ defaultPath: '/reports/run', formats: ['csv'] }, ['/reports/run.csv csv']],
    [{ defaultPath: '/re.ports/run', json: true }, ['/re.ports/run.json json']],
    [{ defaultPath: '/run.htm', formats: ['html'] }, ['/run.htm html']],
    [{ defaultPath: '-' }, ['- text']],
    [{ defaultPath: '-', json: true }, ['- json']],
    [{ defaultPath: '-', formats: ['markdown'] }, ['- markdown']],
  ])('%j', (given, wanted) => {
    expect(resolved(given)).toEqual(wanted)
  })
})

describe('--json', () => {
  test.each<[given: Partial<DestinationFlags>, wanted: string[]]>([
    [{ outputs: ['-'] }, ['- json']],
    [{ outputs: ['/report'] }, ['/report json']],
    // "JSON instead of HTML"
    [{ outputs: ['/report.html'] }, ['/report.html json']],
    [{ outputs: ['/report.csv', '-'] }, ['/report.csv csv', '- json']],
    [{ outputs: ['-'], formats: ['csv'] }, ['- csv']],
  ])('%j', (given, wanted) => {
    expect(resolved({ ...given, json: true })).toEqual(wanted)
  })
})

describe('what a stronger source says drops what weaker ones say', () => {
  const from = (output: string, format: string, json: string) =>
    ({ output: { kind: output }, format: { kind: format }, json: { kind: json } }) as DestinationFlags['sources'] & {}

  test.each<[what: string, given: Partial<DestinationFlags>, wanted: string[]]>([
    [
      'nothing said',
      { outputs: ['/reports/run.html'], sources: from('default', 'default', 'default') },
      ['/reports/run.html html'],
    ],
    [
      'config format html, --json',
      { formats: ['html'], json: true, sources: from('default', 'config', 'flag') },
      ['/reports/run.json json'],
    ],
    [
      'config format csv, -o x.html',
      { formats: ['csv'], outputs: ['/x.html'], sources: from('flag', 'config', 'default') },
      ['/x.html html'],
    ],
    [
      'config output and format, -o -',
      { outputs: ['-'], formats: ['html', 'json'], sources: from('flag', 'config', 'default') },
      ['- text'],
    ],
    [
      'config output, --json',
      { outputs: ['/r.html'], json: true, sources: from('config', 'default', 'flag') },
      ['/reports/run.json json'],
    ],
    [
      'config output, variable format',
      { outputs: ['/r.html'], formats: ['csv'], sources: from('config', 'env', 'default') },
      ['/reports/run.csv csv'],
    ],
    [
      'variable json, config format',
      { formats: ['html'], json: true, sources: from('default', 'config', 'env') },
      ['/reports/run.json json'],
    ],
    [
      'config json, -o x.html',
      { outputs: ['/x.html'], json: true, sources: from('flag', 'default', 'config') },
      ['/x.html html'],
    ],
    [
      '--no-json says nothing',
      { formats: ['csv'], json: false, sources: from('default', 'config', 'flag') },
      ['/reports/run.csv csv'],
    ],
    [
      'of one source all hold',
      { outputs: ['/x'], formats: ['csv'], json: true, sources: from('flag', 'flag', 'flag') },
      ['/x csv'],
    ],
    [
      '-o x.html --json',
      { outputs: ['/x.html'], json: true, sources: from('flag', 'default', 'flag') },
      ['/x.html json'],
    ],
  ])('%s', (_, given, wanted) => {
    expect(resolved(given)).toEqual(wanted)
  })
})

describe('one report a place', () => {
  test('two on stdout', () => {
    const twice = {
      message: '2 reports were sent to stdout (--output -), which can hold only one',
      hint: 'Give all but one of them a file.',
    }
    expect(refusal({ outputs: ['-', '/a.csv', '-'] })).toEqual(twice)
    expect(refusal({ defaultPath: '-', formats: ['csv', 'json'] })).toEqual(twice)
  })

  test('two in one file', () => {
    expect(refusal({ outputs: ['/a.csv', '/b.csv', '/a.csv'], formats: ['csv', 'json', 'json'] })).toEqual({
      message: '--output /a.csv is given twice',
      hint: 'Give each report a file of its own.',
    })
  })
})

test('a JSON report is there whatever else is wanted, once', () => {
  const html = { path: '/r.html', format: 'html' } as const
  const json = { path: '-', format: 'json' } as const
  expect(alsoAsJson([html], '/usual.json')).toEqual([html, { path: '/usual.json', format: 'json' }])
  expect(alsoAsJson([html, json], '/usual.json')).toEqual([html, json])
})
