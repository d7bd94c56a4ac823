#!/bin/bash
# A Slurm of one node on the loopback address, in a folder of its own; to be
# sourced. slurm_start DIR; slurm_stop. Needs slurm-wlm and munge, and root.
# Sets SLURM_CONF.
slurm_pids=

slurm_wait() {	# SECONDS COMMAND...: until the command holds
	local i
	for ((i = 0; i < $1 * 10; i++)); do
		"${@:2}" >/dev/null 2>&1 && return 0
		sleep 0.1
	done
	return 1
}

slurm_start() {
	local dir=$1 host
	host=$(hostname -s)
	mkdir -p "$dir"/{state,spool}
	head -c 1024 /dev/urandom >"$dir/key"
	chmod 400 "$dir/key"
	munged -F -f --key-file="$dir/key" --socket="$dir/munge" --pid-file="$dir/munged.pid" \
		--seed-file="$dir/seed" --log-file="$dir/munged.log" 2>/dev/null & slurm_pids=$!
	cat >"$dir/slurm.conf" <<-EOF
		ClusterName=evmine
		SlurmctldHost=$host(127.0.0.1)
		SlurmctldPort=$((20000 + $$ % 20000))
		SlurmdPort=$((40000 + $$ % 20000))
		AuthType=auth/munge
		AuthInfo=socket=$dir/munge
		CredType=cred/munge
		SlurmUser=root
		SlurmdUser=root
		StateSaveLocation=$dir/state
		SlurmdSpoolDir=$dir/spool
		SlurmctldPidFile=$dir/slurmctld.pid
		SlurmdPidFile=$dir/slurmd.pid
		SlurmctldLogFile=$dir/slurmctld.log
		SlurmdLogFile=$dir/slurmd.log
		ProctrackType=proctrack/linuxproc
		TaskPlugin=task/none
		SelectType=select/cons_tres
		SelectTypeParameters=CR_Core
		MailProg=/bin/true
		MinJobAge=300
		SchedulerParameters=sched_min_interval=0,batch_sched_delay=1
		NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=4000 State=UNKNOWN
		PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
	EOF
	export SLURM_CONF=$dir/slurm.conf
	slurm_wait 10 test -S "$dir/munge" || return 1
	slurmctld -D -i -c >/dev/null 2>&1 & slurm_pids="$slurm_pids $!"
	slurmd -D >/dev/null 2>&1 & slurm_pids="$slurm_pids $!"
	slurm_wait 30 sh -c "sinfo -h -o %t | grep -q idle"
}

slurm_stop() {
	scancel -u root 2>/dev/null
	slurm_wait 10 sh -c '[ -z "$(squeue -h -o %i)" ]'
	[ -z "$slurm_pids" ] || kill $slurm_pids 2>/dev/null
	wait 2>/dev/null
	slurm_pids=
}
