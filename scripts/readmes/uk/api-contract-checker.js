export const apiContractChecker = {
  "Do frontend calls and the backend's OpenAPI schema agree?":
    'Чи узгоджені виклики фронтенду зі схемою OpenAPI бекенду?',

  Input: 'Вхідні дані',
  "The frontend's source; repeatable: an endpoint is unused if none of them calls it":
    'Код фронтенду; можна повторювати: ендпоінт не використовується, якщо його не викликає жоден фронтенд',
  'OpenAPI schema: a path at the base URL, a whole address, a file, or - for stdin; repeatable':
    'Схема OpenAPI: шлях від базової URL-адреси, повна адреса, файл або - для stdin; можна повторювати',
  'Read these files too, though they are tests, stories, mocks or ignored by git':
    'Читати й ці файли, хоч це тести, stories, моки або їх ігнорує git',
  'Leave these files out': 'Пропустити ці файли',
  'Time that the schema may take': 'Скільки чекати на схему',

  Matching: 'Зіставлення',
  "Path in front of the frontend's calls, such as /api; else found by itself":
    'Шлях перед викликами фронтенду, наприклад /api; якщо не задано, інструмент знаходить його сам',
  "Path in front of the schema's operations; else found by itself":
    'Шлях перед операціями схеми; якщо не задано, інструмент знаходить його сам',
  'No findings for calls in exported code that nothing uses':
    'Без зауважень до викликів в експортованому коді, якого ніщо не використовує',
  'Query parameters that every endpoint takes though the schema does not say so':
    'Параметри запиту, які приймає кожен ендпоінт, хоч у схемі цього й не сказано',

  'Take a frontend without any call for granted; else that is exit code 3':
    'Вважати нормальним фронтенд без жодного виклику; інакше це код виходу 3',
  'Findings that make the run fail: error, warning, info, none, or ids of rules':
    'Через які зауваження запуск не пройдено: error, warning, info, none або ідентифікатори правил',
  'Findings that are known and fail nothing': 'Відомі зауваження, що не впливають на вердикт',
  'Write all findings of this run to the baseline (api-contract-baseline.json unless --baseline names one)':
    'Записати всі зауваження цього запуску в еталон (api-contract-baseline.json, якщо --baseline не називає іншого)',
  "Fail unless it holds, such as 'summary.frontendOnly<=5'; repeatable":
    "Запуск не пройдено, якщо поріг не витримано, наприклад 'summary.frontendOnly<=5'; можна повторювати",

  "Links to the source, such as 'https://…/blob/main/{file}#L{line}'; else they open in the editor":
    "Посилання на код, наприклад 'https://…/blob/main/{file}#L{line}'; якщо не задано, вони відкривають редактор",

  Run: 'Запуск',
  'Remember what was read, by content': 'Запам’ятовувати прочитане, за вмістом',
  'Where it is remembered': 'Де його зберігати',
  'Run again whenever a file changes': 'Запускати знову щоразу, коли змінюється файл',

  'Say nothing but errors, and no summary on stdout': 'Лише помилки, без підсумку в stdout',
  'Say on stderr what was read and skipped': 'Повідомляти в stderr, що прочитано, а що пропущено',

  'Calls and endpoints to leave out: a list of {method, path, reason, expires}':
    'Виклики й ендпоінти, які слід пропустити: список із {method, path, reason, expires}',
  'Severity of each rule: error, warning, info or off': 'Серйозність кожного правила: error, warning, info або off',

  agreement: 'усе узгоджено',
  'findings (--fail-on) or thresholds failed': 'є зауваження (--fail-on) або не витримано порогів',
  'the schema could not be had, no call was found (--allow-empty if that is right), or a report could not be written':
    'не вдалося отримати схему, не знайдено жодного виклику (якщо так і має бути — --allow-empty) або не вдалося записати звіт',
}
