// The shell of every page for people: head, organisation, one heading, content, whom to ask, other languages.
import type { ComponentChildren } from 'preact'
import { stylesheet } from '../look/stylesheet.ts'
import { CsrfField } from './csrf-field.tsx'
import { ErrorSummary } from './error-summary.tsx'
import type { Frame, Organisation, Problem, ShownBranding, StepOf } from './frame.ts'
import { HelpContact, isReachable } from './help-contact.tsx'
import { Icon, icons } from './icons.tsx'
import { KeyProgress } from './key-progress.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { Logo } from './logo.tsx'

export interface PageProps {
  readonly frame: Frame
  /** The heading, and the page's name in the window's title. */
  readonly title: string
  /** Where in the journey, and what this step is called. */
  readonly step?: StepOf & { readonly name: string }
  /** A drawing in the step's place, for journeys that ended. */
  readonly drawing?: ComponentChildren
  readonly problems?: readonly Problem[]
  /** The signed-in person's navigation, with the page that is open. */
  readonly account?: 'home' | 'security-info' | 'password' | 'elsewhere'
  /** The wider column, for pages that are read and not walked through. */
  readonly wide?: boolean
  /** Scripts that improve the page; it works without them. */
  readonly scripts?: readonly string[]
  readonly children: ComponentChildren
}

export function Page({
  frame,
  title,
  step,
  drawing,
  problems = [],
  account,
  wide = false,
  scripts = [],
  children,
}: PageProps) {
  const { say, organisation } = frame
  const progress = step === undefined ? undefined : say('step.count', { number: step.number, of: step.of })
  return (
    <html lang={spokenAs(frame.locale)} dir={frame.direction}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#fbf8f3" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#171411" media="(prefers-color-scheme: dark)" />
        <title>{windowTitle(frame, problems.length > 0, progress, title)}</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <style>{stylesheet}</style>
        {organisation?.branding?.accentStyle ? <style>{organisation.branding.accentStyle.css}</style> : null}
        {scripts.map((address) => (
          <script key={address} type="module" src={address} />
        ))}
      </head>
      <body {...(wide || account !== undefined ? { class: 'portal' } : {})}>
        <a class="skip" href="#main">
          {say('page.skip')}
        </a>
        {frame.demo ? <DemoBanner frame={frame} /> : null}
        <header class="top">
          <div class="in">
            {organisation === null ? null : <OrganisationLink organisation={organisation} />}
            {account === undefined ? null : <AccountNavigation frame={frame} current={account} />}
          </div>
        </header>
        <main id="main" class="in" tabindex={-1}>
          {problems.length === 0 ? null : <ErrorSummary say={say} problems={problems} />}
          {step === undefined ? null : (
            <KeyProgress steps={step.of} done={step.number - 1}>
              <b>{progress}</b>
              <span aria-hidden="true"> · </span>
              <span class="vh">: </span>
              {step.name}
            </KeyProgress>
          )}
          {drawing}
          <h1>{title}</h1>
          {children}
        </main>
        <Foot frame={frame} />
      </body>
    </html>
  )
}

/** The pseudo-locale is in a range kept for private use: a screen reader is told that it is English. */
const spokenAs = (locale: string): string => (locale.startsWith('qps') ? 'en' : locale)

function windowTitle(
  { say, organisation }: Frame,
  problem: boolean,
  progress: string | undefined,
  title: string,
): string {
  const named = [
    ...(problem ? [say('errors.title-prefix')] : []),
    ...(progress === undefined ? [] : [progress]),
    title,
  ].join(': ')
  return organisation === null ? named : `${named} – ${organisation.name}`
}

const OrganisationLink = ({ organisation }: { organisation: Organisation }) => (
  <a class="org" href="/">
    {organisation.logo === undefined ? (
      <span class="initial" aria-hidden="true">
        {[...organisation.name][0]}
      </span>
    ) : (
      <Logo logo={organisation.logo} />
    )}
    <span>{organisation.name}</span>
  </a>
)

function AccountNavigation({ frame: { say, csrf }, current }: { frame: Frame; current: PageProps['account'] }) {
  const here = (page: PageProps['account']) => (page === current ? { 'aria-current': 'page' as const } : {})
  return (
    <nav aria-label={say('account.label')}>
      <ul>
        <li>
          <a href="/" {...here('home')}>
            {say('account.home')}
          </a>
        </li>
        <li>
          <a href="/security-info" {...here('security-info')}>
            {say('account.security-info')}
          </a>
        </li>
        <li>
          <a href="/change-password" {...here('password')}>
            {say('account.password')}
          </a>
        </li>
        <li>
          <form method="post" action="/sign-out">
            <CsrfField csrf={csrf} />
            <button type="submit">{say('account.sign-out')}</button>
          </form>
        </li>
      </ul>
    </nav>
  )
}

const DemoBanner = ({ frame: { say, path } }: { frame: Frame }) => (
  <section class="demo" aria-label={say('demo.banner-label')}>
    <div class="in">
      <p>{say('demo.banner')}</p>
      <p class="row">
        {path === '/demo' ? null : <a href="/demo">{say('demo.to-cast')}</a>}
        <a href="/demo/mailbox">{say('demo.to-mailbox')}</a>
        <a href="/demo/phone">{say('demo.to-phone')}</a>
      </p>
    </div>
  </section>
)

const Foot = ({ frame }: { frame: Frame }) => (
  <footer class="foot">
    <div class="in">
      {frame.organisation !== null && isReachable(frame.organisation.help) ? (
        <p class="row">
          <span>{frame.say('page.help')}</span>
          <HelpContact help={frame.organisation.help} />
        </p>
      ) : null}
      <OwnLinks links={frame.organisation?.branding?.links ?? []} />
      <LanguageSwitch frame={frame} />
      {frame.organisation?.branding?.madeWithRekey === false ? null : (
        <p class="made">
          <Icon path={icons.key} size={20} />
          {frame.say('page.made-with')}
        </p>
      )}
    </div>
  </footer>
)

/** They lead elsewhere, and nobody there is told from which page. */
const OwnLinks = ({ links }: Pick<ShownBranding, 'links'>) =>
  links.length === 0 ? null : (
    <ul class="row">
      {links.map(({ label, url }) => (
        <li key={label + url}>
          <a href={url} rel="noreferrer">
            {label}
          </a>
        </li>
      ))}
    </ul>
  )
