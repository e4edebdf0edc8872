// One process a data folder. PGlite has no lock of its own: two that open the same folder lose each other's rows.
//
// On Linux the lock is an abstract socket named after the folder: the kernel frees it the moment its process dies, however
// it dies, so there is no stale lock to judge. Elsewhere it is a file with the process id, taken over only from a dead one.
import { createHash } from 'node:crypto'
import { readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'

export class DataFolderInUse extends Error {
  override readonly name = 'DataFolderInUse'
  /** What the process that holds it said of itself, e.g. where its pages are; empty if it didn't answer. */
  readonly holder: string

  constructor(folder: string, holder: string) {
    super(`${folder} is in use by another process${holder === '' ? '' : ` (${holder})`}`)
    this.holder = holder
  }
}

export type ReleaseLock = () => Promise<void>

/** `holder` is told to whoever comes second. Throws `DataFolderInUse`. */
export async function lockDataFolder(folder: string, holder: string): Promise<ReleaseLock> {
  const real = await realpath(folder)
  return process.platform === 'linux' ? lockBySocket(real, holder) : lockByFile(real, holder)
}

async function lockBySocket(folder: string, holder: string): Promise<ReleaseLock> {
  const path = `\0rekey-${createHash('sha256').update(folder).digest('hex')}`
  const server = createServer((connection) => connection.on('error', () => undefined).end(holder))
  if (!(await listens(server, path))) throw new DataFolderInUse(folder, await askHolder(path))
  // The lock alone keeps no process alive.
  server.unref()
  return () => new Promise((resolve) => server.close(() => resolve()))
}

function listens(server: Server, path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    )
    server.listen(path, () => resolve(true))
  })
}

function askHolder(path: string): Promise<string> {
  return new Promise((resolve) => {
    let said = ''
    const connection = connect(path)
      .setEncoding('utf8')
      .setTimeout(1_000, () => connection.destroy())
      .on('data', (text: string) => {
        said += text
      })
      .on('error', () => undefined)
      .on('close', () => resolve(said))
  })
}

async function lockByFile(folder: string, holder: string): Promise<ReleaseLock> {
  const path = join(folder, '..', `.rekey-lock-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`)
  const take = () => writeFile(path, `${process.pid}\n${holder}`, { flag: 'wx' })
  try {
    await take()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    const [pid, ...said] = (await readFile(path, 'utf8')).split('\n')
    if (isAlive(Number(pid))) throw new DataFolderInUse(folder, said.join('\n'))
    await rm(path, { force: true })
    await take()
  }
  return () => rm(path, { force: true })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
