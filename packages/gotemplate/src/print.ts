import type { AnyNode, BranchNode, ListNode, TemplateNode, Trim } from './node.ts'
import { goQuote } from './quote.ts'

/** A node as Go prints it in error messages: `{{if .a}}…{{end}}`, no trim markers, no spaces next to delimiters. */
export function printNode(node: AnyNode): string {
  return new Printer(false).print(node)
}

/** Nodes as a person writes templates: `{{- if .a }}`, with the trim markers that the nodes carry, `else if` in one. */
export function templateText(nodes: readonly TemplateNode[]): string {
  const printer = new Printer(true)
  return nodes.map((node) => printer.print(node)).join('')
}

class Printer {
  private readonly spaced: boolean

  constructor(spaced: boolean) {
    this.spaced = spaced
  }

  print(node: AnyNode): string {
    switch (node.kind) {
      case 'text':
        return node.text
      case 'list':
        return this.list(node)
      case 'comment':
        return this.braces(`/*${node.text}*/`, node.trim, true)
      case 'action':
        return this.braces(this.print(node.pipe), node.trim)
      case 'if':
      case 'with':
      case 'range':
        return this.branch(node)
      case 'template':
        return this.braces(
          `template ${goQuote(node.name)}${node.pipe === undefined ? '' : ` ${this.print(node.pipe)}`}`,
          node.trim,
        )
      case 'define': {
        const head = this.braces(`define ${goQuote(node.name)}`, node.trim)
        return `${head}${this.list(node.body)}${this.braces('end', node.endTrim)}`
      }
      case 'break':
      case 'continue':
        return this.braces(node.kind, node.trim)
      default:
        return this.expression(node)
    }
  }

  private list(list: ListNode): string {
    return list.nodes.map((node) => this.print(node)).join('')
  }

  private branch(node: BranchNode): string {
    return `${this.openBranch(node, '')}${this.braces('end', node.endTrim)}`
  }

  /** A branch without its end. */
  private openBranch(node: BranchNode, prefix: string): string {
    const head =
      this.braces(`${prefix}${node.kind} ${this.print(node.pipe)}`, node.trim) + this.list(node.body)
    if (node.otherwise === undefined) return head
    const [only, ...more] = node.otherwise.nodes
    if (this.spaced && only?.kind === node.kind && more.length === 0 && node.kind !== 'range') {
      return head + this.openBranch(only, 'else ')
    }
    return head + this.braces('else', node.elseTrim) + this.list(node.otherwise)
  }

  private braces(inner: string, trim: Trim | undefined, isComment = false): string {
    if (!this.spaced) return `{{${inner}}}`
    const left = trim?.left === true ? '{{- ' : isComment ? '{{' : '{{ '
    const right = trim?.right === true ? ' -}}' : isComment ? '}}' : ' }}'
    return left + inner + right
  }

  private expression(node: Exclude<AnyNode, TemplateNode | ListNode>): string {
    switch (node.kind) {
      case 'pipe': {
        const names = node.declarations.map((each) => this.print(each)).join(', ')
        const head = names === '' ? '' : `${names} ${node.assigns ? '=' : ':='} `
        return head + node.commands.map((command) => this.print(command)).join(' | ')
      }
      case 'command':
        return node.args
          .map((arg) => (arg.kind === 'pipe' ? `(${this.print(arg)})` : this.print(arg)))
          .join(' ')
      case 'field':
        return node.names.map((name) => `.${name}`).join('')
      case 'variable':
        return [node.name, ...node.names].join('.')
      case 'chain': {
        const base = this.print(node.base)
        return `${node.base.kind === 'pipe' ? `(${base})` : base}${node.names.map((name) => `.${name}`).join('')}`
      }
      case 'identifier':
        return node.name
      case 'dot':
        return '.'
      case 'nil':
        return 'nil'
      case 'bool':
        return String(node.value)
      case 'number':
        return node.text
      case 'string':
        return node.quoted
    }
  }
}
