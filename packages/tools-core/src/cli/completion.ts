import type { Command } from './command.ts'
import { type Flag, flagName } from './flags.ts'

/** A script that completes the command's flags, their choices and paths. It is static: a Tab starts no process. */
export function completionScript(command: Command, shell: string): string {
  const words = Object.entries(command.flags).flatMap(([key, entry]) =>
    entry.type === 'config' || entry.hidden ? [] : wordsOf(flagName(key), entry),
  )
  if (shell === 'bash') return bashScript(command.name, words)
  return shell === 'zsh' ? zshScript(command.name, words) : fishScript(command.name, words)
}

/** One spelling of a flag, with what its value can be. */
interface Word {
  readonly name: string
  readonly short: string | undefined
  readonly describe: string
  readonly value: 'none' | 'path' | 'choice' | 'free'
  readonly choices: readonly string[]
  readonly repeatable: boolean
  /** It means something without a value, too. */
  readonly isOptional: boolean
}

function wordsOf(name: string, flag: Flag): readonly Word[] {
  const { short, describe } = flag
  if (flag.type === 'boolean') {
    const word = { name, short, describe, value: 'none', choices: [], repeatable: false, isOptional: false } as const
    const negative = { ...word, name: `no-${name}`, short: undefined } as const
    return flag.default === false ? [word] : [word, negative]
  }
  const offered = flag.type === 'path' ? 'path' : flag.type === 'string' ? (flag.choices ?? flag.completes ?? []) : []
  const choices = offered === 'path' ? [] : offered
  const value = offered === 'path' ? 'path' : choices.length > 0 ? 'choice' : 'free'
  const isOptional = flag.bare !== undefined
  return [{ name, short, describe, value, choices, repeatable: flag.list === true, isOptional }]
}

/** `--format|-f`, as a pattern of `case`. */
function patterns(words: readonly Word[]): string {
  return words
    .flatMap(({ name, short }) => (short === undefined ? [`--${name}`] : [`--${name}`, `-${short}`]))
    .join('|')
}

function bashScript(name: string, words: readonly Word[]): string {
  const fn = `_${name.replace(/\W/g, '_')}_completion`
  const complete = (list: string) => `COMPREPLY=($(compgen ${list} -- "$current"))`
  // One a line: IFS is a line break there, so that paths with blanks stay whole.
  const wordList = (list: readonly string[]) => complete(`-W $'${list.join(String.raw`\n`)}'`)
  const paths = `compopt -o filenames 2>/dev/null; ${complete('-f')}`
  // Behind a flag that needs no value another one may come.
  const branch = (list: readonly Word[], action: string) =>
    [list.filter(({ isOptional }) => !isOptional), list.filter(({ isOptional }) => isOptional)]
      .filter(({ length }) => length > 0)
      .map(
        (some) =>
          `    ${patterns(some)}) ${some[0]?.isOptional ? '[[ $current == -* ]] || ' : ''}{ ${action}; return; } ;;`,
      )
  const having = (kind: Word['value']) => words.filter(({ value }) => value === kind)
  const branches = [
    ...having('choice').flatMap((word) => branch([word], wordList(word.choices))),
    ...branch(having('path'), paths),
    ...branch(having('free'), 'COMPREPLY=()'),
  ]
  return `# bash completion of ${name}: eval "$(${name} --completion-script bash)"
${fn}() {
  local IFS=$'\\n' current="\${COMP_WORDS[COMP_CWORD]}" flag="\${COMP_WORDS[COMP_CWORD-1]}"
  # --flag=value comes as three words, or as one where = breaks no words
  if [[ $current == '=' ]]; then current=''
  elif [[ $flag == '=' ]]; then flag="\${COMP_WORDS[COMP_CWORD-2]}"
  elif [[ $current == --*=* ]]; then flag="\${current%%=*}"; current="\${current#*=}"
  fi
  case "$flag" in
${branches.join('\n')}
  esac
  if [[ $current == -* ]]; then ${wordList(words.map((word) => `--${word.name}`))}
  else ${paths}
  fi
}
complete -F ${fn} ${name}
`
}

function zshScript(name: string, words: readonly Word[]): string {
  const fn = `_${name.replace(/\W/g, '_')}`
  const lines = words.flatMap((word) => {
    const text = word.describe.replace(/[[\]:\\]/g, String.raw`\$&`).replaceAll("'", String.raw`'\''`)
    const colon = word.isOptional ? '::' : ':'
    const action = {
      none: '',
      path: `${colon}file:_files`,
      choice: `${colon}value:(${word.choices.join(' ')})`,
      free: `${colon}value: `,
    }
    const star = word.repeatable ? '*' : ''
    const equals = word.value === 'none' ? '' : '='
    const long = `'${star}--${word.name}${equals}[${text}]${action[word.value]}'`
    return word.short === undefined ? [long] : [long, `'${star}-${word.short}[${text}]${action[word.value]}'`]
  })
  return `#compdef ${name}
# zsh completion of ${name}: eval "$(${name} --completion-script zsh)"
${fn}() {
  _arguments -S \\
    ${[...lines, "'*:file:_files'"].join(' \\\n    ')}
}
compdef ${fn} ${name}
`
}

function fishScript(name: string, words: readonly Word[]): string {
  const lines = words.map((word) => {
    const short = word.short === undefined ? '' : ` -s ${word.short}`
    const value = word.isOptional
      ? { none: '', path: ' -F', choice: ` -f -a '${word.choices.join(' ')}'`, free: ' -f' }
      : { none: '', path: ' -r -F', choice: ` -x -a '${word.choices.join(' ')}'`, free: ' -x' }
    const text = word.describe.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)
    return `complete -c ${name}${short} -l ${word.name}${value[word.value]} -d '${text}'`
  })
  return `# fish completion of ${name}: ${name} --completion-script fish | source\n${lines.join('\n')}\n`
}
