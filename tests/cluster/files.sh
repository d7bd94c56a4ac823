# The list of files that the cluster tests mine, and one run's database of it;
# to be sourced. make_files DIR: DIR/list.txt, DIR/one.dump. Programs are on PATH.
. tests/updates.sh
make_files() {
	local dir=$1
	cp corpus/samples/abstracts.xml corpus/samples/article.nxml "$dir"
	write_updates "$dir" 2097 2098 2099
	ls "$dir"/*.xml "$dir"/*.nxml >"$dir/list.txt"
	evm-run -q -d "$dir/one.db" --files-from "$dir/list.txt"
	evm-stats -d "$dir/one.db" --dump >"$dir/one.dump"
}

# An evm-run in DIR/shim that is killed once when it mines shard NUMBER: itself,
# or with its task's script.
make_shim() {	# DIR NUMBER self|task
	mkdir -p "$1/shim-$2"
	cat >"$1/shim-$2/evm-run" <<-EOF
		#!/bin/bash
		for a in "\$@"; do
			case \$a in *part-$2.evm.gz | *shard-$2.evm.gz)
				if [ ! -e "$1/killed-$2" ]; then
					touch "$1/killed-$2"
					[ $3 = self ] || kill -9 \$PPID
					kill -9 \$\$
				fi ;;
			esac
		done
		exec "$(command -v evm-run)" "\$@"
	EOF
	chmod +x "$1/shim-$2/evm-run"
	PATH="$1/shim-$2:$PATH"
}
