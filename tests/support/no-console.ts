// Loaded before every test file: whatever is printed to the console, and every warning Node prints, fails the test that
// was running. Output nobody expected is a bug or a secret on its way to a log. A test that expects a line replaces the
// method for its own duration (vi.spyOn(console, 'error')).
import { format } from 'node:util'
import { afterAll, afterEach } from 'vitest'

const METHODS = ['debug', 'info', 'log', 'warn', 'error', 'trace', 'dir', 'table'] as const

let unexpected: string[] = []

for (const method of METHODS) {
  console[method] = (...values: unknown[]) => {
    unexpected.push(`console.${method}: ${format(...values)}`)
  }
}
process.on('warning', (warning) => unexpected.push(`warning: ${warning.stack ?? warning.message}`))

afterEach(failOnOutput)
afterAll(failOnOutput)

function failOnOutput() {
  const output = unexpected
  unexpected = []
  if (output.length > 0) throw new Error(`Unexpected output:\n${output.join('\n')}`)
}
