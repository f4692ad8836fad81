#include "CExampleSite.h"
int CExampleSite_placeholder(void) { return 0; }
