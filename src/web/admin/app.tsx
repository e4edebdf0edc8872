// The portal's frame: the rail, and the room that the address names.
import { useEffect } from 'preact/hooks'
import { rememberCsrf } from './client/api.ts'
import { type Me, MeContext, may } from './client/me.ts'
import { usePlace } from './client/place.ts'
import { useAnswer } from './client/use-answer.ts'
import { Head } from './parts/head.tsx'
import { Link } from './parts/link.tsx'
import { ProblemNote, Waiting } from './parts/shown.tsx'
import { PersonRoom } from './rooms/people/person.tsx'
import { wings } from './rooms/rooms.ts'
import { roleName } from './words/names.ts'

export function App() {
  const asked = useAnswer('readMe')
  const me = asked.value
  useEffect(() => {
    if (me !== null) rememberCsrf(me.csrf)
  }, [me])
  if (asked.problem !== null) {
    return (
      <main id="main">
        <h1>Administration</h1>
        <ProblemNote problem={asked.problem} again={asked.again} />
      </main>
    )
  }
  if (me === null) {
    return (
      <main id="main">
        <Waiting />
      </main>
    )
  }
  rememberCsrf(me.csrf)
  return (
    <MeContext.Provider value={me}>
      <Shell me={me} />
    </MeContext.Provider>
  )
}

function Shell({ me }: { me: Me }) {
  const { path } = usePlace()
  return (
    <>
      <a class="skip" href="#main">
        Skip to the page
      </a>
      <div class="shell">
        <Rail me={me} path={path} />
        <main id="main" tabIndex={-1}>
          <Room key={path} me={me} path={path} />
        </main>
      </div>
    </>
  )
}

function Room({ me, path }: { me: Me; path: string }) {
  const [, person] = /^people\/([0-9a-f-]{36})$/.exec(path) ?? []
  if (person !== undefined && may(me, 'people.find')) return <PersonRoom id={person} />
  const rooms = wings.flatMap((wing) => wing.rooms)
  const open = rooms.filter(({ permission }) => may(me, permission))
  // Whoever may not see the overview begins where they may be.
  const room = rooms.find((each) => each.path === path) ?? null
  const shown = room !== null && !open.includes(room) && path === '' ? (open[0] ?? null) : room
  if (shown === null) return <NoRoom title="There is no such room" what="Choose one from the list." />
  if (!open.includes(shown)) {
    return (
      <NoRoom
        title={shown.title}
        what={`${roleName(me.role)} has no right to this room. Ask a global administrator.`}
      />
    )
  }
  const View = shown.view
  return <View />
}

const NoRoom = ({ title, what }: { title: string; what: string }) => <Head title={title} lead={what} />

function Rail({ me, path }: { me: Me; path: string }) {
  const here = (room: string) => (room === '' ? path === '' : path === room || path.startsWith(`${room}/`))
  return (
    <header class="rail">
      <a class="org" href="/admin">
        <svg viewBox="0 0 40 40" aria-hidden="true" focusable="false">
          <path d="M20 4a9 9 0 0 0-3 17.5V36h3v-3h4v-4h-4v-3h4v-4h-1.5A9 9 0 0 0 20 4zm0 5.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7z" />
        </svg>
        <span>{me.organisation.name}</span>
      </a>
      <nav aria-label="Administration">
        {wings.map((wing) => {
          const rooms = wing.rooms.filter(({ permission }) => may(me, permission))
          if (rooms.length === 0) return null
          const id = `wing-${wing.title ?? 'first'}`
          return (
            <div key={id} class="wing">
              {wing.title === null ? null : <h2 id={id}>{wing.title}</h2>}
              <ul {...(wing.title === null ? {} : { 'aria-labelledby': id })}>
                {rooms.map((room) => (
                  <li key={room.path}>
                    <Link path={room.path} current={here(room.path)}>
                      {room.title}
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          )
        })}
      </nav>
      <div class="me">
        <p class="small soft">
          {me.displayName}, {roleName(me.role).toLowerCase()}
        </p>
        <a href="/">Your own account</a>
      </div>
    </header>
  )
}
