int CExampleSite_placeholder(void);
