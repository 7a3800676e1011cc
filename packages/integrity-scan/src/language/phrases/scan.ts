import { definePhrases } from '@m4sh/tools-core/language'

/** Why checks were not made, what a reader has to know of a scan, and how it compares with an earlier one. */
export const scanPhrases = definePhrases({
  // Whose table it is, in the genitive: «Таблиці уроків немає».
  users: 'користувачів',
  'relations of tutors and students': 'зв’язків тьюторів з учнями',
  lessons: 'уроків',
  'chat messages': 'повідомлень чату',
  notifications: 'сповіщень',
  'board snapshots': 'знімків дошки',
  'table of {name}': 'таблиця {name}',
  'by config': 'за конфігурацією',
  'by default name': 'за типовою назвою',
  'by its columns': 'за стовпцями',

  'This user may not read {table}.': 'Цей користувач не має права читати {table}.',
  'Row-level security hides rows of {table} from this user: what refers to them would look like an orphan.':
    'Захист на рівні рядків приховує рядки {table} від цього користувача: усе, що на них посилається, здавалося б осиротілим.',
  'The scan ended before it.': 'Сканування закінчилося раніше, ніж дійшло до неї.',
  'It took longer than --statement-timeout allows.': 'Перевірка тривала довше, ніж дозволяє --statement-timeout.',
  'A table was locked for longer than --lock-timeout allows.':
    'Таблицю було заблоковано довше, ніж дозволяє --lock-timeout.',

  '{title}. The config file describes this check.': '{title}. Цю перевірку описує файл конфігурації.',
  'See the config file, which describes this check.': 'Дивіться файл конфігурації, який описує цю перевірку.',
  'Its query has no column {column}; it has {columns}.': 'Запит перевірки не має стовпця {column}; є {columns}.',
  'Its query has the column {column} twice. Give one of them another name with AS.':
    'У запиті перевірки стовпець {column} трапляється двічі. Дайте одному з них іншу назву через AS.',
  'The database does not take its query: {says}.': 'База даних не приймає запиту перевірки: {says}.',
  'Its query has no column.': 'Запит перевірки не має жодного стовпця.',

  'Rows of {check} are ignored no longer, since {expires}: {reason}':
    'Рядки {check} більше не ігноруються, термін сплив {expires}: {reason}',
  'None of the platform’s tables can be checked. Is it the right database, and are its tables mapped in the config file?':
    'Жодної таблиці платформи не можна перевірити. Чи це та база даних і чи зіставлено її таблиці у файлі конфігурації?',
  'Of {checks} not every row can be told from the others: more may be new than are counted. Both reports need more --keys, and the rows a key each.':
    ({ checks }) =>
      `Не всі рядки можна відрізнити один від одного в ${checks.replace(' and ', ' і ')}: нових може бути більше, ніж нараховано. Обом звітам потрібно більше --keys, а кожному рядку — ключ.`,

  'There is no {file} yet: every broken row counts as new.':
    'Файлу {file} ще немає: кожен некоректний рядок вважається новим.',
  '{file} is of another database: {database}.': '{file} — звіт про іншу базу даних: {database}.',
  'The scan of {file} was interrupted: checks that it has not made are unknown.':
    'Сканування для {file} було перервано: перевірки, яких воно не виконало, невідомі.',
  'The earlier report has not made this check.': 'У попередньому звіті цієї перевірки не виконано.',
  'The check was not made this time.': 'Цього разу перевірку не виконано.',
  'The rows have no key by which they could be told apart.': 'Рядки не мають ключа, за яким їх можна розрізнити.',
  'Not every row has a key of its own in both reports, as there are more rows than --keys keeps, or some without one: what is new or fixed is told at the least, of each severity.':
    'Не кожен рядок має в обох звітах власний ключ, бо рядків більше, ніж зберігає --keys, або деякі не мають ключа: для кожної серйозності вказано найменшу можливу кількість нових і виправлених.',
  'The config file accepts {#more} more than before; those that were there before count as fixed.':
    'Файл конфігурації приймає на {more} більше, ніж раніше; ті, що були й до того, вважаються виправленими.',
  'The config file accepts {#fewer} fewer than before; those that are still there count as new.':
    'Файл конфігурації приймає на {fewer} менше, ніж раніше; ті, що лишилися, вважаються новими.',
  '{@reason} The config file accepts {#more} more than before; those that were there before count as fixed.':
    '{reason} Файл конфігурації приймає на {more} більше, ніж раніше; ті, що були й до того, вважаються виправленими.',
  '{@reason} The config file accepts {#fewer} fewer than before; those that are still there count as new.':
    '{reason} Файл конфігурації приймає на {fewer} менше, ніж раніше; ті, що лишилися, вважаються новими.',
})
