/** One request. Header names are in lower case. */
export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array
}

/** Its answer, read to the end. */
export interface HttpResponse {
  readonly status: number
  /** `404 Not Found`, as Go prints it. */
  readonly statusLine: string
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Uint8Array
  /** Where the answer came from, after redirects. */
  readonly url: string
}

/** Exchanges one request for one answer, whatever its status. Throws a `DiagnosticError` where there is no answer. */
export type Send = (request: HttpRequest) => Promise<HttpResponse>

/** Whether two addresses are one server: scheme, host and port. */
export function isSameOrigin(a: string, b: string): boolean {
  const [left, right] = [new URL(a), new URL(b)]
  return left.protocol === right.protocol && left.host === right.host
}

/** An address, or a text with addresses in it, as it may be shown: without the passwords that they may hold. */
export function shownUrl(text: string): string {
  return text.replace(/(:\/\/[^\s/?#@":]*:)[^\s/?#@"]*@/g, '$1***@')
}
