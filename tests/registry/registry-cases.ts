// A table of calls of helm's commands for repositories and registries; what both Helms do is in recorded.json.

export interface RegistryCase {
  readonly name: string
  /** As typed in a folder that holds `files`. `CHARTS` in them stands for nothing else. */
  readonly args: readonly string[]
  readonly files?: Readonly<Record<string, string>>
  /** Archives of `repository/` that are there too, by path. */
  readonly archives?: Readonly<Record<string, string>>
  /** Entries of `repositories.yaml`, whose indexes are fetched before; more YAML per entry behind the address. */
  readonly repositories?: Readonly<Record<string, string>>
  /** The registry config of Helm, or Docker's. */
  readonly credentials?: 'helm' | 'docker'
  /** Called before, by the same program, and not looked at. */
  readonly before?: readonly string[]
}

const ex = { ex: 'http://charts.example.com' }
const chart = (dependencies: string, more = '') => ({
  'ship/Chart.yaml': `apiVersion: v2\nname: ship\nversion: 0.1.0\n${dependencies === '' ? '' : `dependencies:\n${dependencies}`}`,
  ...(more === '' ? {} : { 'ship/Chart.lock': more }),
})
const fromEx = "- {name: anchor, version: ^1.0.0, repository: 'http://charts.example.com'}\n"
const fromRegistry =
  "- {name: buoy, version: '>=0.9 <1.1', repository: 'oci://registry.example.com/charts'}\n"
const local = {
  'lib/Chart.yaml': 'apiVersion: v2\nname: lib\nversion: 1.5.0\ntype: library\n',
  'lib/values.yaml': 'a: 1\n',
}
const legacy = {
  'ship/Chart.yaml': 'name: ship\nversion: 0.1.0\n',
  'ship/requirements.yaml': `dependencies:\n${fromEx}`,
}

