/** The command as a function, for the build: it runs typical calls so that V8 has compiled what they need. */
export { runCli } from '@seaworthy/cli'
