// The pages of Acme Mail. In English only: it is somebody else's application.
import type { ComponentChildren } from 'preact'
import type { KeptMessage } from '../mailbox.ts'
import { mailLook } from './look.ts'
import type { WaysToRekey } from './routes.tsx'

export const SignInView = ({ ways, username, problem }: { ways: WaysToRekey; username: string; problem?: string }) => (
  <Frame title="Sign in to your mail">
    {problem === undefined ? null : (
      <p class="bad" role="alert">
        {problem}
      </p>
    )}
    <form method="post" action="/sign-in">
      <label for="username">Username</label>
      <input id="username" name="username" autocomplete="username" autocapitalize="none" value={username} required />
      <label for="password">Password</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required />
      <button type="submit" class="go">
        Sign in
      </button>
      <a href={ways.reset}>Forgot my password</a>
    </form>
  </Frame>
)

export const RecoverableView = ({ ways }: { ways: WaysToRekey }) => (
  <Frame title="One thing before your mail" signedIn>
    <p>
      Acme Widgets asks you to set up a way back in, so that a forgotten password never keeps you from your mail. It
      takes about two minutes, and leads back here.
    </p>
    <a class="go" href={ways.signIn}>
      Keep my account recoverable
    </a>
    <a href="/">Go to my mail</a>
  </Frame>
)

export const InboxView = ({ username, mails }: { username: string; mails: readonly KeptMessage[] }) => (
  <Frame title="Inbox" signedIn>
    <p class="soft">{username}</p>
    {mails.length === 0 ? <p>No mail yet.</p> : null}
    <ul>
      {mails.map(({ id, subject, text }) => (
        <li key={id}>
          <h2>{subject}</h2>
          <p class="text">{text}</p>
        </li>
      ))}
    </ul>
  </Frame>
)

export const SettingsView = ({ username, ways }: { username: string; ways: WaysToRekey }) => (
  <Frame title="Settings" signedIn>
    <p class="soft">{username}</p>
    <ul>
      <li>
        <a href={ways.changePassword}>Change password</a>
      </li>
      <li>
        <a href={ways.securityInfo}>Security info</a>
      </li>
    </ul>
  </Frame>
)

const Frame = ({ title, signedIn, children }: { title: string; signedIn?: true; children: ComponentChildren }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{title} – Acme Mail</title>
      <style>{mailLook}</style>
    </head>
    <body>
      <header>
        <div>
          <b>Acme Mail</b>
          {signedIn ? (
            <>
              <a href="/">Inbox</a>
              <a href="/settings">Settings</a>
              <form method="post" action="/sign-out">
                <button type="submit">Sign out</button>
              </form>
            </>
          ) : null}
        </div>
      </header>
      <main>
        <h1>{title}</h1>
        {children}
      </main>
    </body>
  </html>
)
