import { definePhrases } from '@m4sh/tools-core/language'

/** What repairs do and leave alone, and why; what comes back and what does not. */
export const repairPhrases = definePhrases({
  '{@repair} That takes {flag}.': '{repair} Для цього потрібно {flag}.',
  'The row of {table} is removed, unless other rows refer to it.':
    'Рядок {table} вилучається, якщо на нього не посилаються інші рядки.',
  '{column} of {table} becomes {value}.': '{column} у {table} отримує значення {value}.',
  '{column} set': 'задано {column}',

  // Why rows were left alone.
  'changed since the scan': 'змінено після сканування',
  'nothing is wrong with it any more': 'уже все гаразд',
  'locked by somebody else': 'заблоковано кимось іншим',
  'changed by somebody else meanwhile': 'тим часом змінено кимось іншим',
  'other rows refer to it: {reference}': 'є посилання з інших рядків: {reference}',
  'the database refuses: {says}': 'база даних відмовляє: {says}',
  'a trigger or a rule of the table prevents it': 'цьому заважає тригер або правило таблиці',
  'a trigger of the table changes its key': 'тригер таблиці змінює ключ',
  'a trigger or a rule of the table makes other values of it': 'тригер або правило таблиці змінює значення',
  'for other reasons': 'з інших причин',
  'it is gone': 'уже немає в таблиці',
  'changed since the repair': 'змінено після виправлення',
  'another row has its key by now': 'такий ключ уже має інший рядок',
  'what it points to is gone: {columns}': 'уже немає того, на що вказує {columns}',

  // Why a repair cannot be made at all.
  'rows of {@table} are ignored, and which rows of {other} they stand for is not known':
    'рядки {table} ігноруються, і невідомо, яким рядкам {other} вони відповідають',
  'a query': 'запиту',
  '{table} is a view': '{table} — це подання',
  '{table} is a materialized view': '{table} — це матеріалізоване подання',
  '{table} is a foreign table': '{table} — це зовнішня таблиця',
  'this user lacks {privilege} on {table}': 'цей користувач не має права {privilege} на {table}',
  'row-level security hides rows of {table} from this user':
    'захист на рівні рядків приховує рядки {table} від цього користувача',
  'nothing keeps {column} unique': 'ніщо не гарантує унікальності {column}',
  'other tables inherit from {table}': 'від {table} успадковують інші таблиці',
  '{column} is computed': '{column} обчислюється',
  'this user may not see whether rows of {table} refer to it':
    'цей користувач не може побачити, чи є посилання з рядків {table}',
  'it would change the key of the row': 'це змінило б ключ рядка',
  '{reference} refers to what it would change': '{reference} посилається на те, що було б змінено',

  // Why all was rolled back, or not begun.
  'Nothing was changed.': 'Нічого не змінено.',
  'it was stopped': 'його зупинено',
  '{check} can no longer be made': '{check} більше не вдається виконати',
  '{check} has more rows (critical: {#more} more)': '{check} знаходить більше рядків (критично: на {more} більше)',
  '{check} has more rows (warning: {#more} more)': '{check} знаходить більше рядків (попередження: на {more} більше)',
  '{check} has more rows (info: {#more} more)': '{check} знаходить більше рядків (до відома: на {more} більше)',
  '{check} has {#count} rows more, and at most {#most} were to be expected':
    '{check} знаходить рядків більше на {count}, а очікувалося щонайбільше на {most}',
})
