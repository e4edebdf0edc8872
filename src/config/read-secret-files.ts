// Secrets that stand in files of their own, so that rekey.yaml can be shown to anyone.
import { isDatabaseUrl, leavesTlsOpen, tlsLeftOpen } from './database-url.ts'
import type { Judged } from './judge-values.ts'
import { type ConfigProblem, showPath } from './problems.ts'

export interface FileSecrets {
  readonly databaseUrl: string | null
  readonly mailPassword: string | null
  readonly metricsToken: string | null
}

type Fault = Pick<ConfigProblem, 'message' | 'cure'>

/** `readFile` throws as `node:fs` does. */
export function readSecretFiles(
  { database, mail, metrics }: Judged['sound'],
  readFile: (path: string) => string,
): { readonly values: FileSecrets; readonly problems: readonly ConfigProblem[] } {
  const problems: ConfigProblem[] = []
  const read = (path: string, file: string | undefined, judge: (secret: string) => Fault | null): string | null => {
    if (file === undefined) return null
    const secret = readSecret(file, readFile)
    const fault = typeof secret === 'string' ? judge(secret) : secret
    if (fault !== null) problems.push({ path, value: showPath(file), ...fault })
    return typeof secret === 'string' ? secret : null
  }
  const databaseUrl = read('database.url-file', database?.['url-file'], judgeUrl)
  const mailPassword = read('mail.password-file', mail?.['password-file'], judgePassword)
  const metricsToken = read('metrics.token-file', metrics?.['token-file'], judgeToken)
  return { values: { databaseUrl, mailPassword, metricsToken }, problems }
}

function judgeUrl(secret: string): Fault | null {
  if (!isDatabaseUrl(secret)) {
    const cure = 'write one line like postgres://user:password@host/database?sslmode=verify-full into it'
    return { message: 'names a file that holds no address of a PostgreSQL database', cure }
  }
  return leavesTlsOpen(secret) ? { ...tlsLeftOpen, message: `names a file whose address ${tlsLeftOpen.message}` } : null
}

const judgePassword = (secret: string): Fault | null =>
  secret === '' ? { message: 'names an empty file', cure: 'write the password into it, on one line' } : null

const judgeToken = (secret: string): Fault | null =>
  /^[\x21-\x7e]{16,200}$/.test(secret)
    ? null
    : {
        message: 'names a file that holds no token of 16 to 200 characters',
        cure: 'write one line into it, as from: openssl rand -hex 32',
      }

/** Editors and `echo` end a file with a line end that is no part of the secret. */
function readSecret(file: string, readFile: (path: string) => string): string | Fault {
  try {
    return readFile(file).replace(/\r?\n$/, '')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    const cure = 'write the path of the file, not the secret itself, and let the user who runs Rekey read it'
    return { message: `names a file that cannot be read (${code})`, cure }
  }
}
