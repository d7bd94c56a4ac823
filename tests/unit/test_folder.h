/* A scratch folder for the tests of a program, their setup and teardown. */
#ifndef EVM_TEST_FOLDER_H
#define EVM_TEST_FOLDER_H

#include "tests/unit/test_support.h"

#include <unistd.h>

static char folder[] = "/tmp/evm-test-XXXXXX";

static int make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
	(void)state;
	return rmdir(folder);
}

#endif
