export const notifBlast = {
  'What happens under a flood of notifications?': 'Що буде під потоком сповіщень?',

  'Whom and what': 'Кому й що',
  'Who gets them, by id or email address; repeatable':
    'Хто їх отримає, за ідентифікатором або електронною адресою; можна повторювати',
  'All users that there are': 'Усі користувачі, які є',
  'Notifications of each --user; with --all-users, of all together':
    'Скільки сповіщень отримає кожен --user; з --all-users — усі разом',
  '--count is for each of --all-users': '--count стосується кожного з --all-users',
  'all of the platform’s': 'усі типи платформи',
  'Types, such as lesson.reminder or chat.message:5; repeatable':
    'Типи, наприклад lesson.reminder або chat.message:5; можна повторювати',
  'Language of the texts; two take turns': 'Мова текстів; якщо дві, то навперемін',
  'Payloads of your own: a JSON file, or an EJS template that makes one a row':
    'Власний вміст: файл JSON або шаблон EJS, що створює його для кожного рядка',
  'Share of them that was read, such as 0.3 or 30%': 'Яку частку з них прочитано, наприклад 0.3 або 30%',
  'They were created within so long before now, such as 7d': 'За який час до цієї миті їх створено, наприклад 7d',
  'The same seed makes the same notifications, but for their ids and times':
    'Те саме зерно дає ті самі сповіщення, крім ідентифікаторів і часу',

  Writing: 'Запис',
  '5000; 1 with --delay or --rate': '5000; 1 з --delay або --rate',
  'Rows written and committed at once': 'Скільки рядків записують і фіксують разом',
  'How batches are written': 'Як записувати пачки',
  'Connections that write at once': 'Скільки з’єднань пишуть одночасно',
  'Time between two notifications; bare numbers are milliseconds':
    'Час між двома сповіщеннями; число без одиниці — мілісекунди',
  'Notifications a second, such as 200/s, whether or not the database keeps up':
    'Сповіщень за секунду, наприклад 200/s, незалежно від того, чи встигає база',
  'Does not wait for the disk (synchronous_commit=off)': 'Не чекає на диск (synchronous_commit=off)',
  'How often a batch is tried again whose connection was lost':
    'Скільки разів повторити пачку, з’єднання якої втрачено',
  'A batch that takes longer is tried again on another connection':
    'Якщо пачка триває довше, її повторюють на іншому з’єднанні',
  'How long a database that is gone is waited for': 'Скільки чекати на базу даних, що зникла',
  'Goes on with a run that was stopped, by its file in --runs': 'Продовжує зупинений запуск за його файлом у --runs',
  'Where runs that are not finished leave what --resume needs':
    'Де незавершені запуски лишають те, що потрібно для --resume',

  Push: 'Надсилання (push)',
  'Each one reaches the sockets of its user, too, once it is committed':
    'Кожне сповіщення, щойно його зафіксовано, надходить і в сокети свого користувача',
  'POST that creates and pushes, or published on the gateway by an admin; auto takes what the platform has':
    'POST, що створює й надсилає, чи публікація через шлюз від імені адміністратора; auto бере те, що є на платформі',
  'Requests of --push-via http under way at once': 'Скільки запитів --push-via http виконується одночасно',
  'Notifications that wait to be pushed before writing waits for them':
    'Скільки сповіщень можуть чекати на надсилання, перш ніж запис почне чекати на них',
  'A socket for each user measures what arrives': 'Сокет для кожного користувача вимірює, що дійшло',
  'What arrives later is lost': 'Що дійшло пізніше, те втрачено',

  'Taking away': 'Прибирання',
  'Removes what these users have, of the given types if any, before the blast, or alone with --count 0':
    'Вилучає наявні сповіщення цих користувачів (якщо задано типи, лише цих типів) перед потоком, а з --count 0 — замість нього',
  'Removes the rows of one run, and nothing else; its report and thresholds are those of the command line':
    'Вилучає рядки одного запуску й більше нічого; звіт і пороги — лише з командного рядка',

  'Table of notifications; else it is looked for in the catalog':
    'Таблиця сповіщень; якщо не задано, її шукають у каталозі',
  'A column of another name, such as payload=data; roles are id, user, type, payload, readAt, createdAt':
    'Стовпець з іншою назвою, наприклад payload=data; ролі: id, user, type, payload, readAt, createdAt',
  'Table of users; else it is looked for in the catalog': 'Таблиця користувачів; якщо не задано, її шукають у каталозі',

  'Access tokens of those who listen, one a line': 'Токени доступу слухачів, по одному в рядку',
  'Those who listen, by columns email and password; they log in':
    'Слухачі, стовпці email і password; вони входять самі',
  'Signs tokens for those who listen as the platform does (HS256); better given by the environment':
    'Підписує токени слухачів так, як платформа (HS256); краще задавати через середовище',

  'Says all that would happen, and touches nothing': 'Каже все, що сталося б, і нічого не чіпає',

  'rows are missing, the database disagrees, or a threshold failed':
    'бракує рядків, у базі їх не стільки або не витримано порога',
  'wrong usage or configuration, or users that do not exist':
    'неправильне використання чи конфігурація або таких користувачів не існує',
  'the database or the platform cannot be used, or the run broke off':
    'базою даних чи платформою не вдалося скористатися або запуск обірвався',
}
