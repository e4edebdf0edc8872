// Starting and ending the program as a child, with a small program in its place.
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { startRekey } from './rekey-process.ts'

const program = fileURLToPath(new URL('fixtures/ready-program.mjs', import.meta.url))

describe('the program as a child', () => {
  it('is handed over when it is ready, and ends in order when asked to', async () => {
    const rekey = await startRekey(['serve', '--port'], { program, env: { WHO: 'test' } })
    expect(rekey.url).toBe('http://localhost:4321')
    expect(await rekey.stop()).toEqual({ code: 0, signal: null })
    expect(rekey.stdout()).toMatch(/ended in order\n$/)
    expect(rekey.stderr()).toBe('started with serve --port as test\n')
  })

  it('can be killed without a chance to say anything', async () => {
    const rekey = await startRekey([], { program })
    expect(await rekey.kill('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' })
    expect(rekey.stdout()).not.toContain('ended in order')
    expect(() => process.kill(rekey.pid, 0)).toThrow('ESRCH')
  })

  it('reports what was printed when it ends before it is ready', async () => {
    await expect(startRekey(['fail'], { program })).rejects.toThrow(/ended with 3[\s\S]*cannot start/)
  })
})
