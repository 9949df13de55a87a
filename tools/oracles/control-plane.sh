#!/usr/bin/env bash
# A real Kubernetes control plane on loopback whose nodes KWOK plays: control-plane.sh up|down
#
# Up takes some 9 s and 0.6 GB of memory, prints the kubeconfig (cluster-admin) and ends with three ready nodes. Pods
# need no images: what their containers do is in kwok-stages.yaml (SEAWORTHY_KWOK_STAGES names another file).
# Down ends only what up started. NODES (3) and VOLUMES (60) say how many there are.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/versions.sh"
stages=$(realpath "${SEAWORTHY_KWOK_STAGES:-$here/kwok-stages.yaml}")
kubeconfig=$run_dir/kubeconfig
kubectl() { "$oracles_dir/kubectl" --kubeconfig "$kubeconfig" "$@"; }

is_running() { [ -f "$1" ] && kill -0 "$(cat "$1")" 2>/dev/null; }

# Asks, waits 3 s, then insists: the API server would drain for a minute, and its port is free only when it is gone.
down() {
  local signal file
  for signal in TERM KILL; do
    for file in "$run_dir"/*.pid; do is_running "$file" && kill "-$signal" "$(cat "$file")"; done
    for _ in $(seq 30); do
      for file in "$run_dir"/*.pid; do is_running "$file" || rm -f "$file"; done
      compgen -G "$run_dir/*.pid" >/dev/null || return 0
      sleep 0.1
    done
  done
  echo "control-plane.sh: these did not end: $(cat "$run_dir"/*.pid | tr '\n' ' ')" >&2
  return 1
}

start() { # name argument...
  local name=$1
  shift
  nohup "$oracles_dir/$name" "$@" >"$run_dir/$name.log" 2>&1 9>&- &
  echo $! >"$run_dir/$name.pid"
}

fail() { # message log
  echo "control-plane.sh: $1; the end of $run_dir/$2.log:" >&2
  tail -5 "$run_dir/$2.log" >&2
  down
  exit 1
}

# Four neighbouring ports that nobody listens on: API server, etcd for clients, etcd for peers, KWOK.
free_port() {
  local base offset
  for base in $(seq 16443 10 17443); do
    for offset in 0 1 2 3; do
      if (exec 3<>"/dev/tcp/127.0.0.1/$((base + offset))") 2>/dev/null; then continue 2; fi
    done
    echo "$base"
    return
  done
  echo "control-plane.sh: no free port between 16443 and 17446" >&2
  exit 1
}

certificates() {
  cd "$run_dir"
  openssl genrsa -out sa.key 2048
  openssl rsa -in sa.key -pubout -out sa.pub
  openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -days 30 -subj /CN=oracle-ca
  openssl req -newkey rsa:2048 -nodes -keyout api.key -out api.csr -subj /CN=127.0.0.1
  openssl x509 -req -in api.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 30 -out api.crt \
    -extfile <(echo subjectAltName=IP:127.0.0.1,IP:10.96.0.1,DNS:localhost)
}

write_kubeconfig() { # port token
  cat >"$kubeconfig" <<YAML
apiVersion: v1
kind: Config
clusters: [{name: oracle, cluster: {server: "https://127.0.0.1:$1", certificate-authority: $run_dir/ca.crt}}]
users: [{name: oracle, user: {token: $2}}]
contexts: [{name: oracle, context: {cluster: oracle, user: oracle}}]
current-context: oracle
YAML
}

start_etcd() { # client-port peer-port
  start etcd --data-dir "$run_dir/etcd" --unsafe-no-fsync \
    --listen-client-urls "http://127.0.0.1:$1" --advertise-client-urls "http://127.0.0.1:$1" \
    --listen-peer-urls "http://127.0.0.1:$2" --initial-advertise-peer-urls "http://127.0.0.1:$2" \
    --initial-cluster "default=http://127.0.0.1:$2"
}

# Privileged containers are allowed because many public charts ask for them, and the rig is not what is judged.
start_apiserver() { # port etcd-port
  start kube-apiserver --etcd-servers "http://127.0.0.1:$2" --cert-dir "$run_dir/certs" \
    --bind-address 127.0.0.1 --advertise-address 127.0.0.1 --secure-port "$1" \
    --tls-cert-file "$run_dir/api.crt" --tls-private-key-file "$run_dir/api.key" \
    --token-auth-file "$run_dir/tokens.csv" --authorization-mode RBAC --allow-privileged=true \
    --service-account-key-file "$run_dir/sa.pub" --service-account-signing-key-file "$run_dir/sa.key" \
    --service-account-issuer https://kubernetes.default.svc --service-cluster-ip-range 10.96.0.0/16
  for _ in $(seq 100); do
    if kubectl get --raw /readyz >/dev/null 2>&1; then return; fi
    is_running "$run_dir/kube-apiserver.pid" || break
    sleep 0.3
  done
  fail "the API server does not answer" kube-apiserver
}

start_controllers() { # kwok-port
  start kube-controller-manager --kubeconfig "$kubeconfig" --leader-elect=false --bind-address 127.0.0.1 --secure-port 0 \
    --service-account-private-key-file "$run_dir/sa.key" --root-ca-file "$run_dir/ca.crt" --use-service-account-credentials=true \
    '--controllers=*,-cloud-node-lifecycle-controller,-service-lb-controller,-node-route-controller'
  start kube-scheduler --kubeconfig "$kubeconfig" --leader-elect=false --bind-address 127.0.0.1 --secure-port 0
  start kwok --kubeconfig "$kubeconfig" --config "$stages" --manage-all-nodes --node-lease-duration-seconds 40 \
    --server-address "127.0.0.1:$1"
}

# Nodes need a storage capacity and an architecture, or charts fail for reasons of the rig alone.
nodes() {
  local n
  for n in $(seq "${NODES:-3}"); do
    cat <<YAML
---
apiVersion: v1
kind: Node
metadata:
  name: n$n
  labels: {kubernetes.io/hostname: n$n, kubernetes.io/os: linux, kubernetes.io/arch: amd64, topology.kubernetes.io/zone: z$n}
status:
  capacity: &capacity {cpu: "8", memory: 32Gi, ephemeral-storage: 100Gi, pods: "110"}
  allocatable: *capacity
YAML
  done
}

# KWOK plays no provisioner: without volumes to bind, every claim would wait for ever.
storage() {
  local v
  cat <<YAML
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: standard, annotations: {storageclass.kubernetes.io/is-default-class: "true"}}
provisioner: kubernetes.io/no-provisioner
volumeBindingMode: WaitForFirstConsumer
YAML
  for v in $(seq "${VOLUMES:-60}"); do
    cat <<YAML
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: pv$v}
spec:
  capacity: {storage: 100Gi}
  accessModes: [ReadWriteOnce, ReadWriteMany]
  storageClassName: standard
  hostPath: {path: /nowhere}
YAML
  done
}

up() {
  if is_running "$run_dir/kube-apiserver.pid" && kubectl get --raw /readyz >/dev/null 2>&1; then
    echo "$kubeconfig"
    return
  fi
  [ -x "$oracles_dir/kwok" ] || { echo "control-plane.sh: the programs are not built; run: oracles.sh build cluster" >&2; exit 1; }
  mkdir -p "$run_dir"
  down
  rm -rf "$run_dir/etcd" "$run_dir/certs"
  local port token
  port=$(free_port)
  token=$(openssl rand -hex 16)
  (certificates) 2>"$run_dir/openssl.log"
  echo "$token,admin,1,system:masters" >"$run_dir/tokens.csv"
  write_kubeconfig "$port" "$token"
  start_etcd $((port + 1)) $((port + 2))
  start_apiserver "$port" $((port + 1))
  start_controllers $((port + 3))
  { nodes; echo ---; storage; } | kubectl apply -f - >/dev/null || fail "nodes and volumes were refused" kube-apiserver
  kubectl wait --for=condition=Ready nodes --all --timeout=30s >/dev/null || fail "no node became ready" kwok
  for _ in $(seq 50); do kubectl get serviceaccount default >/dev/null 2>&1 && break; sleep 0.2; done
  kubectl get serviceaccount default >/dev/null || fail "the default service account is not there" kube-controller-manager
  echo "$kubeconfig"
}

case "${1:-}" in
  up) up ;;
  down) down ;;
  *) echo "usage: control-plane.sh up|down" >&2; exit 2 ;;
esac
