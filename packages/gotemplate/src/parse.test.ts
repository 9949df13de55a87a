import { DiagnosticError } from '@seaworthy/diagnostics'
import { expect, test } from 'vitest'
import { parse } from './parse.ts'

/** The tree without its source, or what is wrong and where. */
function outcome(text: string): unknown {
  try {
    return parse('x', text).map(({ name, root }) => ({ name, root }))
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error
    return error.diagnostics.map(({ message, where }) => ({ message, where }))
  }
}

// Single spaces take a short way through the lexer, tabs the long one; both have the same places.
test.each([
  '{{ if .a.b }}x{{ else }}y{{ end }}',
  '{{- if .a -}} x {{- else -}} y {{- end -}} z',
  '{{ range $i, $x := .list }}{{ $x.name | quote }}{{ end }}',
  '{{ $x := 1 }}{{ $x = 2 }}{{ $x }}{{ $x .a }}',
  '{{ include "a" (dict "b" .c "d" (list 1 -2 .5)) | nindent 4 }}',
  '{{ (index .a 0).b.c }}{{ .a .b }}{{ $ .a }}',
  '{{ if .a }}{{ else if .b }}{{ end }}{{ end }}',
  '{{ end }}',
  '{{ else }}',
  '{{ if .a }}{{ else }}{{ else }}{{ end }}',
  '{{ if .a }}{{ endless }}{{ end }}',
  '{{ if .a }}{{ end .b }}',
  '{{ if .a }}{{ end - }}',
  '{{ $nothing }}',
  '{{ .a | "b" }}',
  '{{ "a".b }}',
  '{{ .a- }}',
  '{{ .aé.b- }}',
  '{{ a ( }}',
  '{{ a ',
])('spaces mean what tabs mean: %s', (text) => {
  const tabs = text.replaceAll(' ', '\t')
  expect(JSON.stringify(outcome(text), printable).replaceAll(' ', '\\t')).toBe(
    JSON.stringify(outcome(tabs), printable).replaceAll(' ', '\\t'),
  )
})

function printable(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value
}

test('names of fields and functions may have letters of any script', () => {
  expect(outcome('{{ .été.a }}{{ größe }}')).toMatchObject([
    {
      root: {
        nodes: [
          { pipe: { commands: [{ args: [{ kind: 'field', names: ['été', 'a'] }] }] } },
          { pipe: { commands: [{ args: [{ kind: 'identifier', name: 'größe' }] }] } },
        ],
      },
    },
  ])
})
