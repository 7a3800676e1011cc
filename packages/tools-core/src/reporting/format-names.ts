/** Formats that a report can be written in. */
export const formats = ['text', 'json', 'html', 'csv', 'junit', 'sarif', 'markdown'] as const
/** A format that reports are written in. */
export type Format = (typeof formats)[number]

/** File extension → format. */
export const formatOfExtension: Readonly<Record<string, Format>> = {
  txt: 'text',
  log: 'text',
  json: 'json',
  html: 'html',
  htm: 'html',
  csv: 'csv',
  xml: 'junit',
  sarif: 'sarif',
  md: 'markdown',
  markdown: 'markdown',
}
