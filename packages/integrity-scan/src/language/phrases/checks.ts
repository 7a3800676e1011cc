import { definePhrases } from '@m4sh/tools-core/language'

/** What the platform's checks say. */
export const checkPhrases = definePhrases({
  // What is wrong.
  'The tutor of the relation does not exist': 'Тьютора зв’язку не існує',
  'The student of the relation does not exist': 'Учня зв’язку не існує',
  'The same tutor and student have another relation that is not archived':
    'Ті самі тьютор і учень мають ще один неархівований зв’язок',
  'The student has another active tutor': 'Учень має ще одного активного тьютора',
  'The tutor and the student of the lesson have no relation that covers it':
    'Тьютор і учень уроку не мають зв’язку, який його охоплює',
  'The lesson ends before it starts, or takes more than a day':
    'Урок закінчується раніше, ніж починається, або триває понад добу',
  'The tutor of the lesson does not exist': 'Тьютора уроку не існує',
  'The student of the lesson does not exist': 'Учня уроку не існує',
  'The lesson of the message does not exist': 'Уроку, якого стосується повідомлення, не існує',
  'The message has no author, or one who does not exist': 'Повідомлення не має автора, або його автора не існує',
  'The author of the message has no part in the lesson': 'Автор повідомлення не бере участі в уроці',
  'The user of the notification does not exist': 'Користувача, якому адресовано сповіщення, не існує',
  'The notification is unread for long': 'Сповіщення давно не прочитане',
  'The completed lesson has no board snapshot': 'Завершений урок не має знімка дошки',
  'The board snapshot holds no strokes': 'У знімку дошки немає штрихів',
  'The lesson of the board snapshot does not exist': 'Уроку, з якого знімок дошки, не існує',
  'The user has no role, or one that the platform does not know':
    'Користувач не має ролі або має роль, якої платформа не знає',
  'The user is not active, and has an active relation': 'Користувач неактивний, але має активний зв’язок',
  'Another user has the same email address but for upper and lower case':
    'Інший користувач має таку саму електронну адресу, що відрізняється лише великими й малими літерами',
  'The column points to a table, and no foreign key sees to it that the row is there':
    'Стовпець указує на таблицю, але жоден зовнішній ключ не стежить, щоб рядок там існував',

  // What it does to people.
  'The student sees a tutor who is not there, and pages that list both fail.':
    'Учень бачить тьютора, якого немає, а сторінки, що показують обох, не працюють.',
  'The tutor sees a student who is not there, and pages that list both fail.':
    'Тьютор бачить учня, якого немає, а сторінки, що показують обох, не працюють.',
  'Whoever looks for the relation of the two finds one or the other, and what is done to one is not seen in the other.':
    'Хто шукає зв’язок цих двох, знаходить то один, то інший, а зміни в одному не видно в іншому.',
  'A student has one active tutor at most; pages show either of them, and lessons go to the wrong one.':
    'Учень має щонайбільше одного активного тьютора; сторінки показують то одного, то іншого, і уроки дістаються не тому.',
  'A warning where the two have no relation at all: pages by relation do not show the lesson. For information where there are only archived ones and the whole lesson lies outside of their time. Lessons whose tutor or student does not exist are told of by other checks.':
    'Попередження, якщо ці двоє взагалі не мають зв’язку: сторінки, побудовані за зв’язками, не показують уроку. До відома, якщо зв’язки лише архівовані, а весь урок лежить поза їхнім часом. Про уроки, тьютора чи учня яких не існує, повідомляють інші перевірки.',
  'Critical where it has no start or end, or ends when it starts or before: calendars leave it out or fail at it. A warning where it is longer than 24 hours, which is mostly a wrong date.':
    'Критично, якщо в уроку немає початку чи кінця або він закінчується не пізніше, ніж починається: календарі його пропускають або не працюють через нього. Попередження, якщо він довший за 24 години: здебільшого це хибна дата.',
  'The lesson stands in the student’s calendar, and nobody can give it; opening it fails.':
    'Урок стоїть у календарі учня, але провести його нікому; відкрити його не вдається.',
  'The lesson takes the tutor’s time, and nobody will come; opening it fails.':
    'Урок займає час тьютора, але ніхто не прийде; відкрити його не вдається.',
  'Nobody can see the message, and lists of all messages fail at it.':
    'Повідомлення ніхто не бачить, а списки всіх повідомлень через нього не працюють.',
  'The chat shows the message as nobody’s, and an author who is gone makes lists of messages fail.':
    'Чат показує повідомлення як нічиє, а через автора, якого вже немає, не працюють списки повідомлень.',
  'Somebody wrote into a chat of two others, or the lesson was given to others after they had talked. Admins may write everywhere.':
    'Хтось написав у чат двох інших людей, або урок передали іншим уже після розмови. Адміністратори можуть писати всюди.',
  'Nobody will ever read it, and whatever sends or counts notifications fails at it.':
    'Його ніхто ніколи не прочитає, а все, що надсилає чи рахує сповіщення, через нього не працює.',
  'Nobody will read it any more; it makes unread counters large, and lists slow.':
    'Його вже ніхто не прочитає; через такі сповіщення зростають лічильники непрочитаного й сповільнюються списки.',
  'The student cannot look at the board again: it was lost, or never saved.':
    'Учень не може знову переглянути дошку: її втрачено або ніколи не збережено.',
  'It is NULL, has no strokes, or is no object or list at all: whoever opens the board sees an empty one, or an error.':
    'Це NULL, або в ньому немає штрихів, або це взагалі не об’єкт і не список: хто відкриє дошку, побачить порожню або помилку.',
  'Nobody can open the board, and it takes room.': 'Дошку ніхто не може відкрити, а місце вона займає.',
  'The user logs in and sees nothing, or an error: every page asks for the role first.':
    'Користувач входить і не бачить нічого або бачить помилку: кожна сторінка насамперед питає роль.',
  'Lessons can be planned with somebody who cannot log in.': 'Можна запланувати уроки з людиною, яка не може ввійти.',
  'Whoever types the address in another way logs in as somebody else, or not at all; letters go to both.':
    'Хто набере адресу інакше, увійде як хтось інший або не ввійде взагалі; листи надходять обом.',
  'Whoever removes a row leaves behind what points to it. A constraint that is NOT VALID refuses new rows of that kind, and says nothing of those that were there before.':
    'Хто вилучає рядок, лишає по собі все, що на нього вказує. Обмеження NOT VALID не пропускає нових таких рядків, але нічого не каже про ті, що вже були.',

  // What a human has to do.
  'Give the relation to another tutor, or remove it together with what refers to it.':
    'Передайте зв’язок іншому тьюторові або вилучіть його разом з усім, що на нього посилається.',
  'Give the relation to another student, or remove it together with what refers to it.':
    'Передайте зв’язок іншому учневі або вилучіть його разом з усім, що на нього посилається.',
  'Decide which one stays, and archive the others.': 'Вирішіть, який лишається, і архівуйте інші.',
  'Ask the student which tutor it is, and archive or pause the other relations.':
    'Запитайте учня, хто його тьютор, і архівуйте або призупиніть інші зв’язки.',
  'Make the relation that was meant, or correct who the lesson is for.':
    'Створіть зв’язок, який мали на увазі, або виправте, для кого цей урок.',
  'Ask the tutor when the lesson was, and correct its times.': 'Запитайте тьютора, коли був урок, і виправте його час.',
  'Give the lesson to another tutor, or remove it together with what refers to it.':
    'Передайте урок іншому тьюторові або вилучіть його разом з усім, що на нього посилається.',
  'Give the lesson to another student, or remove it together with what refers to it.':
    'Передайте урок іншому учневі або вилучіть його разом з усім, що на нього посилається.',
  'Remove it together with what refers to it, or bring the lesson back.':
    'Вилучіть його разом з усім, що на нього посилається, або поверніть урок.',
  'Leave a message without an author as it is, and ignore it in the config file; or give it to a user made for that.':
    'Повідомлення без автора лишіть як є та проігноруйте у файлі конфігурації; або передайте його створеному для цього користувачеві.',
  'Find out how it came there, and remove what does not belong to the lesson.':
    'З’ясуйте, звідки воно там узялося, і вилучіть те, що не належить до уроку.',
  'Remove it together with what refers to it.': 'Вилучіть його разом з усім, що на нього посилається.',
  'Mark them as read, or remove them.': 'Позначте їх прочитаними або вилучіть.',
  'Find out whether saving fails; a board that was not saved cannot be brought back.':
    'З’ясуйте, чи збереження працює; незбережену дошку повернути неможливо.',
  'Remove it.': 'Вилучіть його.',
  'Give the user the role that is meant; roles of your own stand in "roles" of the config file.':
    'Дайте користувачеві потрібну роль; власні ролі вказують у «roles» файлу конфігурації.',
  'Archive the relations, or make the user active again.': 'Архівуйте зв’язки або знову зробіть користувача активним.',
  'Ask which of the two accounts is used, and merge or rename the other.':
    'Запитайте, яким із двох облікових записів користуються, а інший об’єднайте з ним або перейменуйте.',
  'Add the constraint, or validate it: --emit-constraints writes the statements. A column that points to nothing here is named in "notReferences" of the config file.':
    'Додайте обмеження або перевірте наявне (VALIDATE): інструкції запише --emit-constraints. Стовпець, який тут ні на що не вказує, назвіть у «notReferences» файлу конфігурації.',

  // What --fix does about it.
  'The reference becomes NULL where its column allows that; else the row is removed, unless other rows refer to it.':
    'Посилання стає NULL, якщо стовпець це дозволяє; інакше рядок вилучається, якщо на нього не посилаються інші рядки.',
  'The one in whose time most lessons of the two lie stays, then the oldest active one; the others become archived.':
    'Лишається той, на чий час припадає найбільше уроків цих двох, далі — найдавніший активний; інші архівуються.',
  'An end before the start changes places with it; what has no start or no end, or no length, needs a human.':
    'Кінець, що передує початку, міняється з ним місцями; урок без початку, без кінця чи без тривалості потребує людини.',
  'An author who is gone becomes NULL where the column allows that; the message stays.':
    'Замість автора, якого вже немає, стає NULL, якщо стовпець це дозволяє; повідомлення лишається.',
  'It is marked as read, or removed with --delete-stale.':
    'Воно позначається прочитаним, а з --delete-stale вилучається.',
  'It is removed.': 'Він вилучається.',
  'Active relations of the user become archived.': 'Активні зв’язки користувача архівуються.',

  // What was done.
  removed: 'вилучено',
  archived: 'архівовано',
  'marked as read': 'позначено прочитаними',
  'author set to NULL': 'автора замінено на NULL',
  'reference set to NULL': 'посилання замінено на NULL',
  'start and end swapped': 'початок і кінець поміняно місцями',

  // Why a repair brings up rows of another check: what comes after «бо».
  'what ended more than a day before it started is longer than a day':
    'те, що закінчувалося більш ніж за добу до свого початку, тепер триває понад добу',
  'a lesson that starts earlier now may lie outside of the time of an archived relation':
    'урок, що тепер починається раніше, може лежати поза часом архівованого зв’язку',
  'the snapshot that the lesson had was empty': 'знімок дошки цього уроку був порожній',
  'lessons outside of the time of a relation that is archived now are told of':
    'про уроки поза часом щойно архівованого зв’язку тепер повідомляється',
})

/** A sentence of a check that comes with the tool: it has its translation. */
export type CheckPhrase = keyof typeof checkPhrases