const dependency: readonly RegistryCase[] = [
  { name: 'list nothing', args: ['dependency', 'list', 'ship'], files: chart('') },
  { name: 'list no chart', args: ['dependency', 'list', 'nope'] },
  { name: 'list a folder without a chart', args: ['dep', 'ls', 'ship'], files: { 'ship/values.yaml': '' } },
  {
    name: 'list what is there and what is not',
    args: ['dependency', 'list', 'ship'],
    files: {
      ...chart(
        `${fromEx}- {name: lib, version: ~1.5, repository: 'file://../lib'}\n- {name: buoy, version: 2.x}\n- {name: gone, version: 1}\n- {name: odd, version: '>>1', repository: x}\n- {name: hull, version: ^3.0.0, repository: '@ex'}\n`,
      ),
      'ship/charts/lib/Chart.yaml': local['lib/Chart.yaml'],
      'ship/charts/odd/Chart.yaml': 'apiVersion: v2\nname: odd\nversion: 1.0.0\n',
      'ship/charts/extra/Chart.yaml': 'apiVersion: v2\nname: extra\nversion: 1.0.0\n',
    },
    archives: {
      'ship/charts/anchor-1.2.0.tgz': 'anchor-1.2.0.tgz',
      'ship/charts/buoy-1.0.0.tgz': 'buoy-1.0.0.tgz',
    },
  },
  {
    name: 'list two archives of one name',
    args: ['dependency', 'ls', 'ship', '--max-col-width', '12'],
    files: chart(`${fromEx}- {name: buoy, version: '*', repository: 'http://charts.example.com'}\n`),
    archives: {
      'ship/charts/anchor-1.0.0.tgz': 'anchor-1.0.0.tgz',
      'ship/charts/anchor-1.2.0.tgz': 'anchor-1.2.0.tgz',
      'ship/charts/buoy-new.tgz': 'buoy-1.0.0.tgz',
      'ship/charts/buoy-1.0.0.tgz': 'buoy-1.0.0.tgz',
    },
  },
  {
    name: 'list a misnamed archive, from inside the chart',
    args: ['dependency', 'list'],
    files: { 'Chart.yaml': `apiVersion: v2\nname: ship\nversion: 0.1.0\ndependencies:\n${fromEx}` },
    archives: { 'charts/anchor-9.tgz': 'buoy-1.0.0.tgz' },
  },
  {
    name: 'list an archive',
    args: ['dependency', 'list', 'hull-3.0.0.tgz'],
    archives: { 'hull-3.0.0.tgz': 'hull-3.0.0.tgz' },
  },
  { name: 'update nothing', args: ['dependency', 'update', 'ship'], files: chart(''), repositories: ex },
  { name: 'update no chart', args: ['dependency', 'update', 'nope'] },
  {
    name: 'update an archive',
    args: ['dependency', 'update', 'a.tgz'],
    archives: { 'a.tgz': 'anchor-1.0.0.tgz' },
  },
  {
    name: 'update from a named repository',
    args: ['dependency', 'update', 'ship'],
    files: chart(fromEx),
    repositories: ex,
  },
  {
    name: 'update by alias, twice, with everything a dependency can say',
    args: ['dep', 'up', 'ship'],
    files: chart(
      "- {name: anchor, version: '>=1.0.0-0 <3', repository: '@ex', alias: first, tags: [a, '<b>'], condition: first.enabled, import-values: [data, {parent: y, child: x, extra: 1.5}]}\n- {name: anchor, version: '>=1.0.0-0 <3', repository: 'alias:ex', alias: second}\n",
    ),
    repositories: ex,
  },
  { name: 'update from an address', args: ['dependency', 'update', 'ship'], files: chart(fromEx) },
  {
    name: 'update from a registry',
    args: ['dependency', 'update', 'ship', '--plain-http'],
    files: chart(fromRegistry),
  },
  {
    name: 'update takes out what is old and leaves what it does not know',
    args: ['dependency', 'update', 'ship'],
    files: {
      ...chart(fromEx),
      'ship/charts/keep/Chart.yaml': 'apiVersion: v2\nname: keep\nversion: 1.0.0\n',
    },
    archives: {
      'ship/charts/anchor-1.0.0.tgz': 'anchor-1.0.0.tgz',
      'ship/charts/buoy-1.0.0.tgz': 'buoy-1.0.0.tgz',
    },
    repositories: ex,
  },
  {
    name: 'update without a repository',
    args: ['dependency', 'update', 'ship'],
    files: {
      ...chart("- {name: keep, version: '1'}\n"),
      'ship/charts/keep/Chart.yaml': 'apiVersion: v2\nname: keep\nversion: 1.4.0\n',
    },
  },
  {
    name: 'update without a repository and of another version',
    args: ['dependency', 'update', 'ship'],
    files: {
      ...chart("- {name: keep, version: '2'}\n"),
      'ship/charts/keep/Chart.yaml': 'apiVersion: v2\nname: keep\nversion: 1.4.0\n',
    },
  },
  {
    name: 'update without a repository and without the chart',
    args: ['dependency', 'update', 'ship'],
    files: chart("- {name: keep, version: '2'}\n"),
  },
  {
    name: 'update where no version fits',
    args: ['dependency', 'update', 'ship'],
    files: chart(
      "- {name: anchor, version: '>5', repository: '@ex'}\n- {name: buoy, version: '>7', repository: '@ex'}\n",
    ),
    repositories: ex,
  },
  {
    name: 'update where the range is none',
    args: ['dependency', 'update', 'ship'],
    files: chart("- {name: anchor, version: 'abc', repository: '@ex'}\n"),
    repositories: ex,
  },
  {
    name: 'update where the chart is not in the repository',
    args: ['dependency', 'update', 'ship'],
    files: chart("- {name: mast, version: '1', repository: '@ex'}\n"),
    repositories: ex,
  },
  {
    name: 'update where nobody knows the repository',
    args: ['dependency', 'update', 'ship'],
    files: chart(
      "- {name: a, version: '1', repository: stable}\n- {name: b, version: '1', repository: '@nobody'}\n",
    ),
    repositories: ex,
  },
  {
    name: 'update where nobody knows the alias',
    args: ['dependency', 'update', 'ship'],
    files: chart("- {name: b, version: '1', repository: '@nobody'}\n"),
  },
  {
    name: 'update where the scheme is unknown',
    args: ['dependency', 'update', 'ship'],
    files: chart("- {name: b, version: '1', repository: 'ftp://charts.example.com'}\n"),
  },
  {
    name: 'update where the archive is gone leaves charts as they were',
    args: ['dependency', 'update', 'ship'],
    files: chart(`${fromEx}- {name: lost, version: 1.0.0, repository: '@ex'}\n`),
    archives: { 'ship/charts/anchor-1.0.0.tgz': 'anchor-1.0.0.tgz' },
    repositories: ex,
  },
  {
    name: 'update where the repository does not answer',
    args: ['dependency', 'update', 'ship'],
    files: chart("- {name: anchor, version: '1', repository: 'http://failing.example.com'}\n"),
  },
  {
    name: 'update of a folder that is not there',
    args: ['dependency', 'update', 'ship'],
    files: chart("- {name: lib, version: '1', repository: 'file://../nope'}\n"),
  },
  {
    name: 'update of a folder',
    args: ['dependency', 'update', 'ship'],
    files: { ...chart("- {name: lib, version: ^1, repository: 'file://../lib'}\n"), ...local },
  },
  {
    name: 'update of a folder that lacks its own dependencies',
    args: ['dependency', 'update', 'ship'],
    files: {
      ...chart("- {name: lib, version: ^1, repository: 'file://../lib'}\n"),
      ...local,
      'lib/Chart.yaml': `${local['lib/Chart.yaml']}dependencies:\n${fromEx}`,
      'lib/templates/a.yaml': 'a: 1\n',
      'lib/README.md': 'read me\n',
    },
  },
  {
    name: 'build from a lock, of a folder',
    args: ['dependency', 'build', 'ship'],
    before: ['dependency', 'update', 'ship'],
    files: { ...chart("- {name: lib, version: ^1, repository: 'file://../lib', enabled: true}\n"), ...local },
  },
  {
    name: 'update of an empty list',
    args: ['dependency', 'update', 'ship'],
    files: { 'ship/Chart.yaml': 'apiVersion: v2\nname: ship\nversion: 0.1.0\ndependencies: []\n' },
    archives: { 'ship/charts/anchor-1.0.0.tgz': 'anchor-1.0.0.tgz' },
  },
  {
    name: 'list an empty list',
    args: ['dependency', 'list', 'ship'],
    files: { 'ship/Chart.yaml': 'apiVersion: v2\nname: ship\nversion: 0.1.0\ndependencies: []\n' },
    archives: { 'ship/charts/anchor-1.0.0.tgz': 'anchor-1.0.0.tgz' },
  },
  {
    name: 'update of a folder of another version',
    args: ['dependency', 'update', 'ship'],
    files: { ...chart("- {name: lib, version: ^2, repository: 'file://../lib'}\n"), ...local },
  },
  { name: 'update of a v1 chart', args: ['dependency', 'update', 'ship'], files: legacy, repositories: ex },
  {
    name: 'update from a registry without the chart',
    args: ['dependency', 'update', 'ship', '--plain-http'],
    files: chart("- {name: mast, version: ^1, repository: 'oci://registry.example.com/charts'}\n"),
  },
  {
    name: 'update from a registry without the version',
    args: ['dependency', 'update', 'ship', '--plain-http'],
    files: chart("- {name: anchor, version: 7.0.0, repository: 'oci://registry.example.com/charts'}\n"),
  },
  {
    name: 'update with indexes that are here',
    args: ['dependency', 'update', 'ship', '--skip-refresh'],
    files: chart(fromEx),
    repositories: ex,
  },
  {
    name: 'update with indexes that are not here',
    args: ['dependency', 'update', 'ship', '--skip-refresh'],
    files: chart(fromEx),
  },
  {
    name: 'update from a private repository',
    args: ['dependency', 'update', 'ship'],
    files: chart("- {name: anchor, version: ^1, repository: '@mine'}\n"),
    repositories: { mine: 'http://private.example.com\n  username: ada\n  password: s3cret' },
  },
  {
    name: 'build without a lock',
    args: ['dependency', 'build', 'ship'],
    files: chart(fromEx),
    repositories: ex,
  },
  {
    name: 'build from a lock',
    args: ['dependency', 'build', 'ship'],
    before: ['dependency', 'update', 'ship'],
    files: chart(fromEx),
    repositories: ex,
  },
  {
    name: 'build from an old lock',
    args: ['dependency', 'build', 'ship'],
    files: chart(
      fromEx,
      "dependencies:\n- name: anchor\n  repository: http://charts.example.com\n  version: 1.0.0\ndigest: sha256:00\ngenerated: '2026-01-01T00:00:00Z'\n",
    ),
    repositories: ex,
  },
  {
    name: 'build from an old v1 lock',
    args: ['dependency', 'build', 'ship'],
    files: {
      ...legacy,
      'ship/requirements.lock': "dependencies: []\ndigest: sha256:00\ngenerated: '2026-01-01T00:00:00Z'\n",
    },
    repositories: ex,
  },
  {
    name: 'build from a lock of Helm 2',
    args: ['dependency', 'build', 'ship'],
    files: {
      ...legacy,
      'ship/requirements.lock':
        "dependencies:\n- {name: anchor, repository: 'http://charts.example.com', version: 1.0.0}\ndigest: sha256:a677faa2f919042b963d55b60cc8f39441afaf0d666443e174a64ea804734a11\n",
    },
    repositories: ex,
  },
  {
    name: 'build from a v1 lock',
    args: ['dependency', 'build', 'ship'],
    before: ['dependency', 'update', 'ship'],
    files: legacy,
    repositories: ex,
  },
  {
    name: 'build from a lock that is no YAML',
    args: ['dependency', 'build', 'ship'],
    files: chart(fromEx, 'digest: [\n'),
    repositories: ex,
  },
  {
    name: 'build from a lock, of a registry',
    args: ['dependency', 'build', 'ship', '--plain-http'],
    before: ['dependency', 'update', 'ship', '--plain-http'],
    files: chart(fromRegistry),
  },
  {
    name: 'build from an address that has no name',
    args: ['dependency', 'build', 'ship'],
    before: ['dependency', 'update', 'ship'],
    files: chart(fromEx),
  },
]

