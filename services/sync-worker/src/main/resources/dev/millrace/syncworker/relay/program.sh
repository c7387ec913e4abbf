# Runs a program for the relay beside it, which is Relay.java: program.sh <folder> <program> <argument>...
# Needs sh, mkfifo, cat and mv. As the first process of a container, it takes all that the program started along when it ends.
folder=$1
shift
trap 'exit 143' TERM
# What is made here belongs to the pod's group, of which the relay is.
umask 007
mkfifo "$folder/stdout" "$folder/stderr" "$folder/alive" || exit 70
# Waits until the relay has put all files there.
exec 3<"$folder/alive"
"$@" 3<&- </dev/null >"$folder/stdout" 2>"$folder/stderr" &
program=$!
trap 'kill -KILL "$program"; exit 143' TERM
# Without the relay nobody wants the program.
{ cat <&3 >/dev/null; kill -TERM $$; } 2>/dev/null &
exec 3<&-
wait "$program"
echo $? >"$folder/exit.new"
mv "$folder/exit.new" "$folder/exit"
