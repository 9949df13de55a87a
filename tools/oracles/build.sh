#!/usr/bin/env bash
# Builds the oracles that are missing or have another version: build.sh [helm|cluster|all]
#
# The link flags matter. A bare `go install` gives a Helm that calls itself v4.2 or v3.21, and a Helm 3 that takes
# Kubernetes to be 1.20, so that charts with `kubeVersion: >=1.25` do not render.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/versions.sh"
what=${1:-all}
case $what in helm | cluster | all) ;; *) echo "build.sh: what is '$what'? helm, cluster or all" >&2; exit 2 ;; esac
command -v go >/dev/null || { echo "build.sh: needs Go 1.26 or newer on the PATH" >&2; exit 1; }

mkdir -p "$oracles_dir/src" "$oracles_dir/tmp"
exec 9>"$oracles_dir/.lock"
flock 9 # one build at a time per folder

export GOFLAGS=-mod=mod CGO_ENABLED=0
kube_minor=$(cut -d. -f2 <<<"$kubernetes_version")

# A program counts as built when it says itself that it has the right version.
says() { # program wanted-text argument...
  local program=$oracles_dir/$1 wanted=$2 answer
  shift 2
  [ -x "$program" ] && answer=$("$program" "$@" 2>&1) && [[ $answer == *"$wanted"* ]]
}

once() { # name build-function wanted-text argument...
  local name=$1 build=$2 wanted=$3
  shift 3
  if says "$name" "$wanted" "$@"; then echo "$name: there, $wanted"; return; fi
  local start=$SECONDS
  echo "$name: building …"
  # In a subshell, and not as part of a condition, so that the first failing command ends it.
  (set -e; "$build")
  says "$name" "$wanted" "$@" || { echo "$name: built, but it does not say '$wanted'" >&2; exit 1; }
  echo "$name: built, $wanted, $((SECONDS - start)) s"
}

install_go() { # name package@version link-flags
  local binary=${2%@*}
  GOBIN=$oracles_dir/tmp go install -trimpath -ldflags "-s -w $3" "$2"
  mv "$oracles_dir/tmp/${binary##*/}" "$oracles_dir/$1"
}

helm3_flags="-X helm.sh/helm/v3/internal/version.version=v$helm3_version -X helm.sh/helm/v3/internal/version.gitTreeState=clean"
for package in lint/rules chartutil; do
  helm3_flags+=" -X helm.sh/helm/v3/pkg/$package.k8sVersionMajor=1 -X helm.sh/helm/v3/pkg/$package.k8sVersionMinor=$kube_minor"
done
# Helm 4 reads its Kubernetes version from its own build information.
helm4_flags="-X helm.sh/helm/v4/internal/version.version=v$helm4_version -X helm.sh/helm/v4/internal/version.gitTreeState=clean"

build_helm3() { install_go helm3 "helm.sh/helm/v3/cmd/helm@v$helm3_version" "$helm3_flags"; }
build_helm4() { install_go helm4 "helm.sh/helm/v4/cmd/helm@v$helm4_version" "$helm4_flags"; }

build_batch() { # major version link-flags: our program around Helm's packages, at the versions that its own go.mod has
  cd "$(mkdir -p "$oracles_dir/src/helm$1-batch" && echo "$oracles_dir/src/helm$1-batch")"
  cp "$here/helm-batch/v$1/main.go" .
  printf 'module oracle/helm%s-batch\ngo 1.26.0\nrequire helm.sh/helm/v%s v%s\n' "$1" "$1" "$2" >go.mod
  go mod tidy
  go build -trimpath -ldflags "-s -w $3 -X main.version=$(batch_says "$1" "$2")" -o "$oracles_dir/helm$1-batch" .
}
batch_says() { echo "v$2-$(cksum <"$here/helm-batch/v$1/main.go" | cut -d' ' -f1)"; } # built anew when its source changes
build_helm3_batch() { build_batch 3 "$helm3_version" "$helm3_flags"; }
build_helm4_batch() { build_batch 4 "$helm4_version" "$helm4_flags"; }

