# What judges us, pinned. Raise a version on purpose, and record the fixtures again.
# shellcheck shell=bash disable=SC2034
helm3_version=3.21.4
helm4_version=4.2.4
kubernetes_version=1.36.3 # the Kubernetes that both Helms are built on
etcd_version=3.6.16
kwok_version=0.8.0
kubeconform_version=0.8.0

oracles_dir=${SEAWORTHY_ORACLES:-${HOME}/.cache/seaworthy/oracles}
run_dir=${SEAWORTHY_ORACLES_RUN:-${oracles_dir}/run}
