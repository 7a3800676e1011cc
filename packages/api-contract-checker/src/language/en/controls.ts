import { counted } from './counted.ts'

/** What the page's own template and script say; the script has them as data, so what differs stands in braces. */
export const controls = {
  warnings: counted('Warning', 'Warnings'),
  figures: 'Figures',
  compared: 'What was compared',
  noScript:
    'Search, filters, sorting and source code need JavaScript, which is off. The tables below hold the first {count} rows, what has to be repaired first.',
  toolbar: 'Filter all tables',
  search: 'Search',
  searchExample: 'Path, file, rule, tag, function …',
  clear: 'Clear search and filters',
  filters: 'Filters',
  filtersSet: '({count} set)',
  nothingFits: 'No row fits the search and the filters.',
  first: 'The first {shown} of {count} rows. The JSON report holds all of them.',
  rows: counted('{count} row', '{count} rows'),
  someRows: counted('{shown} of {count} row', '{shown} of {count} rows'),
  shownRows: counted('{shown} of {count} row shown', '{shown} of {count} rows shown'),
  showMore: 'Show {count} more',
  some: '{shown} of {count}',
  filtered: 'Filtered: {filters}. {rows}.',
  choice: '{name} “{value}”',
}
