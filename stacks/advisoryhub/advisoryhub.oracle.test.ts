import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  controlPlaneDown,
  controlPlaneUp,
  isBuilt,
  routeDefinition,
  type Shell,
  shellWith,
} from './control-plane.fixture.ts'
import { ingressDelta, type Json, render } from './render.fixture.ts'

const guide = readFileSync(new URL('guide.md', import.meta.url), 'utf8')
const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

/** The code block of the guide that has these words in it. */
function block(words: string): string {
  const blocks = [...guide.matchAll(/```\w+\n([^]*?)```/g)].map(([, text = '']) => text)
  const [found = '', ...others] = blocks.filter((text) => text.includes(words))
  if (found === '' || others.length > 0) throw new RangeError(`not one block of the guide has ${words}`)
  return found
}

/** Outside of OpenShift the namespace is made as the comment of the guide says. */
const makeSecrets = block('create secret generic')
  .replace(/^oc new-project.*# elsewhere: (.*)$/m, '$1')
  .replace('<user>', 'nobody')
  .replace('<PAT>', 'none')
const install = block('helm install')

/** The guide's values on OKD; on Kubernetes without the Route, and with the delta of the guide. */
const onOkd = read('ci/okd-values.yaml')
const onKubernetes = `${onOkd.replace(/^route:\n(?: .*\n)+/m, '')}\n${ingressDelta}`

describe.skipIf(!isBuilt)('on a real control plane', { timeout: 300_000 }, () => {
  let kubeconfig: string

  beforeAll(() => {
    kubeconfig = controlPlaneUp()
  }, 120_000)

  afterAll(() => controlPlaneDown())

  describe.each([
    ['OKD', 'helm4', onOkd],
    ['OKD', 'helm3', onOkd],
    ['Kubernetes', 'helm4', onKubernetes],
  ] as const)('%s with %s', (where, helm, values) => {
    let shell: Shell

    /** Runs, and fails with what was printed when it does not end well. */
    const run = (command: string): string => {
      const { status, output } = shell.run(command)
      expect(status, `${command}\n${output}`).toBe(0)
      return output
    }
    const get = (what: string): Json => JSON.parse(run(`kubectl -n advisoryhub get ${what} -o json`))

    beforeAll(() => {
      shell = shellWith(kubeconfig, helm)
      shell.write('values-okd.yaml', values)
      shell.write('advisoryhub-deploy-key', 'not a key\n')
      shell.write('routes.crd.yaml', where === 'OKD' ? routeDefinition() : '')
      if (where === 'OKD')
        run('kubectl apply -f routes.crd.yaml && kubectl wait --for condition=Established -f routes.crd.yaml')
      else run('kubectl delete crd routes.route.openshift.io --ignore-not-found')
    })

    afterAll(() => {
      run(
        'helm uninstall advisoryhub -n advisoryhub --ignore-not-found && kubectl delete namespace advisoryhub --wait',
      )
    })

    test('the Secrets are made with the commands of the guide [AH-021] [AH-022] [AH-023] [AH-027] [AH-030]', () => {
      run(makeSecrets)
      run('kubectl label namespace advisoryhub pod-security.kubernetes.io/enforce=restricted')
      const [env, keys, pull] = ['advisoryhub-env', 'advisoryhub-keys', 'ghcr-pull'].map((name) =>
        get(`secret ${name}`),
      )
      expect(Object.keys(env.data)).toHaveLength(9)
      expect(Buffer.from(env.data.DJANGO_SECRET_KEY, 'base64').toString()).toMatch(/^[\w-]{86}$/)
      expect(Object.keys(keys.data)).toEqual(['pub-repo-ssh-key'])
      expect(pull.type).toBe('kubernetes.io/dockerconfigjson')
      expect(
        get('serviceaccounts,configmaps')
          .items.map((each: Json) => each.metadata.name)
          .toSorted(),
      ).toEqual(['default', 'kube-root-ca.crt'])
    })

    test('the chart installs with the command of the guide [AH-001] [AH-006] [AH-037] [AH-038] [AH-008]', () => {
      const printed = run(install)
      expect(printed).toContain('STATUS: deployed')
      expect(printed).toContain('logs job/advisoryhub-migrate')
    })

    test('what was rendered is there, and what only the migration needed is gone', () => {
      const kept = render(values).names.filter((name) => !isGone(name))
      for (const name of kept) {
        const [kind = '', each = ''] = name.split('/')
        expect(get(`${kind.toLowerCase()} ${each}`).metadata.name).toBe(each)
      }
      for (const kind of ['serviceaccount', 'configmap', 'secret'])
        expect(shell.run(`kubectl -n advisoryhub get ${kind} advisoryhub-migrate`).output).toContain(
          'NotFound',
        )
    })

    test('the migration is complete and can be looked at [AH-066] [AH-078]', () => {
      const job = get('job advisoryhub-migrate')
      expect(job.status.succeeded).toBe(1)
      const [pod] = get('pods -l batch.kubernetes.io/job-name=advisoryhub-migrate').items
      expect(pod.spec.serviceAccountName).toBe('advisoryhub-migrate')
    })

    test('Deployments and pods are listed as the guide says, all ready [AH-079]', () => {
      run('kubectl -n advisoryhub wait --for condition=Available deploy --all --timeout 120s')
      const listed = run('kubectl -n advisoryhub get deploy,po -l app.kubernetes.io/instance=advisoryhub')
      expect(listed.match(/^deployment\.apps\/advisoryhub-(web|worker|beat)/gm)).toHaveLength(3)
      expect(listed.match(/^pod\/advisoryhub-(web|worker|beat)-/gm)).toHaveLength(4)
    })

    test('no secret goes through Helm [AH-020]', () => {
      const told = run('helm get all advisoryhub -n advisoryhub')
      const { data } = get('secret advisoryhub-env')
      const secrets = Object.values(data as Record<string, string>).map((each) =>
        Buffer.from(each, 'base64').toString(),
      )
      // Some are a placeholder of one character in the guide, and the client is called as the release.
      const telling = secrets.filter((each) => each.length > 1 && each !== 'advisoryhub')
      expect(telling).toHaveLength(5)
      expect(telling.filter((each) => told.includes(each))).toEqual([])
    })

    test('helm test runs its pod, and ends well when that does [AH-077]', () => {
      // KWOK runs no program: the pod is told to have succeeded once it is there.
      const succeed = `for i in $(seq 60); do kubectl -n advisoryhub patch pod advisoryhub-test-connection --subresource status -p '{"status":{"phase":"Succeeded"}}' && break; sleep 0.5; done >/dev/null 2>&1 &`
      expect(run(`${succeed}\nhelm test advisoryhub -n advisoryhub`)).toMatch(/Phase: +Succeeded/)
    })

    test('an upgrade with nothing changed rolls nobody, one with another image rolls all', () => {
      const generations = () => get('deploy').items.map((each: Json) => each.metadata.generation)
      const before = generations()
      run('helm upgrade advisoryhub charts/advisoryhub -n advisoryhub -f values-okd.yaml')
      expect(generations()).toEqual(before)
      run(
        'helm upgrade advisoryhub charts/advisoryhub -n advisoryhub -f values-okd.yaml --set image.tag=next --wait --timeout 5m',
      )
      expect(generations()).toEqual(before.map((each: number) => each + 1))
      const images = get('pods -l app.kubernetes.io/component!=migrate').items.map(
        (each: Json) => each.spec.containers[0].image,
      )
      expect(new Set(images)).toEqual(new Set(['ghcr.io/eclipse-csi/advisoryhub:next']))
    })

    test('an extraEnv that repeats a setting is applied [AH-033]', () => {
      const env = '--set extraEnv[0].name=LOG_LEVEL --set extraEnv[0].value=DEBUG'
      run(`helm upgrade advisoryhub charts/advisoryhub -n advisoryhub -f values-okd.yaml ${env}`)
      const [container] = get('job advisoryhub-migrate').spec.template.spec.containers
      expect(container.env).toContainEqual({ name: 'LOG_LEVEL', value: 'DEBUG' })
    })
  })

  test('with Secrets of the chart: installed, upgraded, and nothing but the Job is left after an uninstall', () => {
    const shell = shellWith(kubeconfig, 'helm4')
    const run = (command: string): string => {
      const { status, output } = shell.run(command)
      expect(status, `${command}\n${output}`).toBe(0)
      return output
    }
    shell.write('values.yaml', read('ci/vanilla-values.yaml').replace(/^metrics:\n(?: .*\n)+/m, ''))
    run('kubectl create namespace evaluation')
    run('helm install advisoryhub charts/advisoryhub -n evaluation -f values.yaml')
    const upgrade = 'helm upgrade advisoryhub charts/advisoryhub -n evaluation -f values.yaml'
    run(`${upgrade} --set secrets.values.DATABASE_URL=other --wait --timeout 5m`)
    const secret = run('kubectl -n evaluation get secret advisoryhub-env -o jsonpath={.data.DATABASE_URL}')
    expect(Buffer.from(secret, 'base64').toString()).toBe('other')
    run(`${upgrade} --set migrate.enabled=false`)
    run('helm uninstall advisoryhub -n evaluation')
    const left = run(
      'kubectl -n evaluation get all,secrets,configmaps,serviceaccounts,ingresses -o name --field-selector metadata.name!=kube-root-ca.crt',
    )
    const names = left
      .split('\n')
      .filter((each) => each !== '' && !each.startsWith('pod/') && !each.endsWith('/default'))
    expect(names).toEqual(['job.batch/advisoryhub-migrate'])
    run('kubectl delete namespace evaluation --wait')
  })
})

/** Hooks that are deleted once they succeeded, and the pod of a test that was not run. */
function isGone(name: string): boolean {
  return /^(ServiceAccount|ConfigMap|Secret)\/advisoryhub-migrate$|^Pod\//.test(name)
}
