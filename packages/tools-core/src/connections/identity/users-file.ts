import papaparse from 'papaparse'
import { UsageError } from '../../errors/errors.ts'

/** Somebody who can log in. */
export interface Credentials {
  readonly email: string
  /** A secret. */
  readonly password: string
  /** Where they stand, for errors: `users.csv, line 3`, or a flag. */
  readonly place?: string
}

/**
 * Reads users of a CSV file with a header line that names `email` and `password`, in any order, among other columns.
 * Parted by commas, or as spreadsheets do in some languages by semicolons or tabs. The same user may come twice.
 * @param file what the text is called in errors
 * @throws {UsageError} naming the line, never showing a password
 */
export function readUsersFile(text: string, file = 'the users file'): readonly Credentials[] {
  const [header, ...rows] = readRows(text).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  const columns = findColumns(header, file)
  if (rows.length === 0) throw new UsageError(`There is no user in ${file}.`, { hint: 'Put one on each line.' })
  return rows.map((row) => readUser(row, columns, file))
}

interface Row {
  /** Where it begins, from 1: a cell in quotes can hold line ends. */
  readonly line: number
  readonly cells: readonly string[]
  /** Quotes that do not open or close as they should. */
  readonly isBroken: boolean
}

function readRows(text: string): readonly Row[] {
  const content = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const rows: Row[] = []
  let start = 0
  let line = 1
  papaparse.parse<string[]>(content, {
    delimiter: delimiterOf(content),
    newline: '\n',
    step: ({ data, errors, meta }) => {
      rows.push({ line, cells: data, isBroken: errors.length > 0 })
      line += content.slice(start, meta.cursor).split('\n').length - 1
      start = meta.cursor
    },
  })
  return rows
}

/** By the header: passwords may hold anything. */
function delimiterOf(content: string): string {
  const [header = ''] = /\S.*/.exec(content) ?? []
  return [',', ';', '\t'].find((sign) => header.includes(sign)) ?? ','
}

interface Columns {
  readonly email: number
  readonly password: number
}

function findColumns(header: Row | undefined, file: string): Columns {
  const names = header?.cells.map((cell) => cell.trim().toLowerCase()) ?? []
  const find = (name: string): number => {
    const column = names.indexOf(name)
    if (column >= 0 && column === names.lastIndexOf(name)) return column
    const problem = column < 0 ? `names no column "${name}"` : `names the column "${name}" twice`
    throw new UsageError(`${file}, line ${header?.line ?? 1}: the header ${problem}.`, {
      hint: 'Begin the file with the line "email,password".',
    })
  }
  return { email: find('email'), password: find('password') }
}

function readUser({ line, cells, isBroken }: Row, columns: Columns, file: string): Credentials {
  const place = `${file}, line ${line}`
  if (isBroken) {
    throw new UsageError(`${place}: a quote is not closed, or not where it may be.`, {
      hint: 'Put a cell that holds quotes, commas or line ends in quotes, and write each quote in it twice.',
    })
  }
  const email = (cells[columns.email] ?? '').trim()
  // Blanks around a password belong to it.
  const password = cells[columns.password] ?? ''
  if (!email.includes('@')) throw rejection(`${place}: there is no email address.`)
  if (password === '') throw rejection(`${place}: there is no password.`)
  return { email, password, place }
}

function rejection(message: string): UsageError {
  return new UsageError(message, { hint: 'Each line gives email and password, in the order of the header.' })
}
