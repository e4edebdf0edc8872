// Waiting for a child process to say that it is ready, without asking again and again.
import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

/**
 * Resolves with the first line of `output` that matches. Rejects, with what was said so far, when the process ends first
 * or says nothing of the kind for `patienceMs`.
 */
export function waitForLine(
  child: ChildProcess,
  output: Readable,
  pattern: RegExp,
  patienceMs = 60_000,
): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    const lines: string[] = []
    const reader = createInterface({ input: output })
    const timer = setTimeout(() => fail(`said nothing like ${pattern} in ${patienceMs} ms`), patienceMs)
    const onExit = (code: number | null, signal: string | null) =>
      fail(`ended with ${code ?? signal} before ${pattern}`)
    const onError = (error: Error) => fail(`could not start: ${error.message}`)
    const settle = () => {
      clearTimeout(timer)
      reader.close()
      output.resume() // closing the reader paused it, and a full pipe would block the child
      child.removeListener('close', onExit)
      child.removeListener('error', onError)
    }
    const fail = (what: string) => {
      settle()
      reject(new Error(`${child.spawnfile} ${what}. It said:\n${lines.join('\n')}`))
    }
    child.once('close', onExit)
    child.once('error', onError)
    reader.on('line', (line) => {
      lines.push(line)
      const match = pattern.exec(line)
      if (match === null) return
      settle()
      resolve(match)
    })
  })
}
