import '@seaworthy/cli/worker'
