import { mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { helmHome } from '../helm-home.ts'
import { noCredential } from './credential.ts'
import { helperRunner, type RunHelper } from './credential-helper.ts'
import { credentialFiles } from './credential-store.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')
const nobody: RunHelper = async (program) => {
  throw new Error(`${program} was run`)
}

/** Files of Helm and Docker with this content; text is written as it is. */
function files(helm: unknown, docker: unknown = {}, run: RunHelper = nobody) {
  const folder = mkdtempSync(join(tmpdir(), 'seaworthy-credentials-'))
  const home = helmHome({ HELM_REGISTRY_CONFIG: join(folder, 'helm.json') })
  mkdirSync(join(folder, 'docker'))
  const write = (path: string, content: unknown) =>
    content === undefined ||
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  write(home.registryConfig, helm)
  write(join(folder, 'docker/config.json'), docker)
  return {
    path: home.registryConfig,
    store: credentialFiles(home, { DOCKER_CONFIG: join(folder, 'docker') }, run),
  }
}

const ada = { ...noCredential, username: 'ada', password: 'p:w' }

test.each([
  ['by host', { auths: { 'r.example.com': { auth: base64('ada:p:w') } } }, ada],
  ['by an address of old', { auths: { 'https://r.example.com/v2/': { auth: base64('ada:p:w') } } }, ada],
  ['in two fields', { auths: { 'r.example.com': { username: 'ada', password: 'p:w' } } }, ada],
  [
    'as an identity token',
    { auths: { 'r.example.com': { auth: base64('ada:'), identitytoken: 't' } } },
    { ...ada, password: '', refreshToken: 't' },
  ],
  [
    'as a registry token',
    { auths: { 'r.example.com': { registrytoken: 't' } } },
    { ...noCredential, accessToken: 't' },
  ],
  ['of another host', { auths: { 'other.example.com': { auth: base64('ada:p:w') } } }, noCredential],
  ['of a host with a port', { auths: { 'r.example.com:5000': { auth: base64('ada:p:w') } } }, noCredential],
])('a password %s', async (_how, content, expected) => {
  expect(await files(content).store.get('r.example.com')).toEqual(expected)
  expect(await files(undefined, content).store.get('r.example.com')).toEqual(expected)
})

test('Helm’s file comes before Docker’s, and Docker’s own registry has a name of old', async () => {
  const of = (user: string) => ({ auths: { 'https://index.docker.io/v1/': { auth: base64(`${user}:x`) } } })
  expect(await files(of('helm'), of('docker')).store.get('registry-1.docker.io')).toMatchObject({
    username: 'helm',
  })
  expect(await files('', of('docker')).store.get('docker.io')).toMatchObject({ username: 'docker' })
})

test('programs keep secrets, of one registry or of all', async () => {
  const asked: string[] = []
  const run: RunHelper = async (program, action, input) => {
    asked.push(`${program} ${action} ${input}`)
    if (input === 'none.example.com') return { status: 1, out: 'credentials not found in native keychain\n' }
    const Username = input === 'token.example.com' ? '<token>' : 'ada'
    return { status: 0, out: JSON.stringify({ ServerURL: input, Username, Secret: 's' }) }
  }
  const { store } = files({ credsStore: 'all', credHelpers: { 'one.example.com': 'one' } }, undefined, run)
  expect(await store.get('one.example.com')).toEqual({ ...noCredential, username: 'ada', password: 's' })
  expect(await store.get('token.example.com')).toEqual({ ...noCredential, refreshToken: 's' })
  expect(await store.get('none.example.com')).toEqual(noCredential)
  await store.put('two.example.com', ada)
  await store.remove('one.example.com')
  expect(asked).toEqual([
    'docker-credential-one get one.example.com',
    'docker-credential-all get token.example.com',
    'docker-credential-all get none.example.com',
    'docker-credential-all store {"ServerURL":"two.example.com","Username":"ada","Secret":"p:w"}',
    'docker-credential-one erase one.example.com',
  ])
})

test('a program that fails says why, and what it was given is in no message', async () => {
  const failing: RunHelper = async () => ({ status: 3, out: 'locked' })
  const { store } = files({ credsStore: 'x' }, undefined, failing)
  await expect(store.get('r.example.com')).rejects.toThrow('credential-helper: locked')
  await expect(store.put('r.example.com', ada)).rejects.toThrow(
    /^credential-helper: docker-credential-x store: exit status 3$/,
  )
})

test('a program that is not there is named, and what is no name is not run', async () => {
  const home = helmHome({ HELM_REGISTRY_CONFIG: files({ credsStore: 'nowhere-at-all' }).path })
  await expect(credentialFiles(home, { DOCKER_CONFIG: '/nowhere' }).get('r.example.com')).rejects.toThrow(
    'exec: "docker-credential-nowhere-at-all": executable file not found in $PATH',
  )
  await expect(files({ credsStore: '../x; y' }).store.get('r.example.com')).rejects.toThrow(
    '"../x; y" cannot be the name of a credential helper',
  )
})

test('a program that never answers is given up, with the children that hold its output', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'seaworthy-helper-'))
  const program = join(folder, 'docker-credential-hangs')
  writeFileSync(program, '#!/bin/sh\nsleep 2 &\nwait\n', { mode: 0o755 })
  await expect(helperRunner(50)(program, 'get', 'r.example.com')).rejects.toThrow('no answer within 0.05 s')
})

test('no timer is left of a program that is not there', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((each) => each === 'Timeout').length
  const before = timers()
  await expect(helperRunner(5000)('/nowhere/docker-credential-x', 'get', 'r')).rejects.toThrow('not found')
  expect(timers()).toBeLessThanOrEqual(before)
})

test.each([
  ['{"auths": {"r.example.com": {"auth": "s3cret', 'invalid config format: not a JSON object'],
  ['["s3cret"]', 'invalid config format: not a JSON object'],
  [{ auths: 's3cret' }, 'invalid config format: auths is no object'],
  [
    { auths: { 'r.example.com': { auth: base64('s3cret') } } },
    'the auth of r.example.com is no base64 of user:password',
  ],
])('a file that is wrong is named without its secrets', async (content, message) => {
  const error = await files(content)
    .store.get('r.example.com')
    .catch((thrown: Error) => thrown.message)
  expect(error).toContain(message)
  expect(error).not.toMatch(/s3cret|czNjcmV0/)
})

test('what is put in is found again, only for its owner, and the rest of the file stays', async () => {
  const { path, store } = files({ HttpHeaders: { a: 'b' }, auths: { 'x.example.com': {} } })
  await store.put('r.example.com', ada)
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
    HttpHeaders: { a: 'b' },
    auths: { 'x.example.com': {}, 'r.example.com': { auth: base64('ada:p:w') } },
  })
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(await store.get('r.example.com')).toEqual(ada)
  await store.remove('r.example.com')
  expect(await store.get('r.example.com')).toEqual(noCredential)
})
