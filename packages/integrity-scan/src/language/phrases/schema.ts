import { definePhrases } from '@m4sh/tools-core/language'

/** Columns that point to a table without a foreign key: what they point to, by what that is known, and why it is not. */
export const schemaPhrases = definePhrases({
  '{column} points to a row of {table} that does not exist': '{column} указує на рядок {table}, якого не існує',
  'No foreign key holds for {column}. That it points to {target} is known by {@evidence}. What follows such a reference fails, or leaves the row out.':
    'За {column} не стежить жоден зовнішній ключ. Підстава вважати, що він указує на {target}: {evidence}. Усе, що йде за таким посиланням, не працює або пропускає рядок.',
  'Give the rows another reference, or remove them.': 'Дайте рядкам інше посилання або вилучіть їх.',
  'Give the rows another reference, or remove them and name the column in "references" of the config file if it does point there.':
    'Дайте рядкам інше посилання або вилучіть їх; якщо стовпець справді вказує туди, назвіть його в «references» файлу конфігурації.',
  'no constraint': 'без обмеження',

  // Evidence, in the nominative.
  'the constraint {name}': 'обмеження {name}',
  'the config file': 'файл конфігурації',
  'it is the {role} of the platform': 'це стовпець {role} платформи',
  'its name': 'назва стовпця',
  'the foreign key of {column}': 'зовнішній ключ {column}',
  'the foreign key of {column} and {#others} more of that name': 'зовнішній ключ {column} і ще {others} з такою назвою',
  '{@because}; it has no values yet': '{because}; значень у ньому ще немає',
  '{@because}; {#existing} of {#values} different values exist in {table}':
    '{because}; у {table} є {existing} з {values} різних значень',

  // Why a column is not reported.
  '{#existing} of {#values} different values exist in {table}: by {@because}, at least {#fewest} are needed.':
    'У {table} є {existing} з {values} різних значень: підстава — {because}, тож потрібно щонайменше {fewest}.',
  '{#existing} of {#values} different values exist in {table}: too few for a reference by {@because}.':
    'У {table} є {existing} з {values} різних значень: для посилання замало, коли підстава — {because}.',
  '{#existing} of {#values} different values exist in {table}, but all are numbers up to {#most}, which nearly every table has.':
    'У {table} є {existing} з {values} різних значень, але всі вони — числа до {most}, які є майже в кожній таблиці.',
  'It is {type}, and the key of {table} is {keyType}: numbers so small are mostly codes.':
    'Його тип — {type}, а тип ключа {table} — {keyType}: такі малі числа здебільшого є кодами.',
  'It is {type}, and the key of {table} is {keyType}: its name alone is not enough.':
    'Його тип — {type}, а тип ключа {table} — {keyType}: самої назви замало.',
  'It is {type}, and {table} has no key of one column that it could point to.':
    'Його тип — {type}, а {table} не має ключа з одного стовпця, на який він міг би вказувати.',
  'It is {type}, and {key} is {keyType}.': 'Його тип — {type}, а тип {key} — {keyType}.',
  'There is no table that it could name; it is {type}.':
    'Немає таблиці, яку могла б означати його назва; його тип — {type}.',
  'It could name any of {tables}; it is {type}.':
    'Його назва може означати будь-яку з таблиць {tables}; його тип — {type}.',
  '"{column}" beside it says of each row which table is meant.':
    'Сусідній стовпець «{column}» каже про кожен рядок, яку таблицю мають на увазі.',
  'The config file says that it points to nothing.': 'За файлом конфігурації він ні на що не вказує.',
  'There is no such column; "notReferences" names it.': 'Такого стовпця немає; його названо в «notReferences».',
  'The foreign key {name} of several columns is {state}; its rows are not looked at.':
    'Зовнішній ключ {name} з кількох стовпців має стан {state}; його рядків не переглянуто.',
  'The foreign key {name} is {state}, and what it points to is not looked at.':
    'Зовнішній ключ {name} має стан {state}, а те, на що він указує, не переглядається.',
  'Its values could not be read: {says}.': 'Його значень не вдалося прочитати: {says}.',
  'Row-level security hides rows of {table} from this user.':
    'Захист на рівні рядків приховує рядки {table} від цього користувача.',
})
