import type { Catalogue } from '../../language/index.ts'
import { uk } from './page-words-uk.ts'
import { forms } from './say.ts'

/**
 * Every word that the templates and the scripts of a page print by themselves, in one place: templates find it as
 * `page.words`, scripts as `words`. Pieces in braces are put in by {@link say}.
 */
const en = {
  /** For numbers, plurals and the order of names; also the language of the page. */
  locale: 'en',
  skip: 'Skip to the report',
  figures: 'Figures',
  parts: 'Parts of the report',
  thresholds: 'Thresholds',
  warnings: forms('Warning', 'Warnings'),
  linkTo: 'Link to {what}',
  linkToTable: 'Link to this table',
  noPicture: 'The picture needs JavaScript, which is off. The tables hold the same numbers.',
  /** No table holds all that a picture of runs does. */
  noPictureAlone: 'The picture needs JavaScript, which is off.',
  copy: {
    page: 'Copy report as JSON',
    short: 'JSON',
    label: 'Copy as JSON: {what}',
    done: 'Copied',
    title: 'Copy as JSON',
    help: 'The browser does not let this page write to the clipboard. The text is selected: copy it with Ctrl+C or ⌘C.',
    close: 'Close',
  },
  filter: {
    label: 'All tables',
    search: 'Search',
    any: 'All',
    option: '{label} ({count})',
    clear: 'Clear search and filters',
    rows: forms('{count} row', '{count} rows'),
    some: forms('{shown} of {count} row', '{shown} of {count} rows'),
    partly: '{shown} of {count}',
    noScript: 'Search, filters and sorting need JavaScript, which is off.',
    none: 'No row fits.',
    nothing: 'No row fits the search and the filters.',
    more: 'Show {count} more',
    shown: forms('{shown} of {count} row shown', '{shown} of {count} rows shown'),
    printed: 'Filtered: {filters}. {rows}.',
    choice: '{name} “{value}”',
    set: '({count} set)',
    filters: 'Filters',
  },
  chart: {
    hint: 'Drag across a chart to look closer, double-click to see all again. With the keyboard, the arrows read the values.',
    at: 'at {place}',
    clients: forms('with {count} client', 'with {count} clients'),
    clientsAxis: 'clients',
    value: '{label} {value}',
    seconds: '{value} s',
    milliseconds: '{value} ms',
    perSecond: '{value}/s',
    percent: '{value} %',
    noPlace: 'The arrows read the values.',
  },
}

export type PageWords = typeof en

export const pageWords: Catalogue<PageWords> = { en, uk }
