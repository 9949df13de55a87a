/** What identifies a user at a registry. Empty fields are not given. */
export interface Credential {
  readonly username: string
  readonly password: string
  /** Docker's `identitytoken`: is exchanged for an access token. */
  readonly refreshToken: string
  /** Docker's `registrytoken`: is sent as it is. */
  readonly accessToken: string
}

export const noCredential: Credential = { username: '', password: '', refreshToken: '', accessToken: '' }

export function isEmpty({ username, password, refreshToken, accessToken }: Credential): boolean {
  return username === '' && password === '' && refreshToken === '' && accessToken === ''
}