const pull: readonly RegistryCase[] = [
  { name: 'pull the newest', args: ['pull', 'ex/anchor'], repositories: ex },
  { name: 'pull a range', args: ['pull', 'ex/anchor', '--version', '~1.0'], repositories: ex },
  { name: 'pull pre-releases too', args: ['fetch', 'ex/anchor', '--devel'], repositories: ex },
  { name: 'pull the nearest', args: ['pull', 'ex/anchor', '--version', '1'], repositories: ex },
  { name: 'pull no version', args: ['pull', 'ex/anchor', '--version', '7'], repositories: ex },
  { name: 'pull a range that is none', args: ['pull', 'ex/anchor', '--version', 'abc'], repositories: ex },
  { name: 'pull no chart', args: ['pull', 'ex/mast'], repositories: ex },
  { name: 'pull from no repository', args: ['pull', 'nobody/anchor'], repositories: ex },
  { name: 'pull a bare name', args: ['pull', 'anchor'], repositories: ex },
  { name: 'pull something odd', args: ['pull', '1:2/3'], repositories: ex },
  { name: 'pull a chart without an address', args: ['pull', 'ex/nowhere'], repositories: ex },
  { name: 'pull a chart with a digest of another kind', args: ['pull', 'ex/odd'], repositories: ex },
  { name: 'pull a chart that is gone', args: ['pull', 'ex/lost'], repositories: ex },
  {
    name: 'pull several',
    args: ['pull', 'ex/anchor', 'ex/buoy', '-d', 'out'],
    files: { 'out/keep': '' },
    repositories: ex,
  },
  { name: 'pull and unpack', args: ['pull', 'ex/anchor', '--untar'], repositories: ex },
  {
    name: 'pull and unpack elsewhere',
    args: ['pull', 'ex/anchor', '--untar', '--untardir', 'in', '-d', 'out'],
    repositories: ex,
  },
  {
    name: 'pull and unpack over something',
    args: ['pull', 'ex/anchor', '--untar'],
    files: { 'anchor/x': '' },
    repositories: ex,
  },
  { name: 'pull an address', args: ['pull', 'http://charts.example.com/anchor-1.0.0.tgz'] },
  {
    name: 'pull an address of a private repository',
    args: ['pull', 'http://private.example.com/anchor-1.0.0.tgz'],
  },
  {
    name: 'pull an address with a password',
    args: [
      'pull',
      'http://private.example.com/anchor-1.0.0.tgz',
      '--username',
      'ada',
      '--password',
      's3cret',
    ],
  },
  { name: 'pull of an unknown scheme', args: ['pull', 'ftp://charts.example.com/anchor-1.0.0.tgz'] },
  { name: 'pull by --repo', args: ['pull', 'anchor', '--repo', 'http://charts.example.com/charts/'] },
  { name: 'pull by --repo, no chart', args: ['pull', 'mast', '--repo', 'http://charts.example.com'] },
  {
    name: 'pull by --repo, no version',
    args: ['pull', 'anchor', '--repo', 'http://charts.example.com', '--version', '9'],
  },
  {
    name: 'pull by --repo, from another host',
    args: ['pull', 'elsewhere', '--repo', 'http://charts.example.com'],
  },
  {
    name: 'pull by --repo, with a password',
    args: [
      'pull',
      'anchor',
      '--repo',
      'http://private.example.com',
      '--username',
      'ada',
      '--password',
      's3cret',
    ],
  },
  {
    name: 'pull by --repo, with another password',
    args: [
      'pull',
      'anchor',
      '--repo',
      'http://private.example.com',
      '--username',
      'ada',
      '--password',
      'wrong',
    ],
  },
  { name: 'pull by --repo, empty index', args: ['pull', 'anchor', '--repo', 'http://empty.example.com'] },
  { name: 'pull by --repo, unknown field', args: ['pull', 'a', '--repo', 'http://strict.example.com'] },
  { name: 'pull by --repo, no API version', args: ['pull', 'a', '--repo', 'http://nameless.example.com'] },
  { name: 'pull by --repo, no YAML', args: ['pull', 'a', '--repo', 'http://broken.example.com'] },
  {
    name: 'pull by --repo, not all entries good',
    args: ['pull', 'anchor', '--repo', 'http://partial.example.com'],
  },
  { name: 'pull by --repo, no index', args: ['pull', 'a', '--repo', 'http://charts.example.com/nowhere/'] },
  {
    name: 'pull with provenance, and there is none',
    args: ['pull', 'ex/anchor', '--prov'],
    repositories: ex,
  },
  {
    name: 'pull by --repo with provenance, and there is none',
    args: ['pull', 'anchor', '--repo', 'http://charts.example.com', '--prov'],
  },
  {
    name: 'pull from a registry',
    args: ['pull', 'oci://registry.example.com/charts/anchor', '--plain-http'],
  },
  { name: 'pull a tag', args: ['pull', 'oci://registry.example.com/charts/anchor:1.0.0', '--plain-http'] },
  {
    name: 'pull a tag and another version',
    args: ['pull', 'oci://registry.example.com/charts/anchor:1.0.0', '--version', '2.0.0', '--plain-http'],
  },
  {
    name: 'pull a version with a plus',
    args: ['pull', 'oci://registry.example.com/charts/buoy', '--version', '1.1.0+x.1', '--plain-http'],
  },
  {
    name: 'pull a range of a registry',
    args: ['pull', 'oci://registry.example.com/charts/anchor', '--version', '^1', '--untar', '--plain-http'],
  },
  {
    name: 'pull a range that a registry has not',
    args: ['pull', 'oci://registry.example.com/charts/anchor', '--version', '^7', '--plain-http'],
  },
  {
    name: 'pull a version that a registry has not',
    args: ['pull', 'oci://registry.example.com/charts/anchor', '--version', '7.0.0', '--plain-http'],
  },
  {
    name: 'pull what a registry has not',
    args: ['pull', 'oci://registry.example.com/charts/mast', '--plain-http'],
  },
  {
    name: 'pull what is no chart',
    args: ['pull', 'oci://registry.example.com/charts/image:1.0.0', '--plain-http'],
  },
  {
    name: 'pull a reference that is none',
    args: ['pull', 'oci://registry.example.com/Charts/Anchor', '--plain-http'],
  },
  { name: 'pull a reference without a path', args: ['pull', 'oci://registry.example.com', '--plain-http'] },
  {
    name: 'pull with Basic and nobody logged in',
    args: ['pull', 'oci://basic.example.com/charts/anchor:1.0.0', '--plain-http'],
  },
  {
    name: 'pull with Basic',
    args: [
      'pull',
      'oci://basic.example.com/charts/anchor',
      '--plain-http',
      '--username',
      'ada',
      '--password',
      's3cret',
    ],
  },
  {
    name: 'pull with Basic from Helm’s file',
    args: ['pull', 'oci://basic.example.com/charts/anchor', '--plain-http'],
    credentials: 'helm',
  },
  {
    name: 'pull with Bearer from Docker’s file',
    args: ['pull', 'oci://bearer.example.com/charts/anchor', '--plain-http'],
    credentials: 'docker',
  },
  {
    name: 'pull with Bearer and nobody logged in',
    args: ['pull', 'oci://bearer.example.com/charts/anchor:1.0.0', '--plain-http'],
  },
  {
    name: 'pull with provenance from a registry',
    args: ['pull', 'oci://registry.example.com/charts/anchor:1.0.0', '--prov', '--plain-http'],
  },
]

