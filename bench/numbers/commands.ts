// Asking another process of the bench to do something, as if it were a function of this one.
import { type ChildProcess, fork } from 'node:child_process'

type Commands<Shape> = { readonly [Name in keyof Shape]: (order: never) => Promise<unknown> }

interface Call {
  readonly id: number
  readonly name: string
  readonly order: unknown
}

type Reply = { readonly id: number; readonly result: unknown } | { readonly id: number; readonly error: string }

export interface Remote<Shape extends Commands<Shape>> {
  readonly pid: number
  ask<Name extends keyof Shape & string>(
    name: Name,
    order: Parameters<Shape[Name]>[0],
  ): Promise<Awaited<ReturnType<Shape[Name]>>>
  stop(): Promise<void>
}

/** In the process that is asked. It ends when the asking one does. */
export function answerCommands<Shape extends Commands<Shape>>(commands: Shape): void {
  const table = new Map<string, (order: never) => Promise<unknown>>(Object.entries(commands))
  process.on('disconnect', () => process.exit())
  process.on('message', ({ id, name, order }: Call) => {
    const answer = (reply: Reply) => process.send?.(reply)
    Promise.resolve(table.get(name)?.(order as never)).then(
      (result) => answer({ id, result }),
      (error: unknown) =>
        answer({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    )
  })
}

export function startRemote<Shape extends Commands<Shape>>(program: string, env: NodeJS.ProcessEnv): Remote<Shape> {
  const child: ChildProcess = fork(program, { env, serialization: 'advanced' })
  const open = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>()
  let next = 0
  child.on('message', (reply: Reply) => {
    const call = open.get(reply.id)
    open.delete(reply.id)
    if ('error' in reply) call?.reject(new Error(reply.error))
    else call?.resolve(reply.result)
  })
  child.once('exit', (code) => {
    for (const call of open.values()) call.reject(new Error(`${program} ended with ${code}`))
    open.clear()
  })
  return {
    pid: child.pid ?? 0,
    ask: (name, order) =>
      new Promise((resolve, reject) => {
        next += 1
        open.set(next, { resolve: resolve as (result: unknown) => void, reject })
        child.send({ id: next, name, order } satisfies Call)
      }),
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      if (child.exitCode !== null) return
      child.disconnect()
      await ended
    },
  }
}
