// The operators' reference of rekey.yaml, in Markdown, from the declarations themselves.
import { z } from 'zod'
import { variableOf } from './environment.ts'
import { configSchema } from './schema.ts'
import { type Node, nodesOf, pathText } from './setting.ts'

export function describeConfig(): string {
  const nodes = nodesOf(configSchema)
  const parts = [introduction, exampleConfig.trimEnd(), afterExample, ...nodes.map(describeNode)]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

/** Small, whole, and right once the files it names are there. */
export const exampleConfig = `\`\`\`yaml
listen:
  host: 127.0.0.1
  port: 8080
trusted-proxies: [127.0.0.1]
database:
  url-file: /run/secrets/rekey-database-url
secret-key-file: /etc/rekey/keyring
mail:
  host: smtp.acme.example
  username: rekey@acme.example
  password-file: /run/secrets/rekey-mail-password
organisations:
  - id: 7b0c6a52-3f1e-4a86-9d55-0b6f2c9e8d14
    name: Acme
    base-url: https://reset.acme.example
    locale: en
    time-zone: Europe/Berlin
    mail-from: reset@acme.example
    directories:
      - key: staff
        kind: built-in
\`\`\`
`

const introduction = `# Configuration

<!-- Generated from src/config/schema.ts. After a change there: REKEY_REWRITE_DOCS=1 npx vitest run src/config -->

\`rekey serve --config rekey.yaml\` reads what must be known before there is a database. Everything that administrators
change later is kept in the database. \`rekey config check\` tells every problem of a configuration at once and starts
nothing; a name that is no setting is a problem too.

Make the keyring with \`rekey keys new --file /etc/rekey/keyring\`. A whole configuration:`

const afterExample = `Each setting outside a list has an environment variable, named after its path; the variable wins over the file, and an
empty one counts as unset. Secrets are read from files of their own: the file's text without a line end at its end. A
relative path starts from the folder that \`rekey.yaml\` is in.

\`NODE_ENV=production\` refuses what is fit for an evaluation only.`

function describeNode(node: Node): string {
  if (node.kind === 'section') return node.path.length === 0 ? '' : `## \`${pathText(node.path)}\`\n\n${node.meaning}`
  const { path, doc } = node
  const variable = variableOf(node)
  const rows = [
    `- Value: ${doc.expects}${doc.each === undefined ? '' : `, each ${doc.each}`}`,
    `- Default: ${doc.default ?? defaultOf(node.schema)}`,
    `- Example: \`${doc.example}\``,
    ...(variable === undefined ? [] : [`- Variable: \`${variable}\``]),
    `- When to change it: ${doc.change}`,
  ]
  // A setting of the file's top level stands beside the sections, not in the one before it.
  return `${path.length === 1 ? '##' : '###'} \`${pathText(path)}\`\n\n${doc.meaning}\n\n${rows.join('\n')}`
}

function defaultOf(schema: z.core.$ZodType): string {
  if (!(schema instanceof z.ZodDefault)) return 'none; required'
  const value: unknown = schema.def.defaultValue
  return Array.isArray(value) && value.length === 0 ? 'none' : `\`${String(value)}\``
}