build_etcd() { # the server module has no main that can be installed; three lines make one
  cd "$(mkdir -p "$oracles_dir/src/etcd" && echo "$oracles_dir/src/etcd")"
  printf 'module oracle/etcd\ngo 1.26.0\nrequire go.etcd.io/etcd/server/v3 v%s\n' "$etcd_version" >go.mod
  printf 'package main\nimport ("os"; "go.etcd.io/etcd/server/v3/etcdmain")\nfunc main() { etcdmain.Main(os.Args) }\n' >main.go
  go mod tidy
  go build -trimpath -ldflags "-s -w" -o "$oracles_dir/etcd" .
}

kubernetes_module() { # k8s.io/kubernetes can only be required with a `replace` for each of its staging modules
  local source=$oracles_dir/src/kubernetes-$kubernetes_version mod
  if [ -f "$source/go.sum" ]; then echo "$source"; return; fi
  mkdir -p "$source"
  mod=$(go mod download -json "k8s.io/kubernetes@v$kubernetes_version" | sed -n 's/.*"GoMod": "\(.*\)".*/\1/p')
  {
    echo "module oracle/kubernetes"
    grep -E '^go ' "$mod"
    echo "require k8s.io/kubernetes v$kubernetes_version"
    echo "replace ("
    grep -oE '^\s*k8s.io/[a-z0-9-]+ => ./staging' "$mod" |
      awk -v version="v0.${kubernetes_version#1.}" '{ print "\t" $1 " => " $1 " " version }'
    echo ")"
  } >"$source/go.mod"
  {
    printf '//go:build tools\n\npackage tools\n\nimport (\n'
    printf '\t_ "k8s.io/kubernetes/cmd/%s"\n' kube-apiserver kube-controller-manager kube-scheduler kubectl
    printf ')\n'
  } >"$source/tools.go"
  (cd "$source" && go mod tidy >&2)
  echo "$source"
}

build_kubernetes() { # program
  local source version=k8s.io/component-base/version
  source=$(kubernetes_module)
  cd "$source"
  go build -trimpath -o "$oracles_dir/$1" \
    -ldflags "-s -w -X $version.gitVersion=v$kubernetes_version -X $version.gitMajor=1 -X $version.gitMinor=$kube_minor" \
    "k8s.io/kubernetes/cmd/$1"
}
build_apiserver() { build_kubernetes kube-apiserver; }
build_controller_manager() { build_kubernetes kube-controller-manager; }
build_scheduler() { build_kubernetes kube-scheduler; }
build_kubectl() { build_kubernetes kubectl; }

build_kwok() { install_go kwok "sigs.k8s.io/kwok/cmd/kwok@v$kwok_version" ""; }
build_kubeconform() {
  install_go kubeconform "github.com/yannh/kubeconform/cmd/kubeconform@v$kubeconform_version" "-X main.version=v$kubeconform_version"
}

if [ "$what" != cluster ]; then
  once helm3 build_helm3 "v$helm3_version" version --short
  once helm4 build_helm4 "v$helm4_version" version --short
  once helm3-batch build_helm3_batch "$(batch_says 3 "$helm3_version")" version
  once helm4-batch build_helm4_batch "$(batch_says 4 "$helm4_version")" version
fi
if [ "$what" != helm ]; then
  once etcd build_etcd "etcd Version: $etcd_version" --version
  once kube-apiserver build_apiserver "v$kubernetes_version" --version
  once kube-controller-manager build_controller_manager "v$kubernetes_version" --version
  once kube-scheduler build_scheduler "v$kubernetes_version" --version
  once kubectl build_kubectl "v$kubernetes_version" version --client
  once kwok build_kwok "v$kwok_version" --version
  once kubeconform build_kubeconform "v$kubeconform_version" -v
fi
