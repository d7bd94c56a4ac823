/*
 * measure: runs a command and prints its wall time, processor time and peak
 * memory (the largest of its processes) as "wall user+sys peak-MB".
 * usage: measure sh-command
 */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static double seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

int main(int argc, char **argv)
{
	struct rusage use;
	double start = now();
	int status;
	pid_t pid;

	if (argc != 2)
		return 2;
	pid = fork();
	if (!pid) {
		execl("/bin/bash", "bash", "-c", argv[1], (char *)NULL);
		_exit(127);
	}
	if (waitpid(pid, &status, 0) < 0 || status)
		return 1;
	getrusage(RUSAGE_CHILDREN, &use);
	printf("%.3f %.3f %.1f\n", now() - start,
	       seconds(use.ru_utime) + seconds(use.ru_stime),
	       (double)use.ru_maxrss / 1024);
	return fflush(stdout) ? 1 : 0;
}
