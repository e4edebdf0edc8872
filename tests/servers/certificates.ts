// Certificates as authorities hand them out, made by openssl: a root, an intermediate that it signed, and what that one signs for
// localhost. Texts in PEM; nothing of them is left on the disk.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Authority {
  /** What a browser that trusts this authority has. */
  readonly root: string
  /** What a server has to send beside its own. */
  readonly intermediate: string
  /** For localhost, good for so many days from now; -1: it ended yesterday. */
  issue(days: number): Issued
}

export interface Issued {
  readonly cert: string
  readonly key: string
}

export function makeAuthority(): Authority {
  return inFolder((folder) => {
    openssl(folder, `req -x509 ${newKey('Root')} -days 2 -addext basicConstraints=critical,CA:TRUE -out cert`)
    const root = made(folder)
    const intermediate = sign(folder, 'Intermediate', root, 'basicConstraints=critical,CA:TRUE', 2)
    return {
      root: root.cert,
      intermediate: intermediate.cert,
      issue: (days) => inFolder((own) => sign(own, 'localhost', intermediate, 'subjectAltName=DNS:localhost', days)),
    }
  })
}

const newKey = (name: string): string =>
  `-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=${name} -keyout key`

function sign(folder: string, name: string, by: Issued, extension: string, days: number): Issued {
  writeFileSync(join(folder, 'by'), by.cert)
  writeFileSync(join(folder, 'by.key'), by.key)
  writeFileSync(join(folder, 'extension'), extension)
  openssl(folder, `req -new ${newKey(name)} -out request`)
  openssl(
    folder,
    `x509 -req -in request -CA by -CAkey by.key -CAcreateserial -extfile extension -days ${days} -out cert`,
  )
  return made(folder)
}

const made = (folder: string): Issued => ({
  cert: readFileSync(join(folder, 'cert'), 'utf8'),
  key: readFileSync(join(folder, 'key'), 'utf8'),
})

const openssl = (cwd: string, args: string): unknown =>
  execFileSync('openssl', args.split(' '), { cwd, stdio: 'ignore' })

function inFolder<Result>(work: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'rekey-certificates-'))
  try {
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
