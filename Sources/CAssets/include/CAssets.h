int CAssets_placeholder(void);
