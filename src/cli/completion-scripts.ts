import type { Completion, CompletionOption, Values } from './completion-model';

/** A function name that all shells take. */
const functionOf = ({ program }: Completion): string => `_${program.replace(/\W/g, '_')}`;

const flagsOf = ({ short, long }: CompletionOption): string[] => (short === null ? [long] : [short, long]);

const isList = (values: Values): values is readonly string[] => typeof values === 'object';

const allOptions = ({ options, commands }: Completion): readonly CompletionOption[] => (
  [...options, ...commands.flatMap((command) => command.options)]
);

/** Values such as `Deployment/` go on with a name. */
const goesOn = (values: readonly string[]): boolean => values.some((value) => value.endsWith('/'));

const single = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** For bash 3.2 (macOS) and newer; where it offers nothing, readline completes file names. */
export function bashScript(completion: Completion): string {
  const { program, options, commands } = completion;
  const name = functionOf(completion);
  const valued = new Set(allOptions(completion).filter(({ values }) => values !== 'none').flatMap(flagsOf));
  const valuesOf = (command: string, some: readonly CompletionOption[]): string[] => some.filter(({ values }) => values !== 'none').map((option) => {
    const { values } = option;
    return `    ${flagsOf(option).map((flag) => `${command}:${flag}`).join('|')}) ${isList(values) ? `${name}_reply ${single(values.join(' '))}; ` : ''}return ;;`;
  });
  const words = commands.map((each) => each.name).join(' ');
  return `# ${program} for bash: source <(${program} completion bash)
${name}_reply() {
  COMPREPLY=($(compgen -W "$1" -- "$cur"))
  case "\${COMPREPLY[0]}" in */) compopt -o nospace 2>/dev/null ;; esac
}
${name}() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command= i
  COMPREPLY=()
  # --option=value comes in three words
  if [[ $cur == '=' ]]; then cur=; elif [[ $prev == '=' ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "\${COMP_WORDS[i]}" in
      ${[...valued].join('|')}) ((i++)); [[ \${COMP_WORDS[i]} == '=' ]] && ((i++)) ;;
      ${words.replaceAll(' ', '|')}) command=\${COMP_WORDS[i]}; break ;;
    esac
  done
  case "$command:$prev" in
${[...commands.flatMap((command) => valuesOf(command.name, command.options)), ...valuesOf('*', options)].join('\n')}
  esac
  if [[ $cur == -* ]]; then
    case "$command" in
${commands.map((command) => `      ${command.name}) ${name}_reply ${single([...command.options, ...options].map(({ long }) => long).join(' '))} ;;`).join('\n')}
      *) ${name}_reply ${single([...options.map(({ long }) => long), '--help'].join(' '))} ;;
    esac
    return
  fi
  case "$command" in
    '') ${name}_reply ${single(words)} ;;
${commands.flatMap(({ name: each, argument }) => (isList(argument) ? [`    ${each}) ${name}_reply ${single(argument.join(' '))} ;;`] : [])).join('\n')}
  esac
}
complete -o bashdefault -o default -F ${name} ${program}
`;
}

/** For the completion system of zsh, sourced or as the file \`_cdk8s-routing\` in a folder of fpath. */
export function zshScript(completion: Completion): string {
  const { program, options, commands } = completion;
  const name = functionOf(completion);
  const described = commands.map((each) => `    ${single(`${each.name}:${each.description}`)}`).join('\n');
  const cases = commands.map(({ name: each, options: own, argument }) => `        ${each}) _arguments -s -S $globals ${[...own.map(zshOption), zshArgument(argument)].join(' ')} ;;`);
  return `#compdef ${program}
# ${program} for zsh: source <(${program} completion zsh)
${name}() {
  local curcontext="$curcontext" state line
  local -a globals commands
  globals=(${options.map(zshOption).join(' ')})
  commands=(
${described}
  )
  _arguments -s -S -C $globals '(-h --help)'{-h,--help}'[show help]' '1: :->command' '*:: :->arguments' && return
  case $state in
    command) _describe command commands ;;
    arguments)
      case $words[1] in
${cases.join('\n')}
      esac ;;
  esac
}
if [ "$funcstack[1]" = ${single(`_${program}`)} ]; then ${name} "$@"; else compdef ${name} ${program}; fi
`;
}

function zshOption(option: CompletionOption): string {
  const { short, long, description, values } = option;
  const text = `[${description.replace(/[[\]:\\]/g, '\\$&')}]`;
  const value = values === 'none' ? '' : `:value:${zshAction(values)}`;
  // every option may come again, since some are lists
  const flags = short === null ? `'*'${long}` : `'*'{${short},${long}}`;
  return `${flags}${single(`${text}${value}`)}`;
}

const zshArgument = (values: Values): string => single(`*:argument:${zshAction(values)}`);

function zshAction(values: Values): string {
  if (values === 'files') return '_files';
  if (!isList(values)) return '';
  return goesOn(values) ? `{compadd -S "" -- ${values.join(' ')}}` : `(${values.join(' ')})`;
}

/** For fish 3 and newer. */
export function fishScript(completion: Completion): string {
  const { program, options, commands } = completion;
  const name = `_${functionOf(completion)}`;
  const valued = new Set(allOptions(completion).filter(({ values }) => values !== 'none').flatMap(flagsOf));
  const of = (command: string): string => `${name}_is ${command}`;
  const lines = [
    ...options.map((option) => fishOption(program, null, option)),
    ...commands.map((command) => `complete -c ${program} -n ${single(of('""'))} -f -a ${command.name} -d ${fishText(command.description)}`),
    ...commands.flatMap((command) => command.options.map((option) => fishOption(program, of(command.name), option))),
    ...commands.flatMap(({ name: each, argument }) => (isList(argument) ? [`complete -c ${program} -n ${single(of(each))} -f -a ${single(argument.join(' '))}`] : [])),
  ];
  return `# ${program} for fish: ${program} completion fish | source
# the command of the line; what follows -n may be called like one
function ${name}_is
  set -l words (commandline -opc)
  set -e words[1]
  set -l command ""
  set -l value 0
  for word in $words
    if test $value = 1
      set value 0
    else if contains -- $word ${[...valued].join(' ')}
      set value 1
    else if contains -- $word ${commands.map((command) => command.name).join(' ')}
      set command $word
      break
    end
  end
  test "$command" = "$argv[1]"
end
${lines.join('\n')}
`;
}

function fishOption(program: string, condition: string | null, { short, long, description, values }: CompletionOption): string {
  const when = condition === null ? '' : ` -n ${single(condition)}`;
  const flags = `${short === null ? '' : ` -s ${short.slice(1)}`} -l ${long.slice(2)}`;
  const value = values === 'none' ? '' : values === 'files' ? ' -r -F' : values === 'any' ? ' -x' : ` -x -a ${single(values.join(' '))}`;
  return `complete -c ${program}${when}${flags}${value} -d ${fishText(description)}`;
}

/** In single quotes fish knows \\\\ and \\' alone. */
const fishText = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
