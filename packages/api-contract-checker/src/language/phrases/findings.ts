import { definePhrases, ukrainianPlural } from '@m4sh/tools-core/language'

/** What rules find. */
export const findingPhrases = definePhrases({
  'the request {path}': 'запит {path}',
  'No endpoint answers {@request}.': 'Жоден ендпоінт не відповідає на {request}.',
  'No endpoint answers {@request}. The nearest is {nearest}.':
    'Жоден ендпоінт не відповідає на {request}. Найближчий — {nearest}.',
  'No endpoint answers {@request}: the prefix {prefix} is missing. With it the call would reach {endpoint}.':
    'Жоден ендпоінт не відповідає на {request}: бракує префікса {prefix}. З ним виклик потрапив би до {endpoint}.',
  'No endpoint answers {@request}: the client puts {prefix} in front of a path that begins with {prefix} already. Without it the call would reach {endpoint}.':
    'Жоден ендпоінт не відповідає на {request}: клієнт додає {prefix} до шляху, що вже починається з {prefix}. Без нього виклик потрапив би до {endpoint}.',

  '{path} does not take {method}; it takes {methods}.': ({ path, method, methods }) =>
    `${path} не приймає ${method}; приймає ${inWords(methods)}.`,

  '{method} {path} lacks the slash at the end of {endpoint}. {@redirect}':
    '{method} {path} не має слеша в кінці, а {endpoint} має. {redirect}',
  '{method} {path} ends in a slash, and {endpoint} does not: servers take these for different addresses, and most answer 404.':
    '{method} {path} закінчується слешем, а {endpoint} — ні: для серверів це різні адреси, і більшість відповість 404.',
  'Django answers 301, so each call costs a second request.':
    'Django відповідає 301, тож кожен виклик коштує ще одного запиту.',
  'Django answers 301, and the browser follows it with a GET without the body (with DEBUG on, Django fails instead).':
    'Django відповідає 301, і браузер повторює запит як GET без тіла (а з увімкненим DEBUG Django видає помилку).',
  'Django answers 301 (with DEBUG on, it fails instead): the redirect is not followed safely, the body may be lost.':
    'Django відповідає 301 (а з увімкненим DEBUG видає помилку): таке перенаправлення ненадійне, тіло може загубитися.',

  'No call reaches {endpoint}.': 'Жоден виклик не веде до {endpoint}.',
  'No call reaches {endpoint}. It could be reached by an unresolved call.':
    'Жоден виклик не веде до {endpoint}. До нього може вести один нерозпізнаний виклик.',
  'No call reaches {endpoint}. It could be reached by {#count} unresolved calls.': ({ endpoint, count }) =>
    `Жоден виклик не веде до ${endpoint}. До нього можуть вести ${ukrainianPlural(count, 'нерозпізнаний виклик', 'нерозпізнані виклики', 'нерозпізнаних викликів')}.`,
  '{endpoint} is deprecated.': '{endpoint} позначено застарілим.',

  '{endpoint} has no query parameter "{name}". It has none at all.':
    '{endpoint} не має параметра запиту «{name}». Він не має жодного.',
  '{endpoint} has no query parameter "{name}". It has {known}.': ({ endpoint, name, known }) =>
    `${endpoint} не має параметра запиту «${name}». Він має ${inWords(known)}.`,
  '{endpoint} requires the query parameter "{name}", which the call does not give.':
    '{endpoint} вимагає параметра запиту «{name}», а виклик його не передає.',

  '"{name}" is read-only: {endpoint} does not take it in its body.':
    'Властивість «{name}» лише для читання: {endpoint} не приймає її в тілі.',
  '{endpoint} takes no property "{name}" in its body. It takes none.':
    '{endpoint} не приймає в тілі властивості «{name}». Він не приймає жодної.',
  '{endpoint} takes no property "{name}" in its body. It takes {known}.': ({ endpoint, name, known }) =>
    `${endpoint} не приймає в тілі властивості «${name}». Він приймає ${inWords(known)}.`,
  '{endpoint} requires the property "{name}" in its body, which the call does not give.':
    '{endpoint} вимагає в тілі властивості «{name}», а виклик її не передає.',

  '"{value}" stands where {endpoint} wants {parameter}, and cannot be it: wanted is {@wanted}.':
    '«{value}» стоїть там, де {endpoint} очікує {parameter}, але не може ним бути. Потрібно: {wanted}.',
  '{value} is a {type} where {endpoint} wants {parameter}, and cannot be it: wanted is {@wanted}.':
    '{value} має тип {type} там, де {endpoint} очікує {parameter}, але не може ним бути. Потрібно: {wanted}.',
  'one of {values}': 'одне з {values}',
  'text that fits {pattern}': 'текст, що відповідає {pattern}',
  'another value': 'інше значення',
  integer: 'ціле число',
  number: 'число',
  boolean: 'логічне значення',
})

/** `a, b і c` of `a, b and c`, `a, b і ще 3` of `a, b and 3 more`. */
function inWords(names: string): string {
  return names.replace(/ and (\d+) more$/, ' і ще $1').replace(/ and (?=\S+$)/, ' і ')
}
