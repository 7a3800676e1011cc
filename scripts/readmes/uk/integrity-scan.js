export const integrityScan = {
  'Which rows in the database are broken, and can they be repaired safely?':
    'Які рядки в базі даних зіпсовані, і чи можна їх безпечно виправити?',

  'Which checks': 'Які перевірки',
  'Checks to make: an id, lessons.*, or a category such as Lessons; repeatable':
    'Які перевірки виконати: ідентифікатор, lessons.* або категорія, наприклад Lessons; можна повторювати',
  'Checks to leave out, in the same words; repeatable': 'Які перевірки пропустити, так само; можна повторювати',
  'Only checks that find such rows; repeatable': 'Лише перевірки, що знаходять такі рядки; можна повторювати',
  'Lists the checks and ends; needs no database': 'Перелічує перевірки й завершується; база даних не потрібна',
  'Unread notifications that are older are stale': 'Непрочитані сповіщення, старші за це, вважаються застарілими',

  'Broken rows of each check that the report shows; the count is exact all the same':
    'Скільки некоректних рядків кожної перевірки показує звіт; загальна кількість однаково точна',
  'All broken rows, as CSV; never more than a few of them are in memory':
    'Усі некоректні рядки у CSV; у пам’яті їх щоразу лише кілька',
  'Keys of each check that the report holds, for --compare':
    'Скільки ключів кожної перевірки зберігає звіт, для --compare',
  'Writes the constraints that would keep what was found from coming back':
    'Записує обмеження, що не дали б знайденому повторитися',

  'Fail for rows of this severity or worse; with --compare for new ones only':
    'Запуск не пройдено за рядків цієї або вищої серйозності; з --compare — лише за нових',
  'Fail for more critical rows': 'Запуск не пройдено, якщо критичних рядків більше',
  'Fail for more rows with a warning': 'Запуск не пройдено, якщо рядків із попередженням більше',
  'Fail for more rows for information': 'Запуск не пройдено, якщо рядків до відома більше',
  'Fail for more rows that --compare does not have': 'Запуск не пройдено, якщо рядків, яких немає в --compare, більше',
  'An earlier report: what is new, fixed and still open; where there is none yet, every row is new':
    'Попередній звіт: що нове, що виправлено і що досі відкрите; поки його немає, новий кожен рядок',

  Repair: 'Виправлення',
  'Repairs what can be repaired': 'Виправляє те, що можна виправити',
  'Says all that --fix or --undo would do, and changes nothing':
    'Каже все, що зробив би --fix або --undo, і нічого не змінює',
  '--fix swaps start and end of lessons that end before they start':
    '--fix міняє місцями початок і кінець уроків, що закінчуються раніше, ніж починаються',
  '--fix removes stale notifications and does not mark them as read':
    '--fix вилучає застарілі сповіщення, а не позначає їх прочитаними',
  '--fix refuses to change more rows': '--fix відмовляється змінювати більше рядків',
  'Where --fix leaves what --undo needs': 'Де --fix лишає те, що потрібно для --undo',
  'Brings back what one --fix has changed; where its report goes says the command line':
    'Повертає те, що змінив один --fix; куди піде звіт, каже командний рядок',

  'Schemas to look in, the first one first; else the search path, then all; repeatable':
    'У яких схемах шукати, у першій — насамперед; якщо не задано — search_path, далі всі; можна повторювати',
  'Checks made at once, all on one picture of the database':
    'Скільки перевірок виконувати одночасно; усі бачать той самий стан бази',
  'A check that takes longer is given up': 'Перевірку, що триває довше, припиняють',
  'How long a lock is waited for': 'Скільки чекати на блокування',

  'Tables and columns of other names': 'Таблиці й стовпці з іншими назвами',
  'Roles that users may have': 'Ролі, які можуть мати користувачі',
  'Checks of your own': 'Власні перевірки',
  'Broken rows that are accepted': 'Некоректні рядки, з якими погодилися',
  'Columns that point to a table without a foreign key': 'Стовпці, що вказують на таблицю без зовнішнього ключа',
  'Columns that only look as if they pointed to a table': 'Стовпці, що лише здаються посиланнями на таблицю',

  'broken rows (--fail-on) or thresholds failed': 'є некоректні рядки (--fail-on) або не витримано порогів',
  'the database cannot be used, a check ended with an error, none of the platform’s tables is there, or a repair was rolled back':
    'базою даних не вдалося скористатися, перевірка закінчилася помилкою, немає жодної таблиці платформи або виправлення відкочено',
}
