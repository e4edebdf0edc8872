// The page of the administrators' portal before its script runs, and what it says where none does.
import type { Frame } from '../../components/frame.ts'

interface AdminViewProps {
  readonly frame: Frame
  readonly script: string
  readonly style: string
  readonly nonce: string
}

export const AdminView = ({ frame: { organisation }, script, style, nonce }: AdminViewProps) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>Administration – Rekey for {organisation?.name ?? 'administrators'}</title>
      <link rel="icon" href="/assets/icon.svg" />
      <link rel="stylesheet" href={style} nonce={nonce} />
      <script type="module" src={script} />
    </head>
    <body>
      <div id="portal">
        <main>
          <h1>Administration</h1>
          <noscript>
            <p>These pages need scripts. Everything they do can be done on the server as well: rekey --help</p>
          </noscript>
        </main>
      </div>
    </body>
  </html>
)
