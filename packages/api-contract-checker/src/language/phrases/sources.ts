import { definePhrases, ukrainianPlural } from '@m4sh/tools-core/language'

/** Why a call is not known, and why a file was not read. */
export const sourcePhrases = definePhrases({
  'the URL is known only at run time': 'URL стає відомим лише під час виконання',
  'the URL is known only at run time (`{name}`)': 'URL стає відомим лише під час виконання (`{name}`)',
  'the URL is decided by the callers (`{name}`), and none was found that gives it':
    'URL задають ті, хто викликає цей код (`{name}`), але жодного такого виклику не знайдено',
  'the URL is decided by a subclass or an instance (`{name}`), and none was found that gives it':
    'URL задає підклас або екземпляр (`{name}`), але такого не знайдено',
  'the method is known only at run time': 'метод стає відомим лише під час виконання',
  'the method is known only at run time (`{name}`)': 'метод стає відомим лише під час виконання (`{name}`)',
  'the method comes from `{name}`': 'метод задає `{name}`',
  'the path is known only at run time': 'шлях стає відомим лише під час виконання',
  'the client is not known': 'невідомо, який це клієнт',
  'too many ways lead to this call to follow them all': 'до цього виклику веде забагато шляхів, щоб простежити всі',

  'larger than {#most} MB ({#size} MB): not read as source':
    'більший за {most} МБ ({size} МБ): не прочитано як джерельний код',
  'binary: not read as source': 'двійковий файл: не прочитано як джерельний код',
  'not UTF-8: save it as UTF-8 to have it read': 'не UTF-8: щоб файл було прочитано, збережіть його в UTF-8',
  'minified: the output of a build, not its source': 'мініфікований: це результат збирання, а не джерельний код',
  'unreadable: permission denied': 'не читається: немає прав доступу',
  'unreadable: {error}': 'не читається: {error}',
  'a symbolic link that leads to itself': 'символьне посилання, що веде саме на себе',
  'a symbolic link that leads nowhere': 'символьне посилання, що нікуди не веде',
  '1 syntax error: read as far as possible': 'одна синтаксична помилка: прочитано, наскільки вдалося',
  '{#count} syntax errors: read as far as possible': ({ count }) =>
    `${ukrainianPlural(count, 'синтаксична помилка', 'синтаксичні помилки', 'синтаксичних помилок')}: прочитано, наскільки вдалося`,
  'could not be parsed: {error}': 'не вдалося розібрати: {error}',
  'so entangled that wrappers were followed only in part: --exclude what is no source of the frontend':
    'код такий заплутаний, що обгортки простежено лише частково: вилучіть через --exclude те, що не є кодом фронтенду',
})
