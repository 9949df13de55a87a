import type { RenderedRelease } from '@seaworthy/helm'

/** More pods than this would take a trial minutes for one run. */
const MOST_PODS = 1_000

/** Why a release is not tried, where its workloads wish for more pods than a trial simulates. */
export function tooManyPods(release: RenderedRelease): string | undefined {
  const pods = release.objects.reduce((sum, { object }) => {
    const counted = ['Deployment', 'StatefulSet', 'ReplicaSet'].includes(object.kind)
    return counted ? sum + Number(object.spec?.replicas ?? 1) : sum
  }, 0)
  return pods > MOST_PODS
    ? `${pods.toLocaleString('en')} pods are more than a trial simulates (${MOST_PODS.toLocaleString('en')})`
    : undefined
}
