import { definePhrases, sayer, type Say, ukrainianForm, ukrainianPlural } from '@m4sh/tools-core/language'

const notifications = (count: string): string => ukrainianPlural(count, 'сповіщення', 'сповіщення', 'сповіщень')

/** Sentences that the JSON report of notif-blast holds in English. */
export const phrases = definePhrases({
  'The rows could not be counted by their marker.': 'Рядки не вдалося порахувати за їхньою позначкою.',
  "--type {type} is none of the platform's types. Did you mean {known}?":
    '--type {type} не належить до типів платформи. Може, {known}?',
  '{file} is rendered for each row, which takes longer than all else.':
    '{file} обробляється для кожного рядка, і це триває довше за все інше.',

  // Of the way that pushes go.
  '{asked} is there, and this token may use it (HTTP {status} to an empty one)':
    '{asked} є, і цей токен має до нього доступ (HTTP {status} на порожній)',
  '{asked} is redirected elsewhere': '{asked} переспрямовано в інше місце',
  '{asked} does not take this token (HTTP {status})': '{asked} не приймає цього токена (HTTP {status})',
  '{asked} takes nobody without a token (HTTP {status})': '{asked} не приймає нікого без токена (HTTP {status})',
  '{asked} is not there (HTTP {status})': '{asked} немає (HTTP {status})',
  '{asked} cannot be used (HTTP {status})': '{asked} непридатний (HTTP {status})',
  'the gateway at {address} lets this token publish': 'шлюз на {address} дозволяє цьому токену публікувати',
  'the gateway at {address} takes this token, and answers no ping':
    'шлюз на {address} приймає цей токен, але не відповідає на ping',

  // Of those who listened.
  '1 token could not be used: the platform does not say whose.': 'Один токен не придався: платформа не каже, чий він.',
  '{#count} tokens could not be used: the platform does not say whose.':
    'Токенів, що не придалися, бо платформа не каже, чиї вони: {count}.',
  '1 user with a token did not listen: they get no notifications.':
    'Один користувач із токеном не слухав: сповіщень йому немає.',
  '{#count} users with a token did not listen: they get no notifications.':
    'Користувачів із токеном, які не слухали, бо сповіщень їм немає: {count}.',
  'Of {users} users {most} listened, chosen evenly.': 'З {users} користувачів слухали {most}, вибрані рівномірно.',
  'The gateway refused {count} of {all} listeners: {says}.': 'Шлюз відмовив слухачам ({count} з {all}): {says}.',
  '{count} of {all} listeners lost their sockets for good.':
    'Слухачів, що остаточно втратили свої сокети: {count} з {all}.',
  '1 notification came to the socket of another user.': 'Одне сповіщення прийшло в сокет іншого користувача.',
  '{#count} notifications came to the socket of another user.': ({ count }) =>
    `У сокет іншого користувача ${ukrainianForm(count, 'прийшло', 'прийшли', 'прийшло')} ${notifications(count)}.`,
  'Of {lost} that are lost, {late} came later than {#seconds} s.':
    'Із втрачених ({lost}) пізніше ніж за {seconds} с прийшли {late}.',
  'Of {lost} that are lost, {missed} were for users whose sockets were gone for a while.':
    'Із втрачених ({lost}) призначалися користувачам, чиї сокети на якийсь час зникли: {missed}.',
  '1 notification arrived whose push has failed as far as is known.':
    'Дійшло одне сповіщення, надсилання якого, наскільки відомо, не вдалося.',
  '{#count} notifications arrived whose push has failed as far as is known.':
    'Сповіщень, що дійшли, хоча їх, наскільки відомо, не вдалося надіслати: {count}.',
  'The run was stopped before it was known what became of 1 notification.':
    'Запуск зупинено, перш ніж стало відомо, що сталося з одним сповіщенням.',
  'The run was stopped before it was known what became of {#count} notifications.':
    'Запуск зупинено, перш ніж стало відомо, що сталося зі сповіщеннями: {count}.',
  'Sockets that listened were lost and came back 1 time.': 'Сокет слухача один раз зникав і повертався.',
  'Sockets that listened were lost and came back {#count} times.': ({ count }) =>
    `Сокети слухачів зникали й поверталися: ${ukrainianPlural(count, 'раз', 'рази', 'разів')}.`,
})

export const say: Say<typeof phrases> = sayer(phrases)
