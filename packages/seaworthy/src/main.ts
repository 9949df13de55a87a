import '@seaworthy/cli/main'
