import { blockText, ifSet, resource, when } from 'seaworthy/sdk'
import { settings } from './environment.ts'
import { fullname, labels, named, serviceAccountName } from './names.ts'
import { values } from './values.ts'

const { pubRepo, secrets, serviceAccount } = values

/** What web, workers and beat have in common. */
export const foundation = [
  resource(
    'serviceaccount',
    {
      kind: 'ServiceAccount',
      metadata: { name: serviceAccountName, labels, annotations: ifSet(serviceAccount.annotations) },
      automountServiceAccountToken: false,
    },
    { when: serviceAccount.create },
  ),
  resource('configmap', { kind: 'ConfigMap', metadata: { name: fullname, labels }, data: settings }),
  resource(
    'known-hosts',
    {
      kind: 'ConfigMap',
      metadata: { name: named('known-hosts'), labels },
      data: { ssh_known_hosts: blockText(pubRepo.knownHosts) },
    },
    { when: pubRepo.knownHosts },
  ),
  resource(
    'secret-env',
    {
      kind: 'Secret',
      metadata: { name: named('env'), labels },
      type: 'Opaque',
      stringData: ifSet(secrets.values),
    },
    { when: secrets.create },
  ),
  resource(
    'secret-keys',
    {
      kind: 'Secret',
      metadata: { name: named('keys'), labels },
      stringData: {
        'pub-repo-ssh-key': when(secrets.files.pubRepoSshKey, blockText(secrets.files.pubRepoSshKey)),
        'github-app-private-key': when(
          secrets.files.githubAppPrivateKey,
          blockText(secrets.files.githubAppPrivateKey),
        ),
      },
      // Not the other way round: Helm 3 takes the last line break of a document away, and ssh refuses a key without it.
      type: 'Opaque',
    },
    { when: secrets.files.create },
  ),
]
