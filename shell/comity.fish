# Completion for fish: commands, options, scenarios and parameters as the installed program itself tells them.
function __comity_listed
    $argv --help 2>/dev/null | sed -n '/^\(Commands\|Questions\|Tables\):/,/^$/s/^  \([a-z-]*\)  *.*/\1/p'
end

function __comity_column
    $argv --format csv 2>/dev/null | sed -n '2,$s/^\([^,]*\),.*/\1/p'
end

function __comity_words
    set -l typed (commandline -opc)
    set -l word (commandline -ct)
    set -l program $typed[1]
    set -l command $typed[2..-1]
    if test (count $typed) -eq 1
        __comity_listed $program
        printf '%s\n' --help --version
    else if test "$typed[-1]" = --set
        __comity_column $program list parameters | sed 's/$/=/'
    else if string match -q -- '-*' $word
        if contains -- $typed[2] law analyze; and test (count $typed) -gt 2
            set command $typed[2..3]
        else
            set command $typed[2]
        end
        $program $command --help 2>/dev/null | grep -o -- '^  \(-h \[ \)\{0,1\}--[a-z-]*' | grep -o -- '--[a-z-]*'
    else if test (count $typed) -eq 2
        switch $typed[2]
            case run sweep
                __comity_column $program scenarios
            case law analyze list
                __comity_listed $program $typed[2]
        end
    end
end

complete -c comity -a '(__comity_words)'