const push: readonly RegistryCase[] = [
  {
    name: 'push',
    args: ['push', 'anchor-1.0.0.tgz', 'oci://registry.example.com/new', '--plain-http'],
    archives: { 'anchor-1.0.0.tgz': 'anchor-1.0.0.tgz' },
  },
  {
    name: 'push with dependencies',
    args: ['push', 'hull-3.0.0.tgz', 'oci://registry.example.com/new/', '--plain-http'],
    archives: { 'hull-3.0.0.tgz': 'hull-3.0.0.tgz' },
  },
  {
    name: 'push a version with a plus',
    args: ['push', 'x.tgz', 'oci://registry.example.com/new', '--plain-http'],
    archives: { 'x.tgz': 'buoy-1.1.0+x.1.tgz' },
  },
  {
    name: 'push with provenance',
    args: ['push', 'anchor-1.0.0.tgz', 'oci://registry.example.com/signed', '--plain-http'],
    archives: { 'anchor-1.0.0.tgz': 'anchor-1.0.0.tgz' },
    files: { 'anchor-1.0.0.tgz.prov': 'signed\n' },
  },
  {
    name: 'push with Bearer',
    args: ['push', 'anchor-1.0.0.tgz', 'oci://bearer.example.com/new', '--plain-http'],
    archives: { 'anchor-1.0.0.tgz': 'anchor-1.0.0.tgz' },
    credentials: 'helm',
  },
  {
    name: 'push and nobody logged in',
    args: ['push', 'anchor-1.0.0.tgz', 'oci://basic.example.com/new', '--plain-http'],
    archives: { 'anchor-1.0.0.tgz': 'anchor-1.0.0.tgz' },
  },
  {
    name: 'push without a scheme',
    args: ['push', 'anchor-1.0.0.tgz', 'registry.example.com/new'],
    archives: { 'anchor-1.0.0.tgz': 'anchor-1.0.0.tgz' },
  },
  {
    name: 'push over HTTP',
    args: ['push', 'anchor-1.0.0.tgz', 'http://registry.example.com/new'],
    archives: { 'anchor-1.0.0.tgz': 'anchor-1.0.0.tgz' },
  },
  {
    name: 'push a folder',
    args: ['push', 'ship', 'oci://registry.example.com/new', '--plain-http'],
    files: chart(''),
  },
  { name: 'push nothing', args: ['push', 'nope.tgz', 'oci://registry.example.com/new', '--plain-http'] },
  {
    name: 'push what is no chart',
    args: ['push', 'x.yaml', 'oci://registry.example.com/new', '--plain-http'],
    files: { 'x.yaml': 'a: 1\n' },
  },
]

