// Command gotemplate answers what Go's text/template prints for a list of cases, so that the answers can be kept as
// fixtures. It reads them from the JSON file named first and writes the same, with outputs or errors, to standard output. Values are decoded as JSON, so every number in them is a float64, as in Helm.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"text/template"
)

// battery is the values that cases see, unless they bring their own, and the cases.
type battery struct {
	Values any        `json:"values"`
	Cases  []answered `json:"cases"`
}

// answered is one case with what came of it. The template is parsed and executed under the name "t"; files are parsed
// before it, in the order of their names, each under its own.
type answered struct {
	Template string            `json:"template"`
	Files    map[string]string `json:"files,omitempty"`
	Values   *any              `json:"values,omitempty"`
	Strict   bool              `json:"strict,omitempty"`
	Output   *string           `json:"output,omitempty"`
	Error    string            `json:"error,omitempty"`
}

// version is a struct with a method, for what reflection does with both.
type version struct {
	Major string
	Minor int
	Extra map[string]any
}

func (v version) Has(word string) bool       { return word == v.Major }
func (v version) Sum(a int, more ...int) int { return a + len(more) }
func (v version) Broken() (string, error)    { return "", fmt.Errorf("it is broken") }

func main() {
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	var all battery
	if err := json.Unmarshal(text, &all); err != nil {
		panic(err)
	}
	for i := range all.Cases {
		answer(&all.Cases[i], all.Values)
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(all); err != nil {
		panic(err)
	}
}

func answer(c *answered, values any) {
	c.Output, c.Error = nil, ""
	output, err := execute(c, values)
	if err != nil {
		c.Error = err.Error()
		return
	}
	c.Output = &output
}

func execute(c *answered, values any) (string, error) {
	set := template.New("gotpl")
	set.Funcs(functions(set))
	if c.Strict {
		set.Option("missingkey=error")
	} else {
		set.Option("missingkey=zero")
	}
	for _, name := range slices.Sorted(maps.Keys(c.Files)) {
		if _, err := set.New(name).Parse(c.Files[name]); err != nil {
			return "", err
		}
	}
	if _, err := set.New("t").Parse(c.Template); err != nil {
		return "", err
	}
	if c.Values != nil {
		values = *c.Values
	}
	var out bytes.Buffer
	err := set.ExecuteTemplate(&out, "t", values)
	return out.String(), err
}

// functions are few and of every kind of signature; the tests have the same.
func functions(set *template.Template) template.FuncMap {
	return template.FuncMap{
		"include": func(name string, data any) (string, error) {
			var out strings.Builder
			err := set.ExecuteTemplate(&out, name, data)
			return out.String(), err
		},
		"dict": func(pairs ...any) map[string]any {
			made := map[string]any{}
			for i := 0; i+1 < len(pairs); i += 2 {
				made[fmt.Sprint(pairs[i])] = pairs[i+1]
			}
			return made
		},
		"list":  func(items ...any) []any { return items },
		"upper": strings.ToUpper,
		"first": func(items []any) any { return items[0] },
		"default": func(fallback, value any) any {
			if truth, _ := template.IsTrue(value); truth {
				return value
			}
			return fallback
		},
		"int64":  func(n int) int64 { return int64(n) },
		"float":  func(n float64) float64 { return n },
		"flag":   func(b bool) bool { return b },
		"hasKey": func(m map[string]any, key string) bool { _, ok := m[key]; return ok },
		"repeat": func(n int, text string) string { return strings.Repeat(text, n) },
		"refuse": func(text string) (string, error) { return "", fmt.Errorf("%s", text) },
		"null":   func() any { return nil },
		"strings": func(items ...string) map[string]string {
			made := map[string]string{}
			for _, item := range items {
				made[item] = item
			}
			return made
		},
		"version": func() version { return version{Major: "1", Minor: 36, Extra: map[string]any{"a": "b"}} },
	}
}
