import { definePhrases, sayer } from '@m4sh/tools-core/language'

/** Sentences that reports of stress-board hold in English. */
export const phrases = definePhrases({
  'Nothing had to be delivered, so nothing was measured: more clients in a room, a longer run or a higher rate are wanted.':
    'Доставляти було нічого, тож нічого й не виміряно: потрібно більше клієнтів у кімнаті, довший запуск або вища частота.',
  'It was stopped before anybody saw anything, so nothing was measured.':
    'Запуск зупинено раніше, ніж хтось щось побачив, тож нічого не виміряно.',
  'The bad network let nothing through that was drawn, so nothing was measured: give less than --packet-loss 100%.':
    'Погана мережа не пропустила нічого з намальованого, тож нічого не виміряно: задайте менше, ніж --packet-loss 100%.',
  'Nobody saw the 1 delivery that had to come, so nothing was measured.':
    'Єдиної доставки, що мала дійти, ніхто не побачив, тож нічого не виміряно.',
  'Nobody saw any of the {#deliveries} deliveries that had to come, so nothing was measured.':
    'Доставок, що мали дійти: {deliveries}, і жодної з них ніхто не побачив, тож нічого не виміряно.',
  '1 of 1 client never connected.': 'Єдиний клієнт так і не під’єднався.',
  '{#never} of {#clients} clients never connected.': 'Клієнтів, що так і не під’єдналися: {never} з {clients}.',
  'Of {#clients} clients only {#planned} come before the end, at {#rate} a second: raise --connect-rate or --duration.':
    'З {clients} клієнтів до кінця запуску встигають прийти лише {planned}, по {rate} за секунду: збільште --connect-rate або --duration.',
  '1 room has one client only, who draws for nobody: give more clients or fewer lessons.':
    'В одній кімнаті лише один клієнт, і малює він ні для кого: додайте клієнтів або зменште кількість уроків.',
  '{#rooms} rooms have one client only, who draws for nobody: give more clients or fewer lessons.':
    'Кімнат, у яких лише один клієнт і малює він ні для кого: {rooms}. Додайте клієнтів або зменште кількість уроків.',
  '1 client left before the end, as the stages say, and could not be compared.':
    'Один клієнт за заданими етапами пішов ще до кінця запуску, тож його дошку не порівняно.',
  '{#clients} clients left before the end, as the stages say, and could not be compared.':
    'Клієнтів, які за заданими етапами пішли ще до кінця запуску: {clients}; їхні дошки не порівняно.',
  '1 client was gone at the end, or got no board, and could not be compared.':
    'Одного клієнта наприкінці вже не було або він не отримав дошки, тож порівняти його дошку не вдалося.',
  '{#clients} clients were gone at the end, or got no board, and could not be compared.':
    'Клієнтів, яких наприкінці вже не було або які не отримали дошки: {clients}; порівняти їхні дошки не вдалося.',

  '1 socket ended: {@says}.': 'Закрився один сокет: {says}.',
  '1 socket ended: {@says}. {@hint}': 'Закрився один сокет: {says}. {hint}',
  '{#sockets} sockets ended: {@says}.': 'Сокетів, що закрилися: {sockets}. Причина: {says}.',
  '{#sockets} sockets ended: {@says}. {@hint}': 'Сокетів, що закрилися: {sockets}. Причина: {says}. {hint}',
  '1 message was written right before the socket broke; whether the server had them is not known.':
    'Одне повідомлення записано перед самим обривом сокета; чи отримав його сервер, невідомо.',
  '{#messages} messages were written right before the socket broke; whether the server had them is not known.':
    'Повідомлень, записаних перед самим обривом сокета: {messages}; чи отримав їх сервер, невідомо.',
  'The gateway refused 1 message ({kinds}); a stroke that it refused counts as lost to the others.':
    'Шлюз відхилив одне повідомлення ({kinds}); штрих, який він відхилив, для інших вважається втраченим.',
  'The gateway refused {#messages} messages ({kinds}); a stroke that it refused counts as lost to the others.':
    'Повідомлень, які відхилив шлюз: {messages} ({kinds}); штрих, який він відхилив, для інших вважається втраченим.',

  'Ended early: {expression} was missed.': 'Зупинено достроково: не витримано {expression}.',
  'With {#clients} clients this machine was too slow to tell; the platform may hold more.':
    'За кількості клієнтів {clients} ця машина не встигала вимірювати; платформа, можливо, витримує більше.',
  'The baseline {file} is not to be trusted: its verdict is "{@verdict}".':
    'Еталону {file} не можна довіряти: його вердикт — «{verdict}».',
  invalid: 'недійсно',
  error: 'помилка',
  'The baseline {file} was interrupted: its load was another one.':
    'Еталонний запуск {file} було перервано: його навантаження інше.',
  'Of {#parts} parts these are missing: {missing}.': 'Частин усього {parts}, з них бракує: {missing}.',
})

export const say = sayer(phrases)
