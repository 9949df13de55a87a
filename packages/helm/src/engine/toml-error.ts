/** What cannot be read or written as TOML, in the words of BurntSushi/toml where they are known. */
export class TomlError extends Error {
  override readonly name = 'TomlError'
}
