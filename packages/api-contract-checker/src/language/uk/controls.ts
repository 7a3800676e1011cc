import type { ContractMessages } from '../index.ts'

/** What the page's own template and script say. */
export const controls: ContractMessages['controls'] = {
  warnings: { one: 'Попередження', other: 'Попередження' },
  figures: 'Показники',
  compared: 'Що порівнювали',
  noScript:
    'Для пошуку, фільтрів, сортування і показу коду потрібен JavaScript, а його вимкнено. У таблицях нижче — перші рядки ({count}): те, що треба виправити насамперед.',
  toolbar: 'Фільтр усіх таблиць',
  search: 'Пошук',
  searchExample: 'Шлях, файл, правило, тег, функція …',
  clear: 'Скинути пошук і фільтри',
  filters: 'Фільтри',
  filtersSet: '(задано: {count})',
  nothingFits: 'Пошуку й фільтрам не відповідає жоден рядок.',
  first: 'Показано перші {shown} з {count} рядків. У JSON-звіті є всі.',
  rows: { one: '{count} рядок', few: '{count} рядки', many: '{count} рядків', other: '{count} рядка' },
  someRows: { one: '{shown} з {count} рядка', other: '{shown} з {count} рядків' },
  shownRows: { one: 'показано {shown} з {count} рядка', other: 'показано {shown} з {count} рядків' },
  showMore: 'Показати ще {count}',
  some: '{shown} з {count}',
  filtered: 'Фільтр: {filters}. {rows}.',
  choice: '{name} «{value}»',
}
