// Prints the kinds that client-go calls deprecated, as packages/helm/src/lint/deprecated-kinds.ts has them:
// in a module that requires k8s.io/client-go and k8s.io/apimachinery of the version in question, `go run .`
package main

import (
	"fmt"
	"sort"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	kscheme "k8s.io/client-go/kubernetes/scheme"
)

type deprecated interface{ APILifecycleDeprecated() (int, int) }
type removed interface{ APILifecycleRemoved() (int, int) }
type replaced interface{ APILifecycleReplacement() schema.GroupVersionKind }

func main() {
	scheme := runtime.NewScheme()
	if err := kscheme.AddToScheme(scheme); err != nil {
		panic(err)
	}
	var lines []string
	for gvk := range scheme.AllKnownTypes() {
		object, err := scheme.New(gvk)
		if err != nil {
			panic(err)
		}
		since, is := object.(deprecated)
		if !is {
			continue
		}
		major, minor := since.APILifecycleDeprecated()
		if major == 0 && minor == 0 {
			continue
		}
		until, instead := "", ""
		if r, is := object.(removed); is {
			if major, minor := r.APILifecycleRemoved(); major != 0 || minor != 0 {
				until = fmt.Sprintf("%d.%d", major, minor)
			}
		}
		if r, is := object.(replaced); is {
			if other := r.APILifecycleReplacement(); !other.Empty() {
				instead = fmt.Sprintf("%s %s", other.GroupVersion(), other.Kind)
			}
		}
		lines = append(lines, fmt.Sprintf("%s %s|%d.%d|%s|%s", gvk.GroupVersion(), gvk.Kind, major, minor, until, instead))
	}
	sort.Strings(lines)
	for _, line := range lines {
		fmt.Println(line)
	}
}
