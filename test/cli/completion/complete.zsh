# Types a line and a tab into an interactive zsh that has sourced a script, and prints what it lists, a line with SEP after each: zsh -f complete.zsh SCRIPT LINE...
zmodload zsh/zpty
zpty shell 'stty rows 300 columns 300; TERM=dumb zsh -f -i'
zpty -w shell "autoload -U compinit; compinit -u -D; source ${(q)1}; LISTMAX=10000; bindkey '^I' list-choices; unsetopt prompt_sp; zle-line-init() { print; print -r REA''DY; }; zle -N zle-line-init; PS1="
# the line editor is there when keys are read one by one
while zpty -r shell line; do [[ $line == *READY* ]] && break; done
for typed in "${@:2}"; do
  zpty -w -n shell "$typed"$'\t\C-u'
  zpty -w shell 'print -r SE""P'
  while zpty -r shell line; do
    print -rn -- "$line"
    [[ $line == *READY* ]] && break
  done
done
zpty -d shell
