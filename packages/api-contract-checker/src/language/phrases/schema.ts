import { definePhrases } from '@m4sh/tools-core/language'

/** What is odd about a schema. */
export const schemaPhrases = definePhrases({
  '… and {#count} more like these.': '… і ще стільки подібних: {count}.',

  '{file} is no valid JSON ({fault} (line {#line}, column {#column})); it was read as YAML.':
    '{file} не є коректним JSON ({fault}: рядок {line}, стовпець {column}); прочитано як YAML.',
  '{file} has a key twice in one mapping ({@place}); the last one counts.':
    'У {file} той самий ключ стоїть в об’єкті двічі ({place}); діє останній.',
  'line {#line}, column {#column}': 'рядок {line}, стовпець {column}',
  'place unknown': 'місце невідоме',
  '{file} holds {#count} YAML documents; the first OpenAPI document among them is read.':
    'У {file} кілька документів YAML ({count}); прочитано перший серед них документ OpenAPI.',
  'Untitled API': 'API без назви',

  '`servers` is no list; it is left out.': '`servers` — не список; його пропущено.',
  'A server has no `url`; it is left out.': 'Сервер без `url` пропущено.',
  'The server "{url}" is no address; it is left out.': 'Адреса сервера «{url}» некоректна; його пропущено.',

  'The path {path}… is left out: it is longer than {#most} characters.':
    'Шлях {path}… пропущено: він довший за {most} символів.',
  'The path {path} is left out: it holds no operations.': 'Шлях {path} пропущено: у ньому немає операцій.',
  'The path {path} is left out: {@why}.': 'Шлях {path} пропущено: {why}.',
  '{operation} is left out: it is no object.': '{operation} пропущено: це не об’єкт.',
  '{operation} is described twice; the first description counts.': '{operation} описано двічі; діє перший опис.',
  '{operation}: its `parameters` are no list and are left out.': '{operation}: `parameters` — не список; їх пропущено.',
  '{operation}: one of its parameters does not say where it belongs (`in`) and is left out.':
    '{operation}: в одного з параметрів не вказано місця (`in`); його пропущено.',
  '{operation}: one of its parameters is left out: {@why}.': '{operation}: один із параметрів пропущено: {why}.',
  '{operation}: its request body is left out: {@why}.': '{operation}: тіло запиту пропущено: {why}.',

  'it is no object': 'це не об’єкт',
  'the reference {reference} leads in a circle': 'посилання {reference} утворює коло',
  'the reference {reference} is one of more than {#most} in a row':
    'посилання {reference} належить до ланцюжка, довшого за {most}',
  'the reference {reference} could not be read': 'не вдалося прочитати посилання {reference}',
  'the reference {reference} could not be read: {@why}': 'не вдалося прочитати посилання {reference}: {why}',
  'the reference {reference} is no address': 'посилання {reference} не є адресою',
  'the reference {reference} names an anchor, not a path': 'посилання {reference} вказує на якір, а не на шлях',
  'the reference {reference} leads nowhere': 'посилання {reference} нікуди не веде',
  'a schema from the network may not name local files': 'схема з мережі не може посилатися на локальні файли',
  'the server answered {#status}': 'сервер відповів {status}',
  '{path} is no file': '{path} не є файлом',
  // What the core says of files.
  'there is no such file': 'такого файлу немає',
  'it is a folder': 'це тека',
  'permission was denied': 'немає прав доступу',
})
