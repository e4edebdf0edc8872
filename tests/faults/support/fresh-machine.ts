// A machine that somebody sets up by the operators' pages, in a folder: the commands are taken from the pages and run by a real
// shell. What they would do to the machine itself is done in the folder (the paths), or by a stand-in (users, packages, services).
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../servers/postgres.ts'
import { type RekeyProcess, startRekey } from '../../servers/rekey-process.ts'
import { waitForLine } from '../../servers/wait-for-line.ts'

export interface FreshMachine {
  readonly root: string
  /** Where its nginx speaks TLS. */
  readonly tlsPort: number
  /** The commands of a page, in order, each a block that begins with ```sh. */
  blocksOf(page: string): readonly string[]
  /** Runs one block where the one before it ended, or in `folder`. Rejects unless every command of it succeeds. */
  run(block: string, folder?: string): Promise<string>
  /** What is at that path of the machine. */
  file(path: string): string
  systemctl(...args: readonly string[]): Promise<string>
  /** Ends what runs on it, and removes it. */
  stop(): Promise<void>
}

export interface MachineParts {
  readonly postgresPort: number
  readonly mailPort: number
  readonly nginx: string
}

export async function setUpMachine({ postgresPort, mailPort, nginx }: MachineParts): Promise<FreshMachine> {
  const root = mkdtempSync(join(tmpdir(), 'rekey-fresh-'))
  const [port, webPort, tlsPort] = [await freePort(), await freePort(), await freePort()]
  for (const folder of ['bin', 'etc/nginx/sites-available', 'etc/nginx/sites-enabled', 'etc/systemd/system']) {
    mkdirSync(join(root, folder), { recursive: true })
  }
  for (const folder of ['usr/local/bin', 'var/log/nginx', 'home/clone'])
    mkdirSync(join(root, folder), { recursive: true })

  let rekey: RekeyProcess | undefined
  let front: ChildProcess | undefined
  // SIGTERM: its workers end with it at once.
  const endWithUs = () => front?.kill('SIGTERM')
  process.once('exit', endWithUs)
  const control = createServer((request, response) => {
    const args = new URL(request.url ?? '/', 'http://machine').searchParams.getAll('a')
    systemctl(...args).then(
      (said) => response.end(said),
      (error: Error) => response.writeHead(500).end(error.message),
    )
  }).listen(0, '127.0.0.1')
  await once(control, 'listening')
  const address = control.address()
  if (address === null || typeof address === 'string') throw new Error('the stand-in for systemctl has no port')

  const env = {
    ...process.env,
    NODE_ENV: undefined,
    PATH: [join(root, 'bin'), join(root, 'usr/local/bin'), process.env['PATH']].join(':'),
    HOME: join(root, 'home'),
    CURL_HOME: root,
    PGHOST: '127.0.0.1',
    PGPORT: String(postgresPort),
    PGUSER: 'postgres',
    MACHINE: root,
    CHECKOUT: checkout,
    NGINX: nginx,
    SYSTEMCTL: `http://127.0.0.1:${address.port}/`,
  }
  for (const [name, text] of Object.entries(standIns)) {
    writeFileSync(join(root, 'bin', name), text)
    chmodSync(join(root, 'bin', name), 0o755)
  }
  const certificate = join(root, 'etc/letsencrypt/live/reset.acme.example/fullchain.pem')
  writeFileSync(
    join(root, '.curlrc'),
    `connect-to = "reset.acme.example:443:127.0.0.1:${tlsPort}"\ncacert = "${certificate}"\n`,
  )
  writeFileSync(join(root, 'etc/nginx/nginx.conf'), nginxFrame(root))

  async function systemctl(...args: readonly string[]): Promise<string> {
    const [verb, ...rest] = args
    const unit = rest.find((each) => !each.startsWith('-')) ?? ''
    const isStart = verb === 'enable' || verb === 'start' || verb === 'restart'
    if (verb === 'daemon-reload') return ''
    if (unit === 'nginx' && verb === 'reload') return reloadNginx()
    if (unit === 'rekey' && (verb === 'stop' || isStart)) {
      await rekey?.stop()
      rekey = isStart ? await startUnit() : undefined
      return ''
    }
    if (unit === 'rekey-backup.timer' && verb === 'enable') return file('/etc/systemd/system/rekey-backup.timer')
    throw new Error(`no command of the pages is known as: systemctl ${args.join(' ')}`)
  }

  async function startUnit(): Promise<RekeyProcess> {
    const unit = file('/etc/systemd/system/rekey.service')
    const [, program = '', args = ''] = /^ExecStart=\S+ (\S+) (.*)$/m.exec(unit) ?? []
    const settings = [...unit.matchAll(/^Environment=(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value])
    return startRekey(args.split(' '), {
      program,
      cwd: '/',
      ready: /"msg":"ready"/,
      env: { ...Object.fromEntries(settings), PGPORT: String(postgresPort) },
    })
  }

  async function reloadNginx(): Promise<string> {
    if (front !== undefined) {
      front.kill('SIGHUP')
      return ''
    }
    front = spawn(nginx, ['-p', root, '-c', join(root, 'etc/nginx/nginx.conf'), '-g', 'daemon off;'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    if (front.stderr === null) throw new Error('nginx can’t be heard')
    await waitForLine(front, front.stderr, /start worker process/)
    return ''
  }

  async function stop(): Promise<void> {
    await rekey?.kill('SIGKILL')
    if (front !== undefined && front.exitCode === null) {
      const ended = once(front, 'close')
      front.kill('SIGQUIT')
      await ended
    }
    process.removeListener('exit', endWithUs)
    control.close()
    rmSync(root, { recursive: true })
  }

  const onThisMachine = (block: string): string =>
    block
      .replace(ownPaths, `${root}$&`)
      .replaceAll('--directory / ', `--directory ${root} `)
      .replaceAll('8080', String(port))
      .replace(/^ *listen \[::\].*\n/gm, '')
      .replace('listen 80;', `listen 127.0.0.1:${webPort};`)
      .replace('listen 443 ssl;', `listen 127.0.0.1:${tlsPort} ssl;`)
      .replace(/host: smtp\.acme\.example\n.*\n.*\n/, `host: 127.0.0.1\n  port: ${mailPort}\n  tls: none\n`)

  let at = join(root, 'home')
  async function run(block: string, folder?: string): Promise<string> {
    const script = `set -euo pipefail\n${onThisMachine(block)}\npwd > "$MACHINE/.at"\n`
    const child = spawn('bash', ['-c', script], { cwd: folder ?? at, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const said: string[] = []
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk.toString()))
    const [code] = await once(child, 'close')
    if (code !== 0) throw new Error(`This block of the page ended with ${code}:\n${block}\nIt said:\n${said.join('')}`)
    at = readFileSync(join(root, '.at'), 'utf8').trim()
    return said.join('')
  }

  const file = (path: string): string => readFileSync(join(root, path), 'utf8')
  return { root, tlsPort, blocksOf, run, file, systemctl, stop }
}

const checkout = fileURLToPath(new URL('../../..', import.meta.url))

function blocksOf(page: string): readonly string[] {
  const text = readFileSync(join(checkout, 'docs/operators', page), 'utf8')
  return [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block)
}

/** Paths that the pages use and that belong to the machine. */
const ownPaths =
  /(?<![\w.])\/(?:etc\/(?:rekey|systemd|nginx|letsencrypt)|var\/(?:lib\/rekey|backups\/rekey|log\/nginx)|opt\/rekey|usr\/local\/bin)/g

/** Debian's nginx.conf, as far as a site needs it. */
const nginxFrame = (root: string): string => `
${process.getuid?.() === 0 ? 'user root;' : ''}
pid ${root}/nginx.pid;
error_log stderr notice;
events {}
http {
  client_body_temp_path ${root}/nginx-body;
  proxy_temp_path ${root}/nginx-proxy;
  fastcgi_temp_path ${root}/nginx-fastcgi;
  uwsgi_temp_path ${root}/nginx-uwsgi;
  scgi_temp_path ${root}/nginx-scgi;
  include ${root}/etc/nginx/sites-enabled/*;
}
`

/** What would change the machine, or ask the internet. Everything else that the pages call is the real program. */
const standIns: Readonly<Record<string, string>> = {
  sudo: `#!/bin/sh
if [ "$1" = -u ]; then shift 2; fi
exec "$@"
`,
  'apt-get': '#!/bin/sh\nexit 0\n',
  useradd: '#!/bin/sh\nexit 0\n',
  install: `#!/bin/bash
args=()
while [ $# -gt 0 ]; do
  case "$1" in -o | -g) shift 2 ;; *) args+=("$1"); shift ;; esac
done
exec /usr/bin/install "\${args[@]}"
`,
  systemctl: `#!/bin/bash
args=(--silent --show-error --fail-with-body --get)
for each in "$@"; do args+=(--data-urlencode "a=$each"); done
exec curl "\${args[@]}" "$SYSTEMCTL"
`,
  nginx: `#!/bin/sh
exec "$NGINX" -p "$MACHINE" -c "$MACHINE/etc/nginx/nginx.conf" "$@"
`,
  certbot: `#!/bin/bash
live=$MACHINE/etc/letsencrypt/live/\${*: -1}
mkdir -p "$live"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=\${*: -1}" \\
  -addext "subjectAltName=DNS:\${*: -1}" -keyout "$live/privkey.pem" -out "$live/fullchain.pem" 2>/dev/null
`,
  // The packages are those of this checkout; leaving out those for development leaves what the lock file says is for running.
  npm: `#!/bin/bash
set -euo pipefail
case "$*" in
  "ci --ignore-scripts") rm -rf node_modules; ln -s "$CHECKOUT/node_modules" node_modules ;;
  "run build") exec node scripts/build.mjs ;;
  "prune --omit=dev --ignore-scripts")
    rm node_modules
    node -p "Object.entries(require('./package-lock.json').packages).filter(([at, { dev }]) => at && !dev).map(([at]) => at).join('\\n')" |
      while read -r package; do
        if [ -d "$CHECKOUT/$package" ] && [ ! -e "$package" ]; then
          mkdir -p "$(dirname "$package")"
          cp -R "$CHECKOUT/$package" "$package"
          rm -rf "$package/node_modules"
        fi
      done ;;
  *) echo "no command of the pages is known as: npm $*" >&2; exit 1 ;;
esac
`,
}
