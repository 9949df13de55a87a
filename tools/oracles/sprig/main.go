// Command sprig answers what text/template with sprig's functions prints, so that the answers can be kept as fixtures.
//
// It reads a JSON list of cases from the file named first and writes the same list, with what was printed or the error,
// to standard output. Values are decoded as JSON, so every number in them is a float64, as in Helm.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"text/template"
	"unicode/utf8"

	"github.com/Masterminds/sprig/v3"
)

// answered is one template with what came of it.
type answered struct {
	Template     string                 `json:"template"`
	Values       map[string]interface{} `json:"values,omitempty"`
	Output       *string                `json:"output,omitempty"`
	OutputBase64 string                 `json:"outputBase64,omitempty"`
	Error        string                 `json:"error,omitempty"`
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("usage: sprig CASES.json")
	}
	text, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	var cases []answered
	if err := json.Unmarshal(text, &cases); err != nil {
		return err
	}
	for i := range cases {
		answer(&cases[i])
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(cases)
}

// answer renders one case anew with the functions Helm has; what is printed besides an error is thrown away, as Helm does.
func answer(c *answered) {
	c.Output, c.OutputBase64, c.Error = nil, "", ""
	functions := sprig.TxtFuncMap()
	delete(functions, "env")
	delete(functions, "expandenv")
	parsed, err := template.New("case").Option("missingkey=zero").Funcs(functions).Parse(c.Template)
	if err != nil {
		c.Error = err.Error()
		return
	}
	var out bytes.Buffer
	if err := parsed.Execute(&out, map[string]interface{}{"Values": c.Values}); err != nil {
		c.Error = err.Error()
		return
	}
	if utf8.Valid(out.Bytes()) {
		text := out.String()
		c.Output = &text
	} else {
		c.OutputBase64 = base64.StdEncoding.EncodeToString(out.Bytes())
	}
}
