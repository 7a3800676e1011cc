/** What several tools say, and the tables themselves. */
export const shared = {
  // The list of tools.
  tool: 'інструмент',
  'question it answers': 'на яке питання відповідає',
  'one command': 'одна команда',
  'its report': 'його звіт',
  'Report of': 'Звіт',

  // Tables of flags.
  flag: 'прапорець',
  default: 'типово',
  'what it does': 'що робить',
  'without a value': 'без значення:',
  'command line only': 'лише в командному рядку',
  'Config file only': 'Лише у файлі конфігурації',
  'Flags have a variable each (that of {flag} is {variable}) and a key in `m4sh.config.{json,yaml,yml,js,mjs,ts}` ({key} in the section {section}), but for those of the command line only. The file is looked for from the working directory upward; a flag beats the environment, and the environment beats the file. A variable that stands in the table is read as well.':
    'Кожен прапорець має змінну середовища (для {flag} це {variable}) і ключ у `m4sh.config.{json,yaml,yml,js,mjs,ts}` ({key} у розділі {section}), крім тих, що діють лише в командному рядку. Файл шукають від робочої теки вгору; прапорець має перевагу над середовищем, а середовище — над файлом. Змінна, названа в таблиці, теж діє.',

  // Tables of exit codes.
  'exit code': 'код виходу',
  meaning: 'що означає',
  pass: 'успішно',
  'wrong usage or configuration': 'неправильне використання або конфігурація',
  'interrupted; the report of what was done so far is written all the same':
    'перервано; звіт про зроблене до того однаково записано',
  'this machine was too slow to measure (--on-saturation warn only says so)':
    'ця машина надто повільна для такого вимірювання (з --on-saturation warn — лише попередження)',

  // Groups of flags.
  Connection: 'З’єднання',
  Database: 'База даних',
  General: 'Загальні',
  Load: 'Навантаження',
  Output: 'Вивід',
  Verdict: 'Вердикт',

  // Connection.
  'Where the platform runs, with or without /api': 'Де працює платформа, з /api або без нього',
  'Access token, sent as a bearer token': 'Токен доступу; надсилається як bearer',
  'Header of every request; repeatable': 'Заголовок кожного запиту; можна повторювати',
  'The WebSocket gateway; else /ws/ at the base URL': 'Шлюз WebSocket; якщо не задано — /ws/ від базової URL-адреси',
  'The PostgreSQL database; else DATABASE_URL, else the PG* variables as psql reads them':
    'База даних PostgreSQL; якщо не задано — DATABASE_URL, далі змінні PG*, як їх читає psql',

  // Verdict.
  'Fail unless it holds, such as latency.p95<200; repeatable, and instead of those of the config file':
    'Запуск не пройдено, якщо поріг не витримано, наприклад latency.p95<200; можна повторювати; заміняє пороги з файлу конфігурації',
  'What to do if this machine was too slow to measure: exit 4, or only say so':
    'Що робити, коли ця машина надто повільна для такого вимірювання: завершитися з кодом 4 чи лише попередити',

  // Output.
  'Write the report here, in the format of the extension; - is stdout; repeatable':
    'Куди записати звіт; формат — за розширенням, - означає stdout; можна повторювати',
  'Format of the output in the same place, whatever its extension; repeatable':
    'Формат виводу, що стоїть на тому самому місці, хай яке його розширення; можна повторювати',
  'Language of text and HTML; by default that of LC_ALL, LC_MESSAGES or LANG':
    'Мова тексту й HTML; типово — за LC_ALL, LC_MESSAGES або LANG',
  'Add the run to this folder, whose index.html lists all runs with their trends':
    'Додати запуск до цієї теки; її index.html перелічує всі запуски з їхніми тенденціями',
  'JSON instead of the default format': 'JSON замість типового формату',
  'Sends within 0.01 ms of its time, for half a core more':
    'Надсилає з точністю до 0,01 мс від запланованого часу, ціною ще пів ядра',

  // General.
  'Do not ask before changing anything': 'Не питати дозволу, перш ніж щось змінити',
  'Config file; else m4sh.config.{json,yaml,yml,js,mjs,ts} is looked for from here upward':
    'Файл конфігурації; якщо не задано, m4sh.config.{json,yaml,yml,js,mjs,ts} шукають від робочої теки вгору',
  'Says nothing but errors: no progress, no text report': 'Лише помилки: ні перебігу роботи, ні текстового звіту',
  'More detail on stderr': 'Докладніше в stderr',
  'Colours; by default on a terminal only (NO_COLOR and FORCE_COLOR are heeded)':
    'Кольори; типово — лише в терміналі (NO_COLOR і FORCE_COLOR враховано)',
  'Show this help': 'Показати довідку',
  'Show the version': 'Показати версію',
  'Print a completion script for bash, zsh or fish': 'Вивести скрипт автодоповнення для bash, zsh або fish',
}
