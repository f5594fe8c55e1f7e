# Prints what a sourced script offers for a line: fish complete.fish SCRIPT LINE
source $argv[1]
complete -C $argv[2]
