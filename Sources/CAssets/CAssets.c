#include "CAssets.h"
int CAssets_placeholder(void) { return 0; }
