// Command helm4-batch renders many small charts in one process,
// with the packages that `helm template` itself is made of.
// Each line of standard input is a case, each line of standard output its answer. A case that fails is one answer and ends
// nothing, which is what the command line of Helm cannot offer to thousands of random templates.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"log/slog"
	"os"
	"slices"
	"strings"

	"helm.sh/helm/v4/pkg/action"
	"helm.sh/helm/v4/pkg/chart/loader/archive"
	"helm.sh/helm/v4/pkg/chart/v2/loader"
	"helm.sh/helm/v4/pkg/cli"
	"helm.sh/helm/v4/pkg/cli/values"
	"helm.sh/helm/v4/pkg/getter"
	release "helm.sh/helm/v4/pkg/release/v1"
)

// question is one chart with what the command line would say.
type question struct {
	Files      map[string]string `json:"files"`
	Values     []string          `json:"values"`
	Set        []string          `json:"set"`
	SetString  []string          `json:"setString"`
	SetJSON    []string          `json:"setJson"`
	SetLiteral []string          `json:"setLiteral"`
}

type answer struct {
	Output string `json:"output"`
	Notes  string `json:"notes,omitempty"`
	Error  string `json:"error,omitempty"`
}

func main() {
	log.SetOutput(io.Discard)
	slog.SetDefault(slog.New(slog.DiscardHandler))
	if len(os.Args) > 1 {
		fmt.Println(version)
		return
	}
	folder, err := os.MkdirTemp("", "helm-batch-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(folder)
	if err := os.Chdir(folder); err != nil { // so that errors name files without it
		panic(err)
	}
	in := bufio.NewReader(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) == 0 && err != nil {
			return
		}
		var asked question
		if err := json.Unmarshal(line, &asked); err != nil {
			panic(err)
		}
		if err := encoder.Encode(reply(&asked)); err != nil {
			panic(err)
		}
		if err := out.Flush(); err != nil { // what comes next may end the program
			panic(err)
		}
	}
}

// version is set by the linker: the Helm and the source that this is built from.
var version = "unknown"

func reply(asked *question) (given answer) {
	defer func() {
		if fault := recover(); fault != nil {
			given = answer{Error: fmt.Sprintf("panic: %v", fault)}
		}
	}()
	given, err := render(asked)
	if err != nil {
		return answer{Error: err.Error()}
	}
	return given
}

func render(asked *question) (answer, error) {
	options := values.Options{
		Values: asked.Set, StringValues: asked.SetString, JSONValues: asked.SetJSON, LiteralValues: asked.SetLiteral,
	}
	for i, text := range asked.Values {
		path := fmt.Sprintf("values-%d.yaml", i)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			return answer{}, err
		}
		options.ValueFiles = append(options.ValueFiles, path)
	}
	given, err := options.MergeValues(getter.All(cli.New()))
	if err != nil {
		return answer{}, err
	}
	var files []*archive.BufferedFile
	for _, name := range names(asked.Files) {
		files = append(files, &archive.BufferedFile{Name: name, Data: []byte(asked.Files[name])})
	}
	chart, err := loader.LoadFiles(files)
	if err != nil {
		return answer{}, err
	}
	client := action.NewInstall(action.NewConfiguration())
	client.DryRunStrategy = action.DryRunClient
	client.ReleaseName, client.Namespace, client.Replace = "release", "default", true
	made, err := client.Run(chart, given)
	if err != nil {
		return answer{}, err
	}
	rel := made.(*release.Release)
	var text bytes.Buffer
	fmt.Fprintln(&text, strings.TrimSpace(rel.Manifest))
	for _, hook := range rel.Hooks {
		fmt.Fprintf(&text, "---\n# Source: %s\n%s\n", hook.Path, hook.Manifest)
	}
	return answer{Output: text.String(), Notes: rel.Info.Notes}, nil
}

// names are in the order in which a folder is walked.
func names(files map[string]string) []string {
	found := make([]string, 0, len(files))
	for name := range files {
		found = append(found, name)
	}
	slices.SortFunc(found, func(a, b string) int {
		return slices.Compare(strings.Split(a, "/"), strings.Split(b, "/"))
	})
	return found
}
