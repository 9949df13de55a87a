#!/usr/bin/env bash
# The real programs that judge ours: real Helm, and a real Kubernetes control plane whose nodes KWOK plays.
#
#   oracles.sh build [helm|cluster|all]   builds what is missing, from Go modules; needs Go, 10 minutes when cold
#   oracles.sh up                         starts a control plane and prints its kubeconfig; one that runs is kept
#   oracles.sh down                       ends it
#   oracles.sh path                       prints the folder of the programs
#
# SEAWORTHY_ORACLES      folder of the programs (~/.cache/seaworthy/oracles)
# SEAWORTHY_ORACLES_RUN  folder of one running control plane (…/run); a second one needs another
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/versions.sh"

usage() { sed -n '2,10s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }

case "${1:-}" in
  build) shift; exec "$here/build.sh" "$@" ;;
  up | down) exec "$here/control-plane.sh" "$1" ;;
  path) echo "$oracles_dir" ;;
  --help | -h | help) usage ;;
  *) usage >&2; exit 2 ;;
esac
