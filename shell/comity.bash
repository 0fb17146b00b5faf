# Completion for bash: commands, options, scenarios and parameters as the installed program itself tells them.
_comity() {
  local program=${COMP_WORDS[0]} word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} found=
  local -a command=("${COMP_WORDS[1]}")
  if [[ $command == law || $command == analyze ]] && ((COMP_CWORD > 2)); then command+=("${COMP_WORDS[2]}"); fi
  listed() { "$program" "$@" --help 2>/dev/null | sed -n '/^\(Commands\|Questions\|Tables\):/,/^$/s/^  \([a-z-]*\)  *.*/\1/p'; }
  column() { "$program" "$@" --format csv 2>/dev/null | sed -n '2,$s/^\([^,]*\),.*/\1/p'; }
  if ((COMP_CWORD == 1)); then
    found="$(listed) --help --version"
  elif [[ $before == --set ]]; then
    found=$(column list parameters | sed 's/$/=/')
    compopt -o nospace
  elif [[ $word == -* ]]; then
    found=$("$program" "${command[@]}" --help 2>/dev/null | grep -o -- '^  \(-h \[ \)\{0,1\}--[a-z-]*' | grep -o -- '--[a-z-]*')
  elif ((COMP_CWORD == 2)); then
    case $command in
      run | sweep) found=$(column scenarios) ;;
      law | analyze | list) found=$(listed "$command") ;;
    esac
  fi
  mapfile -t COMPREPLY < <(compgen -W "$found" -- "$word")
}
complete -o default -F _comity comity