const repo: readonly RegistryCase[] = [
  { name: 'repo list nothing', args: ['repo', 'list'] },
  { name: 'repo list', args: ['repo', 'list'], repositories: { ...ex, other: 'http://other.example.com' } },
  { name: 'repo list as JSON', args: ['repo', 'ls', '-o', 'json'], repositories: ex },
  { name: 'repo list as YAML', args: ['repo', 'list', '-o', 'yaml'], repositories: ex },
  { name: 'repo add', args: ['repo', 'add', 'ex', 'http://charts.example.com'] },
  { name: 'repo add again', args: ['repo', 'add', 'ex', 'http://charts.example.com'], repositories: ex },
  {
    name: 'repo add another of the name',
    args: ['repo', 'add', 'ex', 'http://other.example.com'],
    repositories: ex,
  },
  {
    name: 'repo add over another',
    args: ['repo', 'add', 'ex', 'http://other.example.com', '--force-update'],
    repositories: ex,
  },
  {
    name: 'repo add with a password',
    args: ['repo', 'add', 'mine', 'http://private.example.com', '--username', 'ada', '--password', 's3cret'],
  },
  { name: 'repo add with a slash', args: ['repo', 'add', 'a/b', 'http://charts.example.com'] },
  { name: 'repo add what is none', args: ['repo', 'add', 'a', 'http://charts.example.com/nowhere'] },
  { name: 'repo update nothing', args: ['repo', 'update'] },
  { name: 'repo update', args: ['repo', 'update', 'ex'], repositories: ex },
  { name: 'repo update another', args: ['repo', 'update', 'nobody'], repositories: ex },
  {
    name: 'repo update what fails',
    args: ['repo', 'update'],
    repositories: { a: 'http://failing.example.com' },
  },
  { name: 'repo remove', args: ['repo', 'remove', 'ex'], repositories: ex },
  { name: 'repo remove another', args: ['repo', 'rm', 'nobody'], repositories: ex },
  { name: 'repo remove nothing', args: ['repo', 'remove', 'ex'] },
  {
    name: 'registry login',
    args: ['registry', 'login', 'basic.example.com', '-u', 'ada', '-p', 's3cret', '--plain-http'],
  },
  {
    name: 'registry login with Bearer',
    args: ['registry', 'login', 'bearer.example.com', '-u', 'ada', '-p', 's3cret', '--plain-http'],
  },
  {
    name: 'registry login with another password',
    args: ['registry', 'login', 'basic.example.com', '-u', 'ada', '-p', 'wrong', '--plain-http'],
  },
  { name: 'registry logout', args: ['registry', 'logout', 'basic.example.com'], credentials: 'helm' },
]

