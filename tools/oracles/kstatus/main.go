// Command kstatus answers what kstatus, which Helm 4 waits with, says of objects, so that the answers can be kept as
// fixtures. It reads a JSON list of objects from standard input and writes a list of {object, status, message}.
package main

import (
	"encoding/json"
	"os"

	"github.com/fluxcd/cli-utils/pkg/kstatus/status"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

type answer struct {
	Object  json.RawMessage `json:"object"`
	Status  string          `json:"status,omitempty"`
	Message string          `json:"message,omitempty"`
	Error   string          `json:"error,omitempty"`
}

func main() {
	var objects []json.RawMessage
	if err := json.NewDecoder(os.Stdin).Decode(&objects); err != nil {
		panic(err)
	}
	answers := make([]answer, 0, len(objects))
	for _, text := range objects {
		answers = append(answers, judge(text))
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		panic(err)
	}
}

func judge(text json.RawMessage) answer {
	var object unstructured.Unstructured
	if err := object.UnmarshalJSON(text); err != nil {
		return answer{Object: text, Error: err.Error()}
	}
	result, err := status.Compute(&object)
	if err != nil {
		return answer{Object: text, Error: err.Error()}
	}
	return answer{Object: text, Status: string(result.Status), Message: result.Message}
}
