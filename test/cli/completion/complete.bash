# Prints what a sourced script offers for a line: bash complete.bash SCRIPT LINE
source "$1"
# readline takes = for a word of its own
line=${2//=/ = }
read -ra COMP_WORDS <<< "$line"
[[ $line == *' ' ]] && COMP_WORDS+=('')
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_cdk8s_routing
printf '%s\n' "${COMPREPLY[@]}"