const references: readonly RegistryCase[] = [
  { name: 'template from a repository', args: ['template', 'sea', 'ex/anchor'], repositories: ex },
  {
    name: 'template from a registry',
    args: ['template', 'sea', 'oci://registry.example.com/charts/anchor', '--version', '^1', '--plain-http'],
  },
  {
    name: 'template from an address',
    args: ['template', 'sea', 'http://charts.example.com/anchor-1.0.0.tgz'],
  },
  {
    name: 'template by --repo',
    args: ['template', 'sea', 'anchor', '--repo', 'http://charts.example.com', '--devel'],
  },
  {
    name: 'template from an address with a password',
    args: [
      'template',
      'sea',
      'http://private.example.com/anchor-1.0.0.tgz',
      '--username',
      'ada',
      '--password',
      's3cret',
    ],
  },
  { name: 'template what a repository has not', args: ['template', 'sea', 'ex/mast'], repositories: ex },
  {
    name: 'template what a registry has not',
    args: ['template', 'sea', 'oci://registry.example.com/charts/mast', '--plain-http'],
  },
  { name: 'template a name that is none', args: ['template', 'sea', 'no chart'] },
  {
    name: 'template where a chart is on disk too',
    args: ['template', 'sea', 'anchor', '--repo', 'http://charts.example.com'],
    files: { 'anchor/Chart.yaml': 'apiVersion: v2\nname: anchor\nversion: 9.9.9\n' },
  },
  {
    name: 'template with --dependency-update',
    args: ['template', 'sea', 'ship', '--dependency-update'],
    files: { ...chart(fromEx), 'ship/templates/a.yaml': 'a: {{ .Chart.Name }}\n' },
    repositories: ex,
  },
  {
    name: 'template with --dependency-update where nothing lacks',
    args: ['template', 'sea', 'ship', '--dependency-update'],
    files: chart(fromEx),
    archives: { 'ship/charts/anchor-1.0.0.tgz': 'anchor-1.0.0.tgz' },
    repositories: ex,
  },
  {
    name: 'template with --dependency-update that fails',
    args: ['template', 'sea', 'ship', '--dependency-update'],
    files: chart("- {name: mast, version: '1', repository: '@ex'}\n"),
    repositories: ex,
  },
  {
    name: 'show from a repository',
    args: ['show', 'chart', 'ex/anchor', '--version', '1.0.0'],
    repositories: ex,
  },
  {
    name: 'show from a registry',
    args: ['show', 'values', 'oci://basic.example.com/charts/anchor', '--plain-http'],
    credentials: 'docker',
  },
]

export const registryCases: readonly RegistryCase[] = [
  ...dependency,
  ...pull,
  ...push,
  ...repo,
  ...references,
]
